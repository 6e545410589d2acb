#pragma once

#include "events/json.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// What an admin who looks into the log is shown.
namespace switchboard::api {

struct log_page_view {
  std::vector<json_text> events;
  std::optional<std::uint64_t> next;

  static constexpr auto fields() {
    using self = log_page_view;
    return std::tuple{
        field{"events", &self::events, "The records as they are in the log, the newest first."},
        field{"next", &self::next, "What to give as `before` to go on; there is no more without."}};
  }
};

struct event_view {
  json_text event;
  std::vector<json_text> causes;
  std::vector<json_text> consequences;

  static constexpr auto fields() {
    using self = event_view;
    return std::tuple{
        field{"event", &self::event, "The record."},
        field{"causes", &self::causes, "The nearest cause first, back to the first of all."},
        field{"consequences", &self::consequences, "What it led to in other streams."}};
  }
};

struct state_view {
  std::string stream;
  std::uint64_t seq = 0;
  std::uint64_t last_seq = 0;
  std::optional<timestamp> time;
  json_text event;
  json_text state;

  static constexpr auto fields() {
    using self = state_view;
    return std::tuple{
        field{"stream", &self::stream, "Whose state it is."},
        field{"seq", &self::seq, "The last event that is in it; 0 before the first."},
        field{"last_seq", &self::last_seq, "The last event that there is by now."},
        field{"time", &self::time, "When that event in it happened."},
        field{"event", &self::event, "The record of that event; null before the first."},
        field{"state", &self::state, "What the rules make of all events up to it."}};
  }
};

} // namespace switchboard::api
