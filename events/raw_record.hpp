#pragma once

#include "events/json.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

namespace switchboard {

/// A record as its JSON says it, all but the data, before the parts are checked against each other.
/// `envelope` is what it means.
struct raw_record {
  std::string id;
  std::string stream;
  std::uint64_t seq = 0;
  std::string type;
  std::int32_t version = 0;
  timestamp time;
  std::string command_id;
  std::string causation_id;
  std::string correlation_id;
  std::string actor;
  std::optional<std::string> fingerprint;

  static constexpr auto fields() {
    using self = raw_record;
    return std::tuple{
        field{"id", &self::id, "A UUID of version 7, of this event alone."},
        field{"stream", &self::stream, "Whose event it is: `user/ID`, `room/ID` or `queue/NAME`."},
        field{"seq", &self::seq, "Its number in the stream, from 1 and without a gap."},
        field{"type", &self::type, "What happened; it says what `data` holds."},
        field{"version", &self::version, "Which form of `data` this is."},
        field{"time", &self::time, "When it was decided, by the server's clock."},
        field{
            "command_id", &self::command_id,
            "The command that it comes from: chosen by the client, or derived from the event that "
            "caused it."},
        field{"causation_id", &self::causation_id,
              "The event that made somebody send that command; the command itself when a client "
              "sent it."},
        field{"correlation_id", &self::correlation_id,
              "What belongs together across streams: the call, else the first command of the "
              "chain."},
        field{"actor", &self::actor,
              "Who did it: `user/ID`, `room/ID`, `queue/NAME` or `node/NAME`."},
        field{"fingerprint", &self::fingerprint,
              "A hash of what the command asked for and of whom, in 16 hexadecimal digits: only of "
              "the first event of a command whose id its client chose."}};
  }
};

} // namespace switchboard
