#include "tools/reading.hpp"

namespace switchboard::tools {

namespace {

/// The first number in [low, high) for which `is_past` holds; `high` if there is none.
template <class Predicate>
std::uint64_t first_that(std::uint64_t low, std::uint64_t high, Predicate is_past) {
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    if (is_past(middle))
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

} // namespace

std::optional<recorded> find_event(const event_log& log, const stream_id& stream,
                                   std::uint64_t seq) {
  auto found = log.read_stream(stream, seq, 1);
  if (found.empty() || found.front().entry.seq != seq) return std::nullopt;
  return std::move(found.front());
}

std::uint64_t last_seq(const event_log& log, const stream_id& stream) {
  const auto is_past_end = [&](std::uint64_t seq) {
    return log.read_stream(stream, seq, 1).empty();
  };
  std::uint64_t beyond = 1;
  while (!is_past_end(beyond))
    beyond *= 2;
  return first_that(beyond / 2 + 1, beyond, is_past_end) - 1;
}

std::uint64_t first_seq_since(const event_log& log, const stream_id& stream, timestamp since) {
  return first_that(1, last_seq(log, stream) + 1, [&](std::uint64_t seq) {
    const auto next = log.read_stream(stream, seq, 1);
    return next.empty() || next.front().entry.time >= since;
  });
}

std::uint64_t first_seq_at(const event_log& log, const stream_id& stream, std::uint64_t position) {
  return first_that(1, last_seq(log, stream) + 1, [&](std::uint64_t seq) {
    const auto next = log.read_stream(stream, seq, 1);
    return next.empty() || next.front().position >= position;
  });
}

std::uint64_t first_position_since(const event_log& log, timestamp since) {
  const auto from = since + -time_disorder_ms;
  return first_that(1, log.head() + 1, [&](std::uint64_t position) {
    const auto next = log.read_all(position, 1);
    return next.empty() || next.front().entry.time >= from;
  });
}

} // namespace switchboard::tools
