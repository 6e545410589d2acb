#pragma once

#include "events/json.hpp"
#include "events/queue.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace switchboard::simulation {

/// How often what goes wrong, of a thousand times that it could.
struct fault_rates {
  std::int64_t append_fails = 0;
  std::int64_t append_unsure = 0;
  std::int64_t log_stalls = 0;
  std::int64_t verdict_repeats = 0;
  std::int64_t second_writer = 0;
  std::int64_t read_fails = 0;
  std::int64_t snapshot_lost = 0;
  std::int64_t memory_wiped = 0;
  std::int64_t server_crashes = 0;
  std::int64_t entity_throws = 0;

  static constexpr auto fields() {
    using self = fault_rates;
    return std::tuple{
        field{"append_fails", &self::append_fails, "The log refuses an append."},
        field{"append_unsure", &self::append_unsure, "It does not say whether it took one."},
        field{"log_stalls", &self::log_stalls, "It decides nothing for a while."},
        field{"verdict_repeats", &self::verdict_repeats, "A verdict comes twice."},
        field{"second_writer", &self::second_writer, "A stale owner writes to the stream first."},
        field{"read_fails", &self::read_fails, "Streams cannot be read for a while."},
        field{"snapshot_lost", &self::snapshot_lost, "What was to be kept is not."},
        field{"memory_wiped", &self::memory_wiped, "A crash takes snapshots or checkpoint along."},
        field{"server_crashes", &self::server_crashes, "The server dies, of a thousand steps."},
        field{"entity_throws", &self::entity_throws, "A rule throws, or what is around it."}};
  }
};

/// What a simulated system is like: who uses it, how, and what goes wrong.
struct workload {
  std::string about;
  std::size_t users = 0;
  std::size_t devices_each = 0;
  std::size_t groups = 0;
  std::size_t customers = 0;
  std::size_t agents = 0;
  std::size_t steps = 0;
  std::int64_t ring_timeout_ms = 0;
  std::int64_t reconnect_grace_ms = 0;
  /// Each system draws one of them for its queue.
  std::vector<queue::settings> queue_settings;
  /// How often which action is taken, relative to the others.
  std::map<std::string, std::size_t> actions;
  fault_rates faults;

  static constexpr auto fields() {
    using self = workload;
    return std::tuple{
        field{"about", &self::about, "What is tried here."},
        field{"users", &self::users, "How many people have registered."},
        field{"devices_each", &self::devices_each, "How many devices each has."},
        field{"groups", &self::groups, "How many groups there are."},
        field{"customers", &self::customers, "How many customers may be there at a time."},
        field{"agents", &self::agents, "How many agents may be there at a time."},
        field{"steps", &self::steps, "How long it goes on."},
        field{"ring_timeout_ms", &self::ring_timeout_ms, "How long a call rings."},
        field{"reconnect_grace_ms", &self::reconnect_grace_ms, "How long a device may be away."},
        field{"queue_settings", &self::queue_settings, "How the queue may work."},
        field{"actions", &self::actions, "Weights of what people do."},
        field{"faults", &self::faults, "What goes wrong, per mille."}};
  }
};

/// Throws `json::error` or `std::runtime_error`, which name the file and what is wrong with it.
workload load_workload(const std::string& path);

} // namespace switchboard::simulation
