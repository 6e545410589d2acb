#pragma once

#include "events/log/event_log.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// A queue's day as its log tells it: who came when, and what they did.
namespace switchboard::tools {

struct customer_of_day {
  user_id id;
  std::string name;
  std::vector<std::string> skills;
  std::int64_t priority = 0;
  timestamp came_at;
  /// How long they had waited when they were matched; absent when they never were.
  std::optional<std::int64_t> waited_ms;
  /// After how long they went without having been served.
  std::optional<std::int64_t> patience_ms;
  /// How long their call lasted.
  std::optional<std::int64_t> call_ms;
  user_id served_by;
};

/// What an agent decided by themselves, and not the queue for them.
enum class agent_act : std::uint8_t { start, pause, come_back, go };

struct act_of_day {
  timestamp at;
  user_id agent;
  agent_act what = agent_act::start;
};

struct agent_of_day {
  user_id id;
  std::string name;
  std::vector<std::string> skills;
  std::int64_t tier = 0;
};

struct settings_of_day {
  timestamp at;
  queue::settings settings;
};

struct queue_day {
  queue_name queue;
  /// In the order in which they came.
  std::vector<customer_of_day> customers;
  std::vector<agent_of_day> agents;
  std::vector<act_of_day> acts;
  /// What was set, and when; the first is from before the day.
  std::vector<settings_of_day> settings;
  /// How long an agent took to answer an offer, on average.
  std::int64_t answer_ms = 0;
  timestamp ends_at;
};

/// Reads what happened in a queue between two moments. Throws `not_found` if nothing did.
queue_day read_day(const event_log& log, const queue_name& queue, std::optional<timestamp> since,
                   std::optional<timestamp> until);

} // namespace switchboard::tools
