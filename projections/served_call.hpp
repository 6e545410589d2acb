#pragma once

#include "events/json.hpp"
#include "events/words.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace switchboard::projections {

/// A call between a customer and an agent of a queue, over or not.
struct served_call {
  switchboard::room_id room_id;
  queue_name queue;
  /// The number of the match in the queue's stream.
  std::uint64_t match_seq = 0;
  std::string customer_name;
  std::string agent_name;
  timestamp started_at;
  std::optional<timestamp> ended_at;
  std::optional<switchboard::end_reason> end_reason;
  std::optional<std::int64_t> duration_ms;
  /// Who the customer is, as a login (`user/ID`) or the embedding site (`customer/ID`) vouches.
  std::optional<std::string> customer_identity;

  static constexpr auto fields() {
    using self = served_call;
    return std::tuple{field{"room_id", &self::room_id, "The room of the two."},
                      field{"queue", &self::queue, "The queue that brought them together."},
                      field{"match_seq", &self::match_seq, "The match's number there."},
                      field{"customer_name", &self::customer_name, "The name they gave."},
                      field{"agent_name", &self::agent_name, "The name they gave."},
                      field{"started_at", &self::started_at, "When they were matched."},
                      field{"ended_at", &self::ended_at, "When it was over."},
                      field{"end_reason", &self::end_reason, "Why it was over."},
                      field{"duration_ms", &self::duration_ms, "How long it was."},
                      field{"customer_identity", &self::customer_identity,
                            "Who the customer is, if somebody vouches for it."}};
  }

  friend bool operator==(const served_call&, const served_call&) = default;
};

/// A customer who waits, and whom somebody vouches for.
struct vouched_customer {
  user_id side;
  std::string identity;

  static constexpr auto fields() {
    return std::tuple{field{"side", &vouched_customer::side, "The side."},
                      field{"identity", &vouched_customer::identity, "Who they are."}};
  }

  friend bool operator==(const vouched_customer&, const vouched_customer&) = default;
};

/// What somebody said in a queue's call, written down.
struct transcript_line {
  switchboard::room_id room_id;
  /// Its number in the room's stream.
  std::uint64_t seq = 0;
  std::string speaker;
  std::string text;
  timestamp at;

  static constexpr auto fields() {
    using self = transcript_line;
    return std::tuple{field{"room_id", &self::room_id, "The room of the two."},
                      field{"seq", &self::seq, "Its number there."},
                      field{"speaker", &self::speaker, "customer or agent."},
                      field{"text", &self::text, "What was said."},
                      field{"at", &self::at, "When."}};
  }

  friend bool operator==(const transcript_line&, const transcript_line&) = default;
};

struct served_call_with_words {
  served_call call;
  /// The oldest first.
  std::vector<transcript_line> transcript;
};

/// The newest first. `next` asks for the calls before; absent when there are none.
struct served_call_page {
  std::vector<served_call_with_words> calls;
  std::optional<std::uint64_t> next;
};

} // namespace switchboard::projections
