#include "bench/load/crowd.hpp"
#include "bench/load/meter.hpp"
#include "bench/load/storms.hpp"

#include <nlohmann/json.hpp>

#include <stdexcept>

namespace switchboard::load {

namespace {

/// Until the server does next to nothing: what it does after the fact has been done.
void await_rest(event_loop& loop, pid_t server) {
  constexpr std::chrono::milliseconds look{250};
  constexpr double resting_share = 0.02;
  constexpr int most_looks = 240;
  for (int looks = 0; looks < most_looks; ++looks) {
    meter spent{server};
    loop.run_for(look);
    spent.stop();
    if (spent.server_share() < resting_share) return;
  }
  throw std::runtime_error{"the server does not come to rest"};
}

nlohmann::ordered_json storm(crowd& all, const subject& server, const storm_options& with) {
  meter spent{server.id()};
  const auto took = all.connect(server.port(), with.at_once);
  spent.stop();
  return {{"seconds", spent.seconds()},
          {"server_us_a_connection", spent.server_ns() / 1e3 / static_cast<double>(with.people)},
          {"server_share", spent.server_share()},
          {"generator_share", spent.own_share()},
          {"took", summary_of(took)}};
}

} // namespace

nlohmann::ordered_json connect_storm(const subject& server, const storm_options& with) {
  event_loop loop;
  crowd all{loop, server.tokens(), with.people};
  await_rest(loop, server.id());
  const auto empty_bytes = resident_bytes(server.id());
  nlohmann::ordered_json told{{"people", with.people}, {"at_once", with.at_once}};
  told["first_visit"] = storm(all, server, with);
  await_rest(loop, server.id());
  const auto full_bytes = resident_bytes(server.id());
  told["resident_kib_a_connection"] =
      static_cast<double>(full_bytes - empty_bytes) / 1024 / static_cast<double>(with.people);
  told["resident_mib"] = static_cast<double>(full_bytes) / 1024 / 1024;
  all.leave();
  await_rest(loop, server.id());
  told["second_visit"] = storm(all, server, with);
  return told;
}

} // namespace switchboard::load
