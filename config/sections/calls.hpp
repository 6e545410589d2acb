#pragma once

#include "config/setting.hpp"

#include <tuple>

namespace switchboard::config {

/// What the rules of calls and rooms are told.
struct call_settings {
  std::int64_t ring_timeout_ms = 60'000;
  std::int64_t reconnect_grace_ms = 20'000;
  std::int64_t max_members = 1'000;
  std::int64_t max_participants = 100;
  std::int64_t max_devices = 32;
  std::int64_t max_content_bytes = 16 * 1024;
  std::int64_t unasked_bytes = 512 * 1024;
  std::int64_t calls_per_caller = 240;
  std::int64_t calls_per_minute = 120;
  std::int64_t unasked_calls_per_minute = 30;
  std::int64_t group_calls_per_minute = 30;
  std::int64_t rings_per_minute = 60;
  double risk_threshold = 0.5;
  double risk_min_confidence = 0.5;

  static constexpr auto fields() {
    using self = call_settings;
    return std::tuple{
        setting{"ring_timeout_ms", &self::ring_timeout_ms,
                "How long an invitation rings before it is missed.", between(100, 3'600'000)},
        setting{"reconnect_grace_ms", &self::reconnect_grace_ms,
                "How long a device whose socket dropped may take to come back to its call.",
                between(0, 3'600'000)},
        setting{"max_members", &self::max_members, "How many members a room may have.",
                between(2, 25'000)},
        setting{"max_participants", &self::max_participants, "How many devices may be in one call.",
                between(2, 10'000)},
        setting{"max_devices", &self::max_devices, "How many devices of one user may be connected.",
                between(1, 1'000)},
        setting{"max_content_bytes", &self::max_content_bytes,
                "The longest content of a message, and its longest `extra_data`.",
                between(1, 256 << 10)},
        setting{"unasked_bytes", &self::unasked_bytes,
                "How many bytes of messages somebody may write in ten seconds to a person who has "
                "not answered them yet, or to a group. 0 is without a limit, here and below.",
                between(0, 1 << 30)},
        setting{"calls_per_caller", &self::calls_per_caller,
                "How many calls a minute one person may begin in all.", between(0, 100'000)},
        setting{"calls_per_minute", &self::calls_per_minute,
                "How many calls a minute one person may begin to another who knows them: who has "
                "written to them, or taken a call of theirs.",
                between(0, 600)},
        setting{"unasked_calls_per_minute", &self::unasked_calls_per_minute,
                "How many calls a minute one person may begin to another who does not know them.",
                between(0, 600)},
        setting{"group_calls_per_minute", &self::group_calls_per_minute,
                "How many calls a minute may begin in one group.", between(0, 600)},
        setting{"rings_per_minute", &self::rings_per_minute,
                "How many calls a minute ring for one person: more, from people they do not know, "
                "find them busy.",
                between(0, 600)},
        setting{"risk_threshold", &self::risk_threshold,
                "From which risk score on a security report may show as a risk.", between(0, 1)},
        setting{"risk_min_confidence", &self::risk_min_confidence,
                "How sure a security report must be to show as a risk.", between(0, 1)}};
  }
};

} // namespace switchboard::config
