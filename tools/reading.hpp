#pragma once

#include "events/log/event_log.hpp"

#include <cstdint>
#include <optional>
#include <utility>

/// Ways through a log that need no scan: pages, and searches by time and number.
namespace switchboard::tools {

constexpr std::size_t events_of_one_page = 512;

/// Calls `visit(recorded&&)` for each event from a position on, page by page, until it gives false.
template <class Visit>
void for_each_event(const event_log& log, std::uint64_t from_position, Visit visit) {
  for (;;) {
    auto page = log.read_all(from_position, events_of_one_page);
    if (page.empty()) return;
    from_position = page.back().position + 1;
    for (auto& each : page)
      if (!visit(std::move(each))) return;
  }
}

/// The same for the events of a stream from a number on.
template <class Visit>
void for_each_event_of(const event_log& log, const stream_id& stream, std::uint64_t from_seq,
                       Visit visit) {
  for (;;) {
    auto page = log.read_stream(stream, from_seq, events_of_one_page);
    if (page.empty()) return;
    from_seq = page.back().entry.seq + 1;
    for (auto& each : page)
      if (!visit(std::move(each))) return;
  }
}

/// One event; nothing if it is not there.
std::optional<recorded> find_event(const event_log& log, const stream_id& stream,
                                   std::uint64_t seq);

/// The number of the last event of a stream; 0 if there is none.
std::uint64_t last_seq(const event_log& log, const stream_id& stream);

/// The first number of a stream whose event is not older than this, or one past its end. Within a
/// stream time does not go back.
std::uint64_t first_seq_since(const event_log& log, const stream_id& stream, timestamp since);

/// The first number of a stream whose event is at this position of the log or behind it, or one
/// past its end.
std::uint64_t first_seq_at(const event_log& log, const stream_id& stream, std::uint64_t position);

/// A position before which everything is older than this. Streams are written side by side, so that
/// their times may be out of order by as much as an append takes; a minute is allowed for.
std::uint64_t first_position_since(const event_log& log, timestamp since);

/// By how much times may be out of order from one stream to another.
constexpr std::int64_t time_disorder_ms = 60'000;

} // namespace switchboard::tools
