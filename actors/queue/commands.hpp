#pragma once

#include "actors/rules/tick.hpp"
#include "events/queue.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What a customer, an agent, their connections or an admin can ask of a queue. `call_id` is the
/// side; whoever asks in its name has shown its key before.
namespace switchboard::queue {

struct start_customer {
  switchboard::user_id call_id;
  std::string name;
  std::vector<std::string> skills;
  std::int64_t priority = 0;
  std::optional<switchboard::user_id> user_id;
  /// What the site that embeds the queue calls them, if it vouches for that.
  std::optional<std::string> customer_id = {};
};

struct start_agent {
  switchboard::user_id call_id;
  std::string name;
  std::vector<std::string> skills;
  std::int64_t tier = 0;
  std::optional<switchboard::user_id> user_id;
};

/// A socket of this side opened, for the first time or again. One that resumes names a connection
/// that this side has had; anybody else's is refused.
struct connect_side {
  user_id call_id;
  switchboard::connection_id connection_id;
  std::string node;
  std::string incarnation;
  bool is_resumed = false;
};

/// A socket of this side dropped.
struct suspect_side {
  user_id call_id;
  switchboard::connection_id connection_id;
};

/// This side goes for good, whatever it was doing.
struct leave_side {
  user_id call_id;
};

/// This side polls over HTTP instead of holding a socket: it is still there.
struct touch_side {
  user_id call_id;
};

struct pause_agent {
  user_id call_id;
};

/// The agent ends the pause or the wrap-up.
struct make_agent_ready {
  user_id call_id;
};

struct accept_offer {
  user_id call_id;
  switchboard::offer_id offer_id;
};

struct reject_offer {
  user_id call_id;
  switchboard::offer_id offer_id;
};

/// This side ends the call with its partner.
struct complete_call {
  user_id call_id;
};

struct change_settings {
  switchboard::queue::settings settings;
};

/// Asks how things stand with this side and changes nothing.
struct look {
  user_id call_id;
};

using command = std::variant<start_customer, start_agent, connect_side, suspect_side, leave_side,
                             touch_side, pause_agent, make_agent_ready, accept_offer, reject_offer,
                             complete_call, change_settings, look, node_restarted, tick>;

} // namespace switchboard::queue
