#pragma once

#include "events/json.hpp"
#include "transport/accounts/turn_credential.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchboard::api {

/// The servers that help clients to find a way to each other.
struct ice_options {
  std::vector<std::string> stun_urls = {};
  std::vector<std::string> turn_urls = {};
  /// What the TURN servers know as well.
  secret turn_secret = {};
  std::int64_t credential_lifetime_ms = 4 * 3600 * 1000;
};

/// As an `RTCPeerConnection` takes it.
struct ice_server {
  std::vector<std::string> urls;
  std::optional<std::string> username;
  std::optional<std::string> credential;

  static constexpr auto fields() {
    using self = ice_server;
    return std::tuple{field{"urls", &self::urls, "The same server by several ways."},
                      field{"username", &self::username, "Of a TURN server: until when, and who."},
                      field{"credential", &self::credential, "Of a TURN server: what proves it."}};
  }
};

struct ice_servers_view {
  std::vector<ice_server> ice_servers;
  std::int64_t expires_in_s = 0;

  static constexpr auto fields() {
    using self = ice_servers_view;
    return std::tuple{
        field{"ice_servers", &self::ice_servers, "For `iceServers` of an `RTCPeerConnection`."},
        field{"expires_in_s", &self::expires_in_s, "For how long the credentials let in."}};
  }
};

/// What somebody is told of the servers; `user` is the name that the TURN servers see.
ice_servers_view ice_servers_for(const ice_options& known, std::string_view user, timestamp now);

} // namespace switchboard::api
