#pragma once

#include "actors/clock.hpp"
#include "actors/key_book.hpp"
#include "projections/overview.hpp"
#include "transport/accounts/identity.hpp"
#include "transport/engagement/person_rates.hpp"
#include "transport/engagement/reach.hpp"
#include "transport/gateway/frame_limits.hpp"
#include "transport/gateway/profile.hpp"
#include "transport/gateway/resume_line.hpp"
#include "transport/net/budgets.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace switchboard {

/// What the gateway asks of the rest of the server. All of it outlives the gateway, and any thread
/// may call it.
struct gateway_ports {
  /// Asks an entity for something; the answer comes on a thread of its own choice, always and once.
  std::function<void(request)> ask;
  /// Whether a client's command is new, without doing it.
  std::function<key_standing(const request&)> recall = [](const request&) {
    return key_standing::fresh;
  };
  /// Whom an access token or a ticket lets in.
  std::function<std::optional<identity>(std::string_view)> identify_token;
  std::function<std::optional<identity>(std::string_view)> redeem_ticket;
  find_profile people;
  const clock& time;
  /// How many calls each may begin; none where there is no limit.
  person_rates* calls = nullptr;
  /// How much people, and sides by their address, may ask for: the same as over HTTP.
  std::shared_ptr<net::shared_budgets> budgets;
  /// Whether there is such a queue.
  std::function<bool(const queue_name&)> has_queue = [](const queue_name&) { return true; };
  /// How everything stands.
  std::function<projections::overview()> overview = [] { return projections::overview{}; };
  /// A signal was handed on; nothing where nobody keeps them for a while. The data are JSON.
  std::function<void(const call_id&, const user_id&, std::string_view type, std::string_view data)>
      on_signal = {};
};

struct gateway_options {
  /// Of this server and this run of it, as the engine has it too.
  std::string node = "node";
  std::string incarnation = "1";
  std::int64_t heartbeat_ms = 20'000;
  std::int64_t reconnect_grace_ms = 20'000;
  std::size_t connections_per_user = 32;
  contact_policy contacts = contact_policy::anybody;
  double presence_people_per_s = 50;
  double presence_people_burst = 2'000;
  /// Whether presence is for everybody, or for those who share a room.
  bool is_presence_open = true;
  /// What is held for a client that is told first what it missed, and how much of that at once.
  /// Both together must fit what may wait for a client.
  frame_limits held;
  frame_limits resume_piece;
  resume_limits resumes;
};

} // namespace switchboard
