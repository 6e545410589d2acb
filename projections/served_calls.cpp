#include "projections/served_calls.hpp"

#include <variant>

namespace switchboard::projections {

namespace {

void take(served_calls& into, const envelope& entry, const queue::event& happened) {
  if (const auto* matched = std::get_if<queue::matched>(&happened))
    into.calls.put({matched->room_id,
                    queue_name{entry.stream.key},
                    entry.seq,
                    matched->customer_name,
                    matched->agent_name,
                    entry.time,
                    {},
                    {},
                    {}});
  if (const auto* completed = std::get_if<queue::call_completed>(&happened))
    into.calls.edit({completed->room_id}, [&](served_call& known) {
      known.ended_at = entry.time;
      known.end_reason = completed->reason;
      known.duration_ms = completed->duration_ms;
    });
}

/// What people say among themselves is not of a queue's call.
void take(served_calls& into, const envelope& entry, const room::event& happened) {
  const auto* said = std::get_if<room::transcript_added>(&happened);
  if (said && entry.stream.key.starts_with("queue~"))
    into.lines.put({room_id{entry.stream.key}, entry.seq, said->speaker, said->text, entry.time});
}

} // namespace

void served_calls::apply(const recorded& happened) {
  const auto& entry = happened.entry;
  if (const auto* of_queue = std::get_if<queue::event>(&entry.body)) take(*this, entry, *of_queue);
  if (const auto* of_room = std::get_if<room::event>(&entry.body)) take(*this, entry, *of_room);
}

} // namespace switchboard::projections
