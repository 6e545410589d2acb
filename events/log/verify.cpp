#include "events/log/verify.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>

namespace switchboard {

namespace {

constexpr std::size_t events_verified_at_once = 1'024;

using stream_lengths = std::unordered_map<stream_id, std::uint64_t>;

std::string name_of(const stream_id& stream, std::uint64_t seq) {
  return to_string(stream) + " #" + std::to_string(seq);
}

stream_lengths verify_order(const event_log& log, std::uint64_t head) {
  stream_lengths lengths;
  for (std::uint64_t position = 1; position <= head;) {
    const auto limit = std::min<std::uint64_t>(events_verified_at_once, head - position + 1);
    const auto part = log.read_all(position, limit);
    if (part.size() != limit)
      throw log_error{"the log has no event at position " + std::to_string(position + part.size())};
    for (const auto& each : part) {
      if (each.position != position++)
        throw log_error{"the log has no event at position " + std::to_string(position - 1)};
      const auto expected_seq = ++lengths[each.entry.stream];
      if (each.entry.seq != expected_seq)
        throw log_error{name_of(each.entry.stream, each.entry.seq) + " at position "
                        + std::to_string(each.position) + " stands where #"
                        + std::to_string(expected_seq) + " should"};
    }
  }
  return lengths;
}

void verify_stream(const event_log& log, const stream_id& stream, std::uint64_t length) {
  for (std::uint64_t seq = 1; seq <= length;) {
    const auto limit = std::min<std::uint64_t>(events_verified_at_once, length - seq + 1);
    const auto part = log.read_stream(stream, seq, limit);
    if (part.size() != limit)
      throw log_error{name_of(stream, seq + part.size())
                      + " is in the log but is not found by its stream"};
    for (const auto& each : part)
      if (each.entry.stream != stream || each.entry.seq != seq++)
        throw log_error{name_of(stream, seq - 1) + " is not what is found by its stream"};
  }
}

} // namespace

log_summary verify(const event_log& log) {
  const auto head = log.head();
  const auto lengths = verify_order(log, head);
  for (const auto& [stream, length] : lengths)
    verify_stream(log, stream, length);
  return {head, lengths.size()};
}

} // namespace switchboard
