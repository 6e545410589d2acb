#include "actors/room/rules.hpp"
#include "actors/rules/mutation.hpp"

#include <algorithm>
#include <concepts>

namespace switchboard::room {

namespace {

template <class Command>
concept about_call = requires(const Command& asked) {
  { asked.call_id } -> std::convertible_to<std::optional<call_id>>;
};

template <class Command>
concept about_message = requires(const Command& asked) {
  { asked.message_id } -> std::convertible_to<message_id>;
};

/// The last of the events that is a `Record`. Before it there may be what was due when the command
/// came, such as the end of an earlier call.
template <class Record>
const Record* last_of(std::span<const envelope> events) {
  for (auto each = events.rbegin(); each != events.rend(); ++each)
    if (const auto* found = std::get_if<Record>(&std::get<room::event>(each->body))) return found;
  return nullptr;
}

void name_call(reply& made, const call_id& call) {
  made.call_id = call;
  // The message that stands for a call in the chat is the event right before it.
  made.message_id = message_in(made.room_id, seq_of(call.value) - 1);
}

struct answering {
  reply& made;
  const state& after;
  std::span<const envelope> events;

  template <class Command>
  void operator()(const Command& asked) {
    if constexpr (about_call<Command>) made.call_id = asked.call_id;
    if constexpr (about_message<Command>) made.message_id = asked.message_id;
  }

  void operator()(const look& asked) {
    made.call_id = asked.call_id;
    made.state = std::make_shared<const state>(after);
  }

  void operator()(const join& asked) {
    auto seen = after;
    if (mutated(mutation::skip_roster_for_newcomer))
      for (auto& each : seen.calls)
        each.participants.clear();
    made.call_id = asked.call_id;
    made.state = std::make_shared<const state>(std::move(seen));
  }

  void operator()(const post_message&) { name_message(); }

  void operator()(const invite&) {
    if (const auto* begun = last_of<call_invited>(events))
      name_call(made, begun->call_id);
    else if (const auto* met = last_of<call_accepted>(events))
      name_call(made, met->call_id);
    else if (const auto* call = after.call())
      name_call(made, call->id);
  }

  void operator()(const open_queue_call&) { made.call_id = queue_call_in(made.room_id); }

  void name_message() {
    const auto* posted = last_of<message_posted>(events);
    if (!posted) return;
    made.message_id = posted->message_id;
    made.seq = seq_of(posted->message_id.value);
  }
};

} // namespace

reply rules::reply_to(const command& asked, const state& after, std::span<const envelope> events) {
  reply made;
  made.room_id = after.id;
  made.seq = events.empty() ? after.seq : events.back().seq;
  std::visit(answering{made, after, events}, asked);
  return made;
}

} // namespace switchboard::room
