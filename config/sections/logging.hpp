#pragma once

#include "config/setting.hpp"

#include <tuple>

namespace switchboard::config {

/// The log for people, on standard error.
struct logging_settings {
  std::string level = "info";
  std::string format = "text";

  static constexpr auto fields() {
    using self = logging_settings;
    return std::tuple{
        setting{"level", &self::level, "From which level on lines are written.",
                one_of("trace", "debug", "info", "warn", "error", "off"), "--log-level"},
        setting{"format", &self::format, "How a line is written.", one_of("text", "json")}};
  }
};

} // namespace switchboard::config
