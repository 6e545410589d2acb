#pragma once

#include "config/setting.hpp"

#include <tuple>

namespace switchboard::config {

/// How much of anything a client may ask for.
struct limit_settings {
  std::int64_t header_bytes = 16 * 1024;
  std::int64_t body_bytes = 1024 * 1024;
  std::int64_t anonymous_body_bytes = 16 * 1024;
  std::int64_t waiting_body_bytes = 64 * 1024 * 1024;
  std::int64_t waiting_body_bytes_per_address = 16 * 1024 * 1024;
  std::int64_t frame_bytes = 64 * 1024;
  std::int64_t connection_frames_per_s = 100;
  std::int64_t connection_frame_burst = 200;
  std::int64_t connection_bytes_per_s = 1024 * 1024;
  std::int64_t connection_byte_burst = 4 * 1024 * 1024;
  std::int64_t user_frames_per_s = 200;
  std::int64_t user_frame_burst = 400;
  std::int64_t user_bytes_per_s = 2 * 1024 * 1024;
  std::int64_t user_byte_burst = 8 * 1024 * 1024;
  std::int64_t presence_people_per_s = 50;
  std::int64_t presence_people_burst = 2'000;
  std::int64_t address_requests_per_s = 500;
  std::int64_t address_request_burst = 2'000;
  std::int64_t warnings_until_close = 20;
  std::int64_t queued_frames = 1024;
  std::int64_t queued_bytes = 1024 * 1024;
  std::int64_t resume_bytes = 8 * 1024 * 1024;
  std::int64_t connections = 50'000;
  std::int64_t connections_per_user = 32;
  std::int64_t connections_per_address = 1'000;

  static constexpr auto fields() {
    using self = limit_settings;
    return std::tuple{
        setting{"header_bytes", &self::header_bytes, "The largest request header.",
                between(1024, 64 << 10)},
        setting{"body_bytes", &self::body_bytes, "The largest request body.",
                between(1024, 64 << 20)},
        setting{"anonymous_body_bytes", &self::anonymous_body_bytes,
                "The largest body of a request without a login.", between(1024, 1 << 20)},
        setting{"waiting_body_bytes", &self::waiting_body_bytes,
                "How many bytes of larger bodies may be here that are not answered yet, in all.",
                between(1 << 20, 1LL << 36)},
        setting{"waiting_body_bytes_per_address", &self::waiting_body_bytes_per_address,
                "The same of one address.", between(1 << 20, 1LL << 36)},
        setting{"frame_bytes", &self::frame_bytes,
                "The largest WebSocket message; a larger one closes the socket with 1009.",
                between(1024, 16 << 20)},
        setting{"connection_frames_per_s", &self::connection_frames_per_s,
                "How many frames a second one socket may send for long, pongs among them.",
                between(1, 1'000'000)},
        setting{"connection_frame_burst", &self::connection_frame_burst,
                "How many frames one socket may send at once.", between(1, 1'000'000)},
        setting{"connection_bytes_per_s", &self::connection_bytes_per_s,
                "How many bytes of messages a second one socket may send for long.",
                between(1024, 1 << 30)},
        setting{"connection_byte_burst", &self::connection_byte_burst,
                "How many bytes of messages one socket may send at once.", between(1024, 1 << 30)},
        setting{"user_frames_per_s", &self::user_frames_per_s,
                "How many frames and requests a second one user may send for long.",
                between(1, 1'000'000)},
        setting{"user_frame_burst", &self::user_frame_burst,
                "How many frames and requests one user may send at once.", between(1, 1'000'000)},
        setting{"user_bytes_per_s", &self::user_bytes_per_s,
                "How many bytes a second one user, or an address without a login, may send "
                "for long.",
                between(1024, 1 << 30)},
        setting{"user_byte_burst", &self::user_byte_burst, "How many bytes they may send at once.",
                between(1024, 1 << 30)},
        setting{"presence_people_per_s", &self::presence_people_per_s,
                "How many people a second one user may begin to watch for long.",
                between(1, 1'000'000)},
        setting{"presence_people_burst", &self::presence_people_burst,
                "How many people one user may begin to watch at once.", between(1, 1'000'000)},
        setting{"address_requests_per_s", &self::address_requests_per_s,
                "How many requests a second without a login one address may send for long, frames "
                "of queues' sides among them.",
                between(1, 1'000'000)},
        setting{"address_request_burst", &self::address_request_burst,
                "How many of them one address may send at once.", between(1, 1'000'000)},
        setting{"warnings_until_close", &self::warnings_until_close,
                "After how many `rate_limited` answers in a row a socket is closed.",
                between(1, 1'000'000)},
        setting{"queued_frames", &self::queued_frames,
                "How many frames may wait for a slow client before its socket is closed.",
                between(16, 1'000'000)},
        setting{"queued_bytes", &self::queued_bytes,
                "How many bytes may wait for a slow client before its socket is closed.",
                between(64 << 10, 256 << 20)},
        setting{"resume_bytes", &self::resume_bytes,
                "How many bytes of what they missed may be under way to all who resume.",
                between(64 << 10, 1 << 30)},
        setting{"connections", &self::connections, "How many connections may be open in all.",
                between(1, 1'000'000)},
        setting{"connections_per_user", &self::connections_per_user,
                "How many sockets one user may have open.", between(1, 1'000)},
        setting{"connections_per_address", &self::connections_per_address,
                "How many connections one address may have open, HTTP and sockets alike.",
                between(1, 1'000'000)}};
  }
};

} // namespace switchboard::config
