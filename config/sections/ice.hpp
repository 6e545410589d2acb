#pragma once

#include "config/setting.hpp"

#include <tuple>

namespace switchboard::config {

/// Which servers help clients to find a way to each other, and what lets them use those.
struct ice_settings {
  std::vector<std::string> stun_urls;
  std::vector<std::string> turn_urls;
  std::string turn_secret;
  std::string turn_secret_file;
  std::int64_t credential_ttl_s = 4 * 3600;

  static constexpr auto fields() {
    using self = ice_settings;
    return std::tuple{
        setting{"stun_urls", &self::stun_urls,
                "The STUN servers that clients are told of, such as `stun:stun.example.org:3478`."},
        setting{"turn_urls", &self::turn_urls,
                "The TURN servers that clients are told of, such as "
                "`turn:turn.example.org:3478?transport=udp`. Needs `turn_secret` or "
                "`turn_secret_file`."},
        setting{"turn_secret", &self::turn_secret,
                "What this server shares with the TURN servers (`static-auth-secret` of coturn). "
                "Better given as a variable, or in `turn_secret_file`, than in a file that others "
                "may read."},
        setting{"turn_secret_file", &self::turn_secret_file,
                "The file that holds that secret, for its owner alone to read."},
        setting{"credential_ttl_s", &self::credential_ttl_s,
                "How long a client may use what it is given for the TURN servers.",
                between(60, 7 * 24 * 3600)}};
  }
};

} // namespace switchboard::config
