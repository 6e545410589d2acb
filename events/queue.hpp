#pragma once

#include "events/queue_match.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

/// What happens in a queue of customers and agents: stream `queue/NAME`.
namespace switchboard::queue {

/// How a queue works.
struct settings {
  queue_strategy strategy = queue_strategy::longest_idle;
  switchboard::answer_mode answer_mode = switchboard::answer_mode::automatic;
  std::int64_t offer_timeout_ms = 20'000;
  std::int64_t unanswered_offers_until_pause = 3;
  std::int64_t reject_delay_ms = 10'000;
  std::int64_t no_answer_delay_ms = 5'000;
  std::int64_t wrap_up_ms = 30'000;
  std::int64_t grace_ms = 60'000;
  std::int64_t service_level_ms = 20'000;
  std::int64_t tier_step_ms = 30'000;

  static constexpr auto fields() {
    return std::tuple{
        field{"strategy", &settings::strategy, "Which agent comes first."},
        field{"answer_mode", &settings::answer_mode, "Whether an agent is asked before the match."},
        field{"offer_timeout_ms", &settings::offer_timeout_ms,
              "How long an agent may take to answer an offer."},
        field{"unanswered_offers_until_pause", &settings::unanswered_offers_until_pause,
              "After how many unanswered offers in a row an agent goes on a break."},
        field{"reject_delay_ms", &settings::reject_delay_ms,
              "How long an agent who rejected is offered nothing."},
        field{"no_answer_delay_ms", &settings::no_answer_delay_ms,
              "How long an agent who did not answer is offered nothing."},
        field{"wrap_up_ms", &settings::wrap_up_ms,
              "How long an agent may take after a call; 0 is no wrap-up."},
        field{"grace_ms", &settings::grace_ms,
              "How long a side that dropped may take to come back."},
        field{"service_level_ms", &settings::service_level_ms,
              "Within what wait an answer counts as in time."},
        field{"tier_step_ms", &settings::tier_step_ms,
              "How long a customer waits before the next tier of agents opens."}};
  }

  friend bool operator==(const settings&, const settings&) = default;
};

struct customer_waiting {
  static constexpr std::string_view type = "queue.customer_waiting";
  static constexpr std::string_view doc = "A customer started and waits.";
  static constexpr int version = 2;

  switchboard::user_id call_id;
  std::string name;
  std::vector<std::string> skills;
  std::int64_t priority = 0;
  std::optional<switchboard::user_id> user_id;
  timestamp grace_until;
  std::int64_t position = 1;
  std::optional<std::int64_t> expected_wait_ms;
  std::optional<std::string> customer_id = {};

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &customer_waiting::call_id, "The customer's side."},
        field{"name", &customer_waiting::name, "The name they gave."},
        field{"skills", &customer_waiting::skills, "What an agent must be able to do."},
        field{"priority", &customer_waiting::priority, "Higher is served first."},
        field{"user_id", &customer_waiting::user_id, "The account, when they are signed in."},
        field{"grace_until", &customer_waiting::grace_until,
              "Until when their first connection may take."},
        field{"position", &customer_waiting::position, "Their place at the start, counted from 1."},
        field{"expected_wait_ms", &customer_waiting::expected_wait_ms,
              "How long it should take from here; absent while nothing is known of the pace."},
        field{"customer_id", &customer_waiting::customer_id,
              "Who they are to the site that embeds the queue, when it vouches for them."}};
  }
};

struct customer_suspected {
  static constexpr std::string_view type = "queue.customer_suspected";
  static constexpr std::string_view doc =
      "A customer's socket dropped; the place is kept until the grace ends.";
  static constexpr int version = 1;

  user_id call_id;
  timestamp grace_until;
  switchboard::connection_id connection_id;
  std::optional<switchboard::room_id> room_id;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &customer_suspected::call_id, "The customer's side."},
        field{"grace_until", &customer_suspected::grace_until, "When they count as gone."},
        field{"connection_id", &customer_suspected::connection_id, "The connection that dropped."},
        field{"room_id", &customer_suspected::room_id,
              "The room of its match, when it is matched."}};
  }
};

