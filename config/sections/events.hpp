#pragma once

#include "config/setting.hpp"

#include <tuple>

namespace switchboard::config {

/// Where events are kept.
struct event_settings {
  std::string backend = "embedded";
  bool log_signals = true;

  static constexpr auto fields() {
    using self = event_settings;
    return std::tuple{
        setting{"backend", &self::backend,
                "Where events are kept: in a file of the data folder, or in Kafka.",
                one_of("embedded", "kafka")},
        setting{"log_signals", &self::log_signals,
                "Whether SDP and ICE payloads, which hold addresses of people, are kept for a "
                "short time beside the events."}};
  }
};

} // namespace switchboard::config
