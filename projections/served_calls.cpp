#include "projections/served_calls.hpp"

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace switchboard::projections {

namespace {

/// The site that embeds the queue knows its customers better than a login here does.
std::optional<std::string> identity_of(const queue::customer_waiting& happened) {
  if (happened.customer_id) return "customer/" + *happened.customer_id;
  if (happened.user_id) return "user/" + happened.user_id->value;
  return std::nullopt;
}

/// One event of a queue on its way into the tables.
struct service {
  served_calls& into;
  const envelope& entry;

  void operator()(const queue::customer_waiting& happened) const {
    if (auto identity = identity_of(happened))
      into.waiting.put({happened.call_id, *std::move(identity)});
  }
  void operator()(const queue::customer_left& happened) const { forget(happened.call_id); }
  void operator()(const queue::customer_abandoned& happened) const { forget(happened.call_id); }

  void operator()(const queue::matched& happened) const {
    served_call fresh;
    fresh.room_id = happened.room_id;
    fresh.queue = queue_name{entry.stream.key};
    fresh.match_seq = entry.seq;
    fresh.customer_name = happened.customer_name;
    fresh.agent_name = happened.agent_name;
    fresh.started_at = entry.time;
    if (const auto* known = into.waiting.find({happened.customer_call_id}))
      fresh.customer_identity = known->identity;
    into.calls.put(std::move(fresh));
    forget(happened.customer_call_id);
  }

  void operator()(const queue::call_completed& happened) const {
    into.calls.edit({happened.room_id}, [&](served_call& known) {
      known.ended_at = entry.time;
      known.end_reason = happened.reason;
      known.duration_ms = happened.duration_ms;
    });
  }

  template <class Other>
  void operator()(const Other&) const {}

private:
  void forget(const user_id& customer) const { into.waiting.erase({customer}); }
};

/// What people say among themselves is not of a queue's call.
void take_words(served_calls& into, const envelope& entry, const room::event& happened) {
  const auto* said = std::get_if<room::transcript_added>(&happened);
  if (said && entry.stream.key.starts_with("queue~"))
    into.lines.put({room_id{entry.stream.key}, entry.seq, said->speaker, said->text, entry.time});
}

} // namespace

void served_calls::apply(const recorded& happened) {
  const auto& entry = happened.entry;
  if (const auto* of_queue = std::get_if<queue::event>(&entry.body))
    std::visit(service{*this, entry}, *of_queue);
  if (const auto* of_room = std::get_if<room::event>(&entry.body))
    take_words(*this, entry, *of_room);
}

} // namespace switchboard::projections