struct customer_resumed {
  static constexpr std::string_view type = "queue.customer_resumed";
  static constexpr std::string_view doc =
      "A customer is connected, for the first time or again; the place was kept.";
  static constexpr int version = 1;

  user_id call_id;
  switchboard::connection_id connection_id;
  std::string node;
  std::string incarnation;
  std::optional<switchboard::room_id> room_id;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &customer_resumed::call_id, "The customer's side."},
        field{"connection_id", &customer_resumed::connection_id, "The connection it has now."},
        field{"node", &customer_resumed::node, "The server that holds it."},
        field{"incarnation", &customer_resumed::incarnation, "Which run of that server."},
        field{"room_id", &customer_resumed::room_id, "The room of its match, when it is matched."}};
  }
};

struct customer_left {
  static constexpr std::string_view type = "queue.customer_left";
  static constexpr std::string_view doc = "A customer went of their own accord.";
  static constexpr int version = 1;

  user_id call_id;
  std::int64_t waited_ms = 0;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &customer_left::call_id, "The customer's side."},
                      field{"waited_ms", &customer_left::waited_ms, "How long they had waited."}};
  }
};

struct customer_abandoned {
  static constexpr std::string_view type = "queue.customer_abandoned";
  static constexpr std::string_view doc = "A customer dropped and did not come back in time.";
  static constexpr int version = 1;

  user_id call_id;
  side_leave_reason reason = side_leave_reason::connection_lost;
  std::int64_t waited_ms = 0;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &customer_abandoned::call_id, "The customer's side."},
        field{"reason", &customer_abandoned::reason, "What had happened to their connection."},
        field{"waited_ms", &customer_abandoned::waited_ms, "How long they had waited."}};
  }
};

struct agent_ready {
  static constexpr std::string_view type = "queue.agent_ready";
  static constexpr std::string_view doc =
      "An agent started, came back from a pause, or a wrap-up ended.";
  static constexpr int version = 1;

  switchboard::user_id call_id;
  std::string name;
  std::vector<std::string> skills;
  std::int64_t tier = 0;
  std::optional<switchboard::user_id> user_id;
  std::optional<timestamp> grace_until;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &agent_ready::call_id, "The agent's side."},
        field{"name", &agent_ready::name, "The name they gave."},
        field{"skills", &agent_ready::skills, "What they are able to do."},
        field{"tier", &agent_ready::tier,
              "Tier 0 is offered every customer, each higher one after a longer wait."},
        field{"user_id", &agent_ready::user_id, "The account, when they are signed in."},
        field{"grace_until", &agent_ready::grace_until,
              "Until when their first connection may take; absent when they are connected."}};
  }
};

struct agent_suspected {
  static constexpr std::string_view type = "queue.agent_suspected";
  static constexpr std::string_view doc =
      "An agent's socket dropped; they are offered nothing until they are back.";
  static constexpr int version = 1;

  user_id call_id;
  timestamp grace_until;
  switchboard::connection_id connection_id;
  std::optional<switchboard::room_id> room_id;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &agent_suspected::call_id, "The agent's side."},
        field{"grace_until", &agent_suspected::grace_until, "When they count as gone."},
        field{"connection_id", &agent_suspected::connection_id, "The connection that dropped."},
        field{"room_id", &agent_suspected::room_id, "The room of its match, when it is matched."}};
  }
};

struct agent_resumed {
  static constexpr std::string_view type = "queue.agent_resumed";
  static constexpr std::string_view doc = "An agent is connected, for the first time or again.";
  static constexpr int version = 1;

