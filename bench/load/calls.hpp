#pragma once

#include "bench/load/subject.hpp"

#include <nlohmann/json_fwd.hpp>

namespace switchboard::load {

struct call_options {
  std::size_t pairs = 50;
  double warm_up_s = 1;
  double measured_s = 4;
};

/// In each pair one calls the other, who accepts; the call ends, and the next one begins.
nlohmann::ordered_json make_calls(const subject& server, const call_options& with);

struct queue_options {
  std::size_t people_a_side = 2'000;
  /// How many agents are on their way in at any time.
  std::size_t at_once = 64;
};

/// Thousands of customers wait in one queue, and as many agents come: how long it takes from an
/// agent's coming until their customer is told.
nlohmann::ordered_json match_queue(const subject& server, const queue_options& with);

} // namespace switchboard::load
