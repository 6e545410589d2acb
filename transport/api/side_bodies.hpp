#pragma once

#include "actors/queue/view.hpp"
#include "events/json.hpp"
#include "events/side_key.hpp"
#include "events/words.hpp"

#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

/// What the calls of customers and agents take and give.
namespace switchboard::api {

struct start_side_body {
  queue_role user_type = queue_role::customer;
  std::string user_name;
  std::optional<queue_name> queue;
  std::optional<std::vector<std::string>> skills;
  std::optional<std::int64_t> priority;
  std::optional<std::string> customer_token;

  static constexpr auto fields() {
    using self = start_side_body;
    return std::tuple{
        field{"user_type", &self::user_type, "Which side."},
        field{"user_name", &self::user_name, "The name that the partner is shown."},
        field{"queue", &self::queue, "`default` if not said."},
        field{"skills", &self::skills, "What the customer needs, or what the agent has."},
        field{"priority", &self::priority, "Of a customer: higher is served first."},
        field{"customer_token", &self::customer_token,
              "Of a customer: who they are, signed by the site that embeds the queue."}};
  }
};

struct side_body {
  side_key call_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &side_body::call_id, "The side; holding it is the proof."}};
  }
};

/// What a side is doing, in the words of clients.
BOOST_DEFINE_FIXED_ENUM_CLASS(side_state, std::uint8_t, waiting, matched, offered, resting,
                              wrapping_up, paused, ended)

struct partner_info {
  user_id call_id;
  std::string name;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &partner_info::call_id, "The partner's side."},
                      field{"name", &partner_info::name, "The name it gave."}};
  }
};

struct offer_info {
  switchboard::offer_id offer_id;
  std::string customer_name;
  timestamp expires_at;

  static constexpr auto fields() {
    return std::tuple{field{"offer_id", &offer_info::offer_id, "What to accept or reject."},
                      field{"customer_name", &offer_info::customer_name, "Who waits."},
                      field{"expires_at", &offer_info::expires_at, "Until when to answer."}};
  }
};

/// How a side stands, as the answer to its start and to every other call of its own.
struct side_info {
  side_key call_id;
  user_id side_id;
  side_state status = side_state::waiting;
  bool matched = false;
  std::optional<partner_info> partner;
  std::optional<user_id> partner_call_id;
  std::optional<std::string> partner_name;
  std::optional<std::uint64_t> position;
  std::optional<std::int64_t> expected_wait_ms;
  std::optional<offer_info> offer;
  std::optional<timestamp> until;
  std::optional<switchboard::call_id> room_call_id;
  std::optional<std::string> ws_url;
  std::optional<std::vector<std::string>> ignored;

  static constexpr auto fields() {
    using self = side_info;
    return std::tuple{
        field{"call_id", &self::call_id, "What lets the side in; for its owner alone."},
        field{"side_id", &self::side_id, "What others call it."},
        field{"status", &self::status, "What it is doing."},
        field{"matched", &self::matched, "Whether it has a partner now."},
        field{"partner", &self::partner, "The partner: at the start of this side…"},
        field{"partner_call_id", &self::partner_call_id, "… and later, its side…"},
        field{"partner_name", &self::partner_name, "… and its name."},
        field{"position", &self::position, "While a customer waits: from 1 on."},
        field{"expected_wait_ms", &self::expected_wait_ms, "From the start on, as it looks."},
        field{"offer", &self::offer, "A customer whom the agent may take or not."},
        field{"until", &self::until, "When the wrap-up ends."},
        field{"room_call_id", &self::room_call_id, "The call with the partner, as frames name it."},
        field{"ws_url", &self::ws_url, "Where to open the side's socket."},
        field{"ignored", &self::ignored,
              "Of the start: what it asked for without effect, since nobody vouches for it."}};
  }
};

/// As a start answers its owner, with where the side's socket is to be opened.
side_info start_info(const queue::side_view& of, side_key key, std::string ws_url);
/// As everything else answers its owner.
side_info side_info_of(const queue::side_view& of, side_key key);

} // namespace switchboard::api
