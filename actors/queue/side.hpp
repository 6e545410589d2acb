#pragma once

#include "actors/queue/skill_set.hpp"
#include "events/words.hpp"

#include <algorithm>
#include <charconv>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace switchboard::queue {

/// What a queue calls a side or an offer by inside: the number of the event that began it.
using number = std::uint64_t;

/// What a side is doing. `resting` is an agent who did not take an offer and is offered nothing for
/// a while.
BOOST_DEFINE_FIXED_ENUM_CLASS(side_status, std::uint8_t, waiting, offered, matched, resting,
                              wrapping_up, paused, gone)

/// How a side is known to be there: it has started and its socket is still to come, a socket is
/// open, the last socket dropped, or it asks over HTTP since then.
BOOST_DEFINE_FIXED_ENUM_CLASS(side_link, std::uint8_t, expected, connected, suspected, polling)

struct connection {
  switchboard::connection_id connection_id;
  std::string node;
  std::string incarnation;

  static constexpr auto fields() {
    return std::tuple{field{"connection_id", &connection::connection_id, "The connection."},
                      field{"node", &connection::node, "The server that holds it."},
                      field{"incarnation", &connection::incarnation, "Which run of that server."}};
  }

  friend bool operator==(const connection&, const connection&) = default;
};

/// The partner of a side, from the match on. A customer keeps it when the call is over.
struct match {
  switchboard::room_id room_id;
  user_id partner_call_id;
  std::string partner_name;
  timestamp since;

  static constexpr auto fields() {
    return std::tuple{field{"room_id", &match::room_id, "Their room."},
                      field{"partner_call_id", &match::partner_call_id, "The other side."},
                      field{"partner_name", &match::partner_name, "The other side's name."},
                      field{"since", &match::since, "When they were matched."}};
  }

  friend bool operator==(const match&, const match&) = default;
};

/// Where an agent stands in the order of its strategy: the smallest comes first. The tier goes
/// before all strategies.
struct turn {
  std::int64_t tier = 0;
  std::uint64_t first = 0;
  std::uint64_t second = 0;
  queue::number number = 0;

  static constexpr auto fields() {
    return std::tuple{field{"tier", &turn::tier, "The agent's tier."},
                      field{"first", &turn::first, "What the strategy looks at."},
                      field{"second", &turn::second, "What settles a tie."},
                      field{"number", &turn::number, "The agent, and the last tie-break."}};
  }

  friend auto operator<=>(const turn&, const turn&) = default;
};

struct customer_part {
  std::int64_t priority = 0;
  /// As told when they started.
  std::int64_t first_position = 1;
  std::optional<std::int64_t> expected_wait_ms;

  static constexpr auto fields() {
    return std::tuple{
        field{"priority", &customer_part::priority, "Higher is served first."},
        field{"first_position", &customer_part::first_position, "Their place at the start."},
        field{"expected_wait_ms", &customer_part::expected_wait_ms,
              "How long it should take from the start."}};
  }

  friend bool operator==(const customer_part&, const customer_part&) = default;
};

struct agent_part {
  queue::turn turn;
  /// The number of the event since which they have been ready.
  number ready_since = 0;
  /// The number of their last offer or match; 0 if there was none.
  number last_asked = 0;
  std::uint64_t calls = 0;
  std::int64_t unanswered_in_a_row = 0;
  bool pauses_after_call = false;

  static constexpr auto fields() {
    using self = agent_part;
    return std::tuple{
        field{"turn", &self::turn, "Where they stand among the agents."},
        field{"ready_since", &self::ready_since, "The event that made them ready."},
        field{"last_asked", &self::last_asked, "Their last offer or match; 0 if none."},
        field{"calls", &self::calls, "How many customers they took."},
        field{"unanswered_in_a_row", &self::unanswered_in_a_row, "Offers they let pass."},
        field{"pauses_after_call", &self::pauses_after_call, "Whether a break comes next."}};
  }

  friend bool operator==(const agent_part&, const agent_part&) = default;
};

