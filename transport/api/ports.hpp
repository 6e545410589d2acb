#pragma once

#include "actors/clock.hpp"
#include "actors/request.hpp"
#include "events/log/event_log.hpp"
#include "events/queue.hpp"
#include "transport/accounts/accounts.hpp"
#include "transport/people_log/people_log.hpp"

#include <functional>
#include <string>

namespace switchboard::api {

/// Asks an entity for something; the answer comes on a thread of its own choice, always and once.
using ask_port = std::function<void(switchboard::request)>;

/// What the handlers of HTTP calls work with. All of it outlives them.
struct ports {
  ask_port ask;
  event_log& log;
  switchboard::accounts& accounts;
  const clock& time;
  people_log& people;
  /// Closes the sockets of a session that is over.
  std::function<void(const session_id&)> close_sockets = [](const session_id&) {};
  /// What this server calls itself in the log.
  std::string node;
  /// How a queue works that nobody has given settings of its own.
  queue::settings queue_defaults = {};
  std::int64_t ticket_lifetime_ms = 30'000;
  /// Whether anybody may serve a queue's customers, without a login.
  bool has_open_agents = false;
};

} // namespace switchboard::api
