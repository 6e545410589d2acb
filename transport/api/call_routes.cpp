#include "transport/api/call_routes.hpp"

#include "transport/api/call_start.hpp"
#include "transport/api/paging.hpp"
#include "transport/api/route_table.hpp"

#include <utility>

namespace switchboard::api {

namespace {

using http::access;
using http::method;
using projections::read_models;

http::problem not_a_participant() {
  return {403, "not_a_participant", "This call is between others."};
}

/// A call that the rules have forgotten is over, and stays so.
void show_ended(const errand& of, const call_id& call, const rejection& refused) {
  of.look_back([of, call, refused](const read_models& past) {
    auto found = past.find_call(call);
    if (refused.code != reject_code::unknown_call || !found
        || found->status != projections::call_status::ended)
      return of.answer(problem_of(refused));
    if (!past.is_participant(call, of.caller())) return of.answer(not_a_participant());
    of.answer(200, call_view{*std::move(found)});
  });
}

void end_call(const errand& of, const end_call_body& body) {
  const auto room = room_of(body.call_id.value);
  if (!room) return of.answer(unknown_call());
  of.send_as(of.caller(), stream_of(*room), room::end_call{body.call_id, of.caller(), std::nullopt},
             of.command_id(), [of, call = body.call_id](const outcome& came) {
               if (const auto* refused = std::get_if<rejection>(&came))
                 return show_ended(of, call, *refused);
               show_call(of, 200, call);
             });
}

void show_own_call(const errand& of) {
  of.look_back([of](const read_models& past) {
    auto found = past.find_call({std::string{of.asked().parameter("call_id")}});
    if (!found) return of.answer(unknown_call());
    if (!past.is_participant(found->id, of.caller())
        && !past.is_member(found->room_id, of.caller()))
      return of.answer(not_a_participant());
    of.answer(200, call_view{*std::move(found)});
  });
}

void list_active(const errand& of) {
  of.look_back([of](const read_models& past) {
    of.answer(200, calls_view{past.live_calls_of(of.caller()), std::nullopt});
  });
}

void list_history(const errand& of) {
  auto wanted = page_of(of.asked());
  if (auto* wrong = std::get_if<http::problem>(&wanted)) return of.answer(std::move(*wrong));
  of.look_back([of, page = std::get<page_wanted>(wanted)](const read_models& past) {
    auto found = past.calls_of(of.caller(), page.before, page.limit);
    of.answer(200, calls_view{std::move(found.calls), found.next});
  });
}

void add_call_lists(route_table& table) {
  table.add(method::get, "/api/v1/calls/active", access::signed_in,
            {"The caller's live calls", {answers_with<calls_view>(200, "Ringing or going on.")}},
            list_active);
  table.add(method::get, "/api/v1/calls/history", access::signed_in,
            {"The caller's calls, page by page",
             {answers_with<calls_view>(200, "Live and over."), {422, "`bad_request`"}},
             page_parameters()},
            list_history);
}

} // namespace

void add_call_routes(http::router& into, const ports& by) {
  route_table table{into, by, "calls"};
  table.add<start_call_body>(
      method::post, "/api/v1/calls/start", access::signed_in,
      {"Call somebody, or everybody in a room",
       {answers_with<call_view>(201, "It rings."),
        {403, "`not_a_member`"},
        {404, "`unknown_user`, `unknown_room`"},
        {409, "`already_in_call`"},
        {422, "`bad_request`, `bad_target`"}}},
      [](const errand& of, const start_call_body& body) { start_call(of, body); });
  table.add<end_call_body>(
      method::post, "/api/v1/calls/end", access::signed_in,
      {"End a call; one that has ended stays so",
       {answers_with<call_view>(200, "It is over."),
        {403, "`not_a_participant`; `forbidden` for a group's call that somebody else started"},
        {404, "`unknown_call`"}}},
      [](const errand& of, const end_call_body& body) { end_call(of, body); });
  add_call_lists(table);
  table.add(method::get, "/api/v1/calls/{call_id}", access::signed_in,
            {"A call",
             {answers_with<call_view>(200, "The call as it is now."),
              {403, "`not_a_participant`"},
              {404, "`unknown_call`"}}},
            show_own_call);
}

} // namespace switchboard::api
