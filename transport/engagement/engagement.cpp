#include "transport/engagement/engagement.hpp"

#include "actors/room/call.hpp"

#include <utility>

namespace switchboard {

namespace {

/// A room that refuses to show the call does not have this person in it.
bool says_engaged(const outcome& told, const call_id& call, const user_id& who) {
  const auto* known = std::get_if<reply>(&told);
  const auto state = known ? std::get<room::reply>(*known).state : nullptr;
  const auto* live = state ? state->call() : nullptr;
  return live && live->id == call && room::is_engaged(*live, who);
}

} // namespace

void find_engagement(const std::function<void(request)>& ask, const user_id& who,
                     std::vector<call_id> calls, std::function<void(bool is_engaged)> then) {
  if (calls.empty()) return then(false);
  const auto call = std::move(calls.back());
  calls.pop_back();
  request question;
  question.to = stream_of(*room_of(call.value));
  question.body = room::command{room::look{who, call}};
  question.actor = "user/" + who.value;
  question.answer = [&ask, who, call, calls = std::move(calls),
                     then = std::move(then)](const outcome& told) {
    if (says_engaged(told, call, who)) return then(true);
    find_engagement(ask, who, calls, then);
  };
  ask(std::move(question));
}

} // namespace switchboard
