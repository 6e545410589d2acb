#include "transport/api/ice_servers.hpp"

#include <doctest/doctest.h>

namespace switchboard::api {

namespace {

constexpr timestamp now{1'763'672'400'000};

TEST_CASE("where nothing is configured there are no servers to tell of") {
  CHECK(json::to_text(ice_servers_for({.credential_lifetime_ms = 60'000}, "alice", now))
        == R"({"ice_servers":[],"expires_in_s":60})");
}

TEST_CASE("a STUN server is for everybody, and a TURN server for those with a credential") {
  const ice_options known{.stun_urls = {"stun:a.example"},
                          .turn_urls = {"turn:b.example?transport=udp", "turns:b.example"},
                          .turn_secret = secret{"north star"},
                          .credential_lifetime_ms = 3'600'000};
  CHECK(json::to_text(ice_servers_for(known, "alice", now))
        == R"({"ice_servers":[{"urls":["stun:a.example"]},)"
           R"({"urls":["turn:b.example?transport=udp","turns:b.example"],)"
           R"("username":"1763676000:alice","credential":"+D70PZsccq6MtsTfegjrWbb6C1g="}],)"
           R"("expires_in_s":3600})");
}

} // namespace

} // namespace switchboard::api
