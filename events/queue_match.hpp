#pragma once

#include "events/json.hpp"
#include "events/words.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

/// How a queue brings two sides together: offers, matches, and their end.
namespace switchboard::queue {

struct offer_made {
  static constexpr std::string_view type = "queue.offer_made";
  static constexpr std::string_view doc =
      "An agent was asked to take a customer; with ring_all, several were.";
  static constexpr int version = 1;

  switchboard::offer_id offer_id;
  user_id customer_call_id;
  std::string customer_name;
  std::vector<user_id> agent_call_ids;
  timestamp expires_at;

  static constexpr auto fields() {
    return std::tuple{
        field{"offer_id", &offer_made::offer_id, "The offer."},
        field{"customer_call_id", &offer_made::customer_call_id, "The customer's side."},
        field{"customer_name", &offer_made::customer_name, "The customer's name."},
        field{"agent_call_ids", &offer_made::agent_call_ids, "The agents' sides."},
        field{"expires_at", &offer_made::expires_at, "Until when they may answer."}};
  }
};

struct offer_accepted {
  static constexpr std::string_view type = "queue.offer_accepted";
  static constexpr std::string_view doc = "An agent took the customer.";
  static constexpr int version = 1;

  switchboard::offer_id offer_id;
  user_id agent_call_id;
  std::vector<user_id> other_agent_call_ids;

  static constexpr auto fields() {
    return std::tuple{field{"offer_id", &offer_accepted::offer_id, "The offer."},
                      field{"agent_call_id", &offer_accepted::agent_call_id, "The agent's side."},
                      field{"other_agent_call_ids", &offer_accepted::other_agent_call_ids,
                            "Who else had been asked and is free again, without blame."}};
  }
};

struct offer_rejected {
  static constexpr std::string_view type = "queue.offer_rejected";
  static constexpr std::string_view doc =
      "An agent declined. The offer ends with the last of those asked; the customer keeps the "
      "place.";
  static constexpr int version = 1;

  switchboard::offer_id offer_id;
  user_id agent_call_id;
  std::optional<timestamp> rests_until;

  static constexpr auto fields() {
    return std::tuple{field{"offer_id", &offer_rejected::offer_id, "The offer."},
                      field{"agent_call_id", &offer_rejected::agent_call_id, "The agent's side."},
                      field{"rests_until", &offer_rejected::rests_until,
                            "Until when they are offered nothing; absent when there is no delay."}};
  }
};

struct offer_timed_out {
  static constexpr std::string_view type = "queue.offer_timed_out";
  static constexpr std::string_view doc =
      "An offer's time is over and the agents left in it did not answer; the customer keeps the "
      "place.";
  static constexpr int version = 1;

  switchboard::offer_id offer_id;
  std::vector<user_id> agent_call_ids;
  std::optional<timestamp> rests_until;

  static constexpr auto fields() {
    return std::tuple{field{"offer_id", &offer_timed_out::offer_id, "The offer."},
                      field{"agent_call_ids", &offer_timed_out::agent_call_ids,
                            "The agents who had not answered."},
                      field{"rests_until", &offer_timed_out::rests_until,
                            "Until when they are offered nothing; absent when there is no delay."}};
  }
};

struct offer_withdrawn {
  static constexpr std::string_view type = "queue.offer_withdrawn";
  static constexpr std::string_view doc =
      "The customer, or the last of the agents, went or dropped before an answer came; nobody is "
      "blamed.";
  static constexpr int version = 1;

  switchboard::offer_id offer_id;
  std::vector<user_id> agent_call_ids;

  static constexpr auto fields() {
    return std::tuple{field{"offer_id", &offer_withdrawn::offer_id, "The offer."},
                      field{"agent_call_ids", &offer_withdrawn::agent_call_ids,
                            "The agents who had not answered."}};
  }
};

struct matched {
  static constexpr std::string_view type = "queue.matched";
  static constexpr std::string_view doc =
      "A customer and an agent were brought together, in a room of their own.";
  static constexpr int version = 1;

  switchboard::room_id room_id;
  user_id customer_call_id;
  std::string customer_name;
  user_id agent_call_id;
  std::string agent_name;
  std::int64_t waited_ms = 0;

  static constexpr auto fields() {
    return std::tuple{
        field{"room_id", &matched::room_id, "The room; its call has the id of the room and ~2."},
        field{"customer_call_id", &matched::customer_call_id, "The customer's side."},
        field{"customer_name", &matched::customer_name, "The customer's name."},
        field{"agent_call_id", &matched::agent_call_id, "The agent's side."},
        field{"agent_name", &matched::agent_name, "The agent's name."},
        field{"waited_ms", &matched::waited_ms, "How long the customer had waited."}};
  }
};

struct call_completed {
  static constexpr std::string_view type = "queue.call_completed";
  static constexpr std::string_view doc = "A matched pair's call is over.";
  static constexpr int version = 1;

  switchboard::room_id room_id;
  user_id customer_call_id;
  user_id agent_call_id;
  std::optional<user_id> ended_by;
  end_reason reason = end_reason::completed;
  std::int64_t duration_ms = 0;

  static constexpr auto fields() {
    return std::tuple{
        field{"room_id", &call_completed::room_id, "The room."},
        field{"customer_call_id", &call_completed::customer_call_id, "The customer's side."},
        field{"agent_call_id", &call_completed::agent_call_id, "The agent's side."},
        field{"ended_by", &call_completed::ended_by,
              "The side that ended it; absent when a connection was lost."},
        field{"reason", &call_completed::reason, "Why, as a person would say it."},
        field{"duration_ms", &call_completed::duration_ms, "From the match to the end."}};
  }
};

} // namespace switchboard::queue
