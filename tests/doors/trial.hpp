#pragma once

#include "bench/instructions/house.hpp"
#include "events/log/embedded_log.hpp"
#include "tests/log/temporary_folder.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace switchboard::testing {

/// Three people, two of them in a call, and all that is between a door and the log. What is said
/// goes through the door's own reader, and what is let in to a log on the disk.
class trial {
public:
  trial();

  /// The first person's socket gets this. Gives what the socket answered, if it did.
  std::string say(std::string_view frame);
  /// The body of a message over HTTP. Gives what is wrong with it; nothing if it was taken.
  std::string post_message(std::string_view body);
  /// The body that makes a group.
  std::string create_group(std::string_view body);

  std::uint64_t events() const { return house_.log().head(); }
  const event_log& log() const { return house_.log(); }
  /// The call that the two are in.
  const std::string& call() const { return call_; }

  /// Stores what has happened on the disk, closes that log, opens it again and reads it in every
  /// way. Says what is wrong, if something is.
  std::optional<std::string> fault();

private:
  void store();

  bench::house house_;
  std::string call_;
  temporary_folder folder_;
  std::uint64_t stored_ = 0;
};

} // namespace switchboard::testing
