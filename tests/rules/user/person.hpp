#pragma once

#include "actors/user/rules.hpp"
#include "tests/support/scenario.hpp"

#include <string>
#include <string_view>

/// The person of these tests: Bob, whom Alice and others call.
namespace switchboard::user {

using bobs_life = testing::scenario<rules>;

inline bobs_life nobody_yet() { return bobs_life{stream_of(user_id{"bob"})}; }

inline registered registration() { return {"uuid-of-bob", "bob@example.org", "Bob", role::user}; }

inline bobs_life bob() {
  auto life = nobody_yet();
  life.given({registration()});
  return life;
}

inline connect_device connecting(std::string connection) {
  return {{std::move(connection)}, "north", "1", "phone"};
}

inline device_connected connected(std::string connection) {
  return {{std::move(connection)}, "north", "1", "phone"};
}

inline room_id room_with(std::string_view other) {
  return direct_room({std::string{other}}, {"bob"});
}

inline call_id call_with(std::string_view other, std::uint64_t seq = 7) {
  return call_in(room_with(other), seq);
}

constexpr std::int64_t ring_ms = 60'000;

inline receive_invitation invitation_from(const bobs_life& life, std::string_view other,
                                          std::uint64_t seq = 7) {
  return {call_with(other, seq), {std::string{other}}, call_type::video, life.now() + ring_ms};
}

inline invitation_received received(const bobs_life& life, std::string_view other,
                                    std::uint64_t seq = 7) {
  return {call_with(other, seq), {std::string{other}}, call_type::video, life.now() + ring_ms};
}

} // namespace switchboard::user
