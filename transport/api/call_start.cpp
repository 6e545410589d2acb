#include "transport/api/call_start.hpp"

#include "transport/engagement/engagement.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace switchboard::api {

namespace {

struct wanted_call {
  room_id room;
  /// Nobody in a group.
  std::optional<user_id> callee;
};

/// Whoever names the room of a pair calls the other one of it.
wanted_call call_in_room(const room_id& room, const user_id& caller) {
  return {room, other_in(room, caller)};
}

std::variant<wanted_call, http::problem> read_target(const start_call_body& body,
                                                     const user_id& caller) {
  for (const auto& each : {body.callee, body.callee_username, body.callee_id})
    for (const auto& other : {body.callee, body.callee_username, body.callee_id})
      if (each && other && *each != *other)
        return bad_request("body.callee, body.callee_username and body.callee_id name one person");
  const auto& callee = body.callee            ? body.callee
                       : body.callee_username ? body.callee_username
                                              : body.callee_id;
  if (callee.has_value() == body.room_id.has_value())
    return bad_request("either body.callee or body.room_id is needed");
  if (body.room_id) {
    if (!is_room(body.room_id->value)) return unknown_room();
    return call_in_room(*body.room_id, caller);
  }
  if (*callee == caller) return http::problem{422, "bad_target", "Nobody can call themselves."};
  return wanted_call{direct_room(caller, *callee), callee};
}

http::problem in_other_call() {
  return {409, "already_in_call", "You are in another call: end it first."};
}

/// Calls in other rooms that the caller may be in. Their own entity need not have heard yet of what
/// they began a moment ago, the read models say nothing of who came into a group's call.
std::vector<call_id> calls_beside(const room_id& room, const std::vector<projections::call>& seen,
                                  const std::vector<user::live_call>& entered) {
  // Most often both know of the same one, whose room is to be asked once.
  std::set<call_id> all;
  for (const auto& each : seen)
    all.insert(each.id);
  for (const auto& each : entered)
    all.insert(each.call_id);
  std::erase_if(all, [&](const call_id& each) { return room_of(each.value) == room; });
  return {all.begin(), all.end()};
}

room::command invitation_of(const errand& of, call_type type) {
  return room::invite{of.caller(), std::nullopt, type};
}

void invite(const errand& of, const room_id& room, call_type type) {
  auto* const rates = of.by().calls;
  if (const auto wait_ms = rates ? rates->take(of.caller()) : 0)
    return of.answer(problem_of(
        rejection{reject_code::rate_limited, "You call too often: wait a moment.", wait_ms}));
  of.command<room::reply>(stream_of(room), invitation_of(of, type), [of](const room::reply& made) {
    if (!made.call_id) return of.answer(unknown_call());
    show_call(of, 201, *made.call_id);
  });
}

void invite_unless_busy(const errand& of, const projections::read_models& past,
                        const wanted_call& wanted, call_type type) {
  if (wanted.callee && !past.find_person(*wanted.callee)) return of.answer(unknown_user());
  if (!of.is_new(stream_of(wanted.room), invitation_of(of, type)))
    return invite(of, wanted.room, type);
  of.question<user::reply>(
      stream_of(of.caller()), user::look{},
      [of, wanted, type, seen = past.live_calls_of(of.caller())](const user::reply& me) {
        auto beside = calls_beside(wanted.room, seen, me.state->calls);
        find_engagement(
            of.by().ask, of.caller(), std::move(beside), [of, wanted, type](bool is_engaged) {
              of.guarded([&] {
                if (is_engaged) return of.answer(in_other_call());
                of.unless_out_of_reach(wanted.callee,
                                       [of, wanted, type] { invite(of, wanted.room, type); });
              });
            });
      });
}

} // namespace

void start_call(const errand& of, const start_call_body& body) {
  auto target = read_target(body, of.caller());
  if (auto* wrong = std::get_if<http::problem>(&target)) return of.answer(std::move(*wrong));
  of.look_back([of, wanted = std::get<wanted_call>(target),
                type = body.call_type](const projections::read_models& past) {
    invite_unless_busy(of, past, wanted, type);
  });
}

void show_call(const errand& of, unsigned status, const call_id& call) {
  of.look_back([of, status, call](const projections::read_models& past) {
    auto found = past.find_call(call);
    if (!found) return of.answer(unknown_call());
    of.answer(status, call_view{*std::move(found)});
  });
}

} // namespace switchboard::api
