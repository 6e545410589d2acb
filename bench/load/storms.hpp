#pragma once

#include "bench/load/subject.hpp"

#include <nlohmann/json_fwd.hpp>

namespace switchboard::load {

struct storm_options {
  std::size_t people = 10'000;
  /// How many are on their way in at any time.
  std::size_t at_once = 1'000;
  /// While the server dies: durable messages a second from person to person.
  double messages_per_s = 2'000;
};

/// Everybody signs in for the first time, idles, goes, and comes again: what that takes, and what
/// an idle connection holds of the server's memory.
nlohmann::ordered_json connect_storm(const subject& server, const storm_options& with);

/// Everybody is connected and people write to each other when the server dies. It starts again, and
/// everybody comes back: how long that takes, and whether anything that was acknowledged is lost
/// or comes twice.
nlohmann::ordered_json resume_storm(subject& server, const storm_options& with);

} // namespace switchboard::load
