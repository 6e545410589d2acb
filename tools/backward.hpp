#pragma once

#include "events/log/event_log.hpp"

#include <cstdint>
#include <deque>
#include <functional>

namespace switchboard::tools {

/// Walks a log, or one stream of it, from a place back to the beginning, a part at a time.
class backward {
public:
  /// Of the whole log, what is at positions below this.
  static backward through_log(const event_log& log, std::uint64_t before_position);
  /// The same of one stream.
  static backward through_stream(const event_log& log, const stream_id& stream,
                                 std::uint64_t before_position);

  /// The next older event; null at the beginning.
  const recorded* peek();
  recorded take();

private:
  /// Reads so many from a number on: of a position, or in a stream.
  using read_part = std::function<std::vector<recorded>(std::uint64_t, std::size_t)>;

  backward(read_part read, std::uint64_t end) : read_{std::move(read)}, end_{end} {}

  read_part read_;
  /// All from this number on has been read.
  std::uint64_t end_;
  /// In the order of the log.
  std::deque<recorded> part_;
  /// Most who search want a few; who wants more gets larger parts.
  std::size_t part_size_ = 16;
};

} // namespace switchboard::tools