  user_id call_id;
  switchboard::connection_id connection_id;
  std::string node;
  std::string incarnation;
  std::optional<switchboard::room_id> room_id;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &agent_resumed::call_id, "The agent's side."},
        field{"connection_id", &agent_resumed::connection_id, "The connection it has now."},
        field{"node", &agent_resumed::node, "The server that holds it."},
        field{"incarnation", &agent_resumed::incarnation, "Which run of that server."},
        field{"room_id", &agent_resumed::room_id, "The room of its match, when it is matched."}};
  }
};

struct side_disconnected {
  static constexpr std::string_view type = "queue.side_disconnected";
  static constexpr std::string_view doc =
      "One of several sockets of a side dropped; the side is still there by another.";
  static constexpr int version = 1;

  user_id call_id;
  switchboard::connection_id connection_id;
  timestamp grace_until;
  std::optional<switchboard::room_id> room_id;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &side_disconnected::call_id, "The side."},
        field{"connection_id", &side_disconnected::connection_id, "The connection that dropped."},
        field{"grace_until", &side_disconnected::grace_until,
              "Until when this device may come back into the call."},
        field{"room_id", &side_disconnected::room_id,
              "The room of its match, when it is matched."}};
  }
};

struct side_touched {
  static constexpr std::string_view type = "queue.side_touched";
  static constexpr std::string_view doc =
      "A side without a socket asked over HTTP: it is still there. Told at most once in half a "
      "grace.";
  static constexpr int version = 1;

  user_id call_id;
  timestamp grace_until;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &side_touched::call_id, "The side."},
        field{"grace_until", &side_touched::grace_until, "Until when it must ask again."}};
  }
};

struct agent_paused {
  static constexpr std::string_view type = "queue.agent_paused";
  static constexpr std::string_view doc =
      "An agent takes a break; one who is in a call, as soon as it is over.";
  static constexpr int version = 1;

  user_id call_id;
  pause_reason reason = pause_reason::asked;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &agent_paused::call_id, "The agent's side."},
                      field{"reason", &agent_paused::reason, "Whether they asked for it."}};
  }
};

struct agent_rested {
  static constexpr std::string_view type = "queue.agent_rested";
  static constexpr std::string_view doc =
      "The delay after an offer that an agent did not take is over; they may be offered the next.";
  static constexpr int version = 1;

  user_id call_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &agent_rested::call_id, "The agent's side."}};
  }
};

struct agent_wrapping_up {
  static constexpr std::string_view type = "queue.agent_wrapping_up";
  static constexpr std::string_view doc =
      "An agent works on after a call and is offered nothing yet.";
  static constexpr int version = 1;

  user_id call_id;
  timestamp until;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &agent_wrapping_up::call_id, "The agent's side."},
                      field{"until", &agent_wrapping_up::until, "When it ends by itself."}};
  }
};

struct agent_gone {
  static constexpr std::string_view type = "queue.agent_gone";
  static constexpr std::string_view doc = "An agent is no longer there.";
  static constexpr int version = 1;

  user_id call_id;
  side_leave_reason reason = side_leave_reason::left;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &agent_gone::call_id, "The agent's side."},
                      field{"reason", &agent_gone::reason, "Why."}};
  }
};

struct settings_changed {
  static constexpr std::string_view type = "queue.settings_changed";
  static constexpr std::string_view doc = "How the queue works from now on.";
  static constexpr int version = 1;

  switchboard::queue::settings settings;

  static constexpr auto fields() {
    return std::tuple{field{"settings", &settings_changed::settings, "All settings."}};
  }
};

using event =
    std::variant<customer_waiting, customer_suspected, customer_resumed, customer_left,
                 customer_abandoned, agent_ready, agent_suspected, agent_resumed, side_disconnected,
                 side_touched, agent_paused, agent_rested, agent_wrapping_up, agent_gone,
                 offer_made, offer_accepted, offer_rejected, offer_timed_out, offer_withdrawn,
                 matched, call_completed, settings_changed>;

} // namespace switchboard::queue
