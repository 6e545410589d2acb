#pragma once

#include "config/setting.hpp"

#include <tuple>

namespace switchboard::config {

/// How long the server waits for whom.
struct deadline_settings {
  std::int64_t header_ms = 10'000;
  std::int64_t body_ms = 30'000;
  std::int64_t idle_ms = 60'000;
  std::int64_t write_ms = 20'000;
  std::int64_t heartbeat_ms = 20'000;
  std::int64_t silence_ms = 45'000;
  std::int64_t resume_stall_ms = 20'000;
  std::int64_t command_ms = 5'000;
  std::int64_t drain_ms = 10'000;

  static constexpr auto fields() {
    using self = deadline_settings;
    return std::tuple{
        setting{"header_ms", &self::header_ms, "How long a client may take to send a header.",
                between(100, 600'000)},
        setting{"body_ms", &self::body_ms, "How long a client may take to send a body.",
                between(100, 3'600'000)},
        setting{"idle_ms", &self::idle_ms,
                "How long a connection may wait between two requests before it is closed.",
                between(100, 3'600'000)},
        setting{"write_ms", &self::write_ms,
                "How long a client may take to receive what is sent to it.", between(100, 600'000)},
        setting{"heartbeat_ms", &self::heartbeat_ms, "How often a silent socket is sent a ping.",
                between(100, 600'000)},
        setting{"silence_ms", &self::silence_ms,
                "After how long without a sign a socket counts as dropped. More than "
                "`heartbeat_ms`.",
                between(200, 1'800'000)},
        setting{
            "resume_stall_ms", &self::resume_stall_ms,
            "How long a client that resumes may take to take a piece of what it missed, 128 KiB "
            "at most, before its socket is closed.",
            between(100, 600'000)},
        setting{"command_ms", &self::command_ms,
                "How long a command may take before its sender is told `unavailable`.",
                between(100, 600'000)},
        setting{"drain_ms", &self::drain_ms,
                "How long a server that stops waits for requests and sockets to end.",
                between(0, 600'000)}};
  }
};

} // namespace switchboard::config