/// A customer or an agent. Exactly one of the two parts is there.
struct side {
  queue::number number = 0;
  user_id call_id;
  std::string name;
  skill_set skills;
  std::optional<user_id> account;
  timestamp started_at;
  side_status status = side_status::waiting;
  side_link link = side_link::expected;
  std::vector<connection> connections;
  /// Which of its connections may still be resumed, the latest last.
  std::vector<connection_id> dropped;
  /// When it counts as gone, unless it is connected.
  std::optional<timestamp> grace_until;
  /// When the wrap-up or the rest ends.
  std::optional<timestamp> busy_until;
  std::optional<queue::number> offer;
  std::optional<queue::match> match;
  std::optional<customer_part> customer;
  std::optional<agent_part> agent;
  /// Set with `gone`: the event that made it so, and why.
  queue::number ended = 0;
  std::optional<side_leave_reason> leave_reason;

  bool is_gone() const { return status == side_status::gone; }
  bool is_matched() const { return status == side_status::matched; }
  bool is_suspected() const { return link == side_link::suspected; }
  /// Free for a partner, and there.
  bool is_available() const { return status == side_status::waiting && !is_suspected(); }
  /// The room of the call it is in now.
  std::optional<room_id> room() const {
    return is_matched() ? std::optional{match->room_id} : std::nullopt;
  }

  static constexpr auto fields() {
    return std::tuple{
        field{"number", &side::number, "The event that it started with."},
        field{"call_id", &side::call_id, "What it is called by outside."},
        field{"name", &side::name, "The name it gave."},
        field{"skills", &side::skills, "What it needs or is able to do."},
        field{"account", &side::account, "Who it is, when they are signed in."},
        field{"started_at", &side::started_at, "When it started."},
        field{"status", &side::status, "What it is doing."},
        field{"link", &side::link, "How it is known to be there."},
        field{"connections", &side::connections, "Its open sockets."},
        field{"dropped", &side::dropped, "Its connections that may come back."},
        field{"grace_until", &side::grace_until, "When it counts as gone."},
        field{"busy_until", &side::busy_until, "When the wrap-up or the rest ends."},
        field{"offer", &side::offer, "The offer that it is part of."},
        field{"match", &side::match, "Its partner."},
        field{"customer", &side::customer, "What only customers have."},
        field{"agent", &side::agent, "What only agents have."},
        field{"ended", &side::ended, "The event that it ended with; 0 while it is there."},
        field{"leave_reason", &side::leave_reason, "Why it is gone."}};
  }

  friend bool operator==(const side&, const side&) = default;
};

/// A customer put to one agent, or with ring_all to several. It ends when somebody accepts, the
/// last one declines, its time is over, or one of the two sides falls away.
struct offer {
  queue::number number = 0;
  queue::number customer = 0;
  /// The agents who have not answered yet.
  std::vector<queue::number> agents;
  timestamp expires_at;

  static constexpr auto fields() {
    return std::tuple{field{"number", &offer::number, "The event that made it."},
                      field{"customer", &offer::customer, "Whom it is about."},
                      field{"agents", &offer::agents, "Who has not answered yet."},
                      field{"expires_at", &offer::expires_at, "When it ends by itself."}};
  }

  friend bool operator==(const offer&, const offer&) = default;
};

/// An offer's id to the outside: the queue and the offer's number.
inline offer_id offer_in(const queue_name& queue, number offer) {
  return {queue.value + '~' + std::to_string(offer)};
}

/// The number in an offer's id; nothing if it is not an id of this queue.
inline std::optional<number> number_of(const offer_id& id, const queue_name& queue) {
  number found = 0;
  const auto* const end = id.value.data() + id.value.size();
  const auto* const digits = id.value.data() + std::min(queue.value.size() + 1, id.value.size());
  std::from_chars(digits, end, found);
  return id == offer_in(queue, found) ? std::optional{found} : std::nullopt;
}

} // namespace switchboard::queue
