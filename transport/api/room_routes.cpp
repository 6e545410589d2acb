#include "transport/api/room_routes.hpp"

#include "transport/accounts/secret.hpp"
#include "transport/api/paging.hpp"
#include "transport/api/room_bodies.hpp"
#include "transport/api/route_table.hpp"

#include <algorithm>
#include <utility>

namespace switchboard::api {

namespace {

using http::access;
using http::method;
using projections::read_models;

/// The room in the path, if it could be one.
std::optional<room_id> room_named(const errand& of) {
  room_id room{std::string{of.asked().parameter("room_id")}};
  if (!is_room(room.value)) return std::nullopt;
  return room;
}

void show_room(const errand& of, unsigned status, const room_id& room) {
  of.look_back([of, status, room](const read_models& past) {
    auto found = past.find_conversation(room);
    if (!found) return of.answer(unknown_room());
    of.answer(status, room_view{*std::move(found), std::nullopt});
  });
}

void show_own_room(const errand& of) {
  const auto room = room_named(of);
  if (!room) return of.answer(unknown_room());
  of.look_back([of, room](const read_models& past) {
    if (!past.find_conversation(*room)) return of.answer(unknown_room());
    if (!past.is_member(*room, of.caller()))
      return of.answer(http::problem{403, "not_a_member", "You are not a member of this room."});
    show_room(of, 200, *room);
  });
}

void list_rooms(const errand& of) {
  auto limit = limit_of(of.asked());
  if (auto* wrong = std::get_if<http::problem>(&limit)) return of.answer(std::move(*wrong));
  of.look_back([of, limit = std::get<std::size_t>(limit)](const read_models& past) {
    rooms_view list;
    for (auto& each : past.conversations_of(of.caller(), limit))
      list.rooms.push_back({std::move(each.conversation), std::move(each.last_message)});
    of.answer(200, list);
  });
}

/// A request that comes again under its key means the same room.
room_id new_group(const errand& of) {
  constexpr std::size_t key_bytes = 16;
  if (of.key().empty()) return group_room(random_hex(key_bytes));
  return group_room(
      of.by().accounts->unguessable_id("group " + of.caller().value + ' ' + of.key()));
}

bool are_known(const read_models& past, const std::vector<user_id>& people) {
  return std::ranges::all_of(
      people, [&](const user_id& each) { return past.find_person(each).has_value(); });
}

void create_group(const errand& of, const create_group_body& body) {
  of.look_back([of, body](const read_models& past) {
    if (body.members.size() > max_page)
      return of.answer(bad_request("body.members has at most " + std::to_string(max_page)
                                   + " people; add more later"));
    if (!are_known(past, body.members)) return of.answer(unknown_user());
    const auto room = new_group(of);
    const room::command what =
        room::create_group{of.caller(), body.name.value_or(""), body.members};
    const auto make = [of, room, what] {
      of.command<room::reply>(stream_of(room), what,
                              [of, room](const room::reply&) { show_room(of, 201, room); });
    };
    if (!of.is_new(stream_of(room), what)) return make();
    of.unless_one_stays_out(body.members, make);
  });
}

/// Changes the group in the path, and answers with what it is then.
void change_group(const errand& of, room::command change) {
  const auto room = room_named(of);
  if (!room) return of.answer(unknown_room());
  of.command<room::reply>(stream_of(*room), std::move(change),
                          [of, room](const room::reply&) { show_room(of, 200, *room); });
}

void add_member(const errand& of, const add_member_body& body) {
  of.look_back([of, body](const read_models& past) {
    if (!past.find_person(body.user_id)) return of.answer(unknown_user());
    const room::command what = room::add_member{of.caller(), body.user_id};
    const auto add = [of, what] { change_group(of, what); };
    if (const auto room = room_named(of); room && !of.is_new(stream_of(*room), what)) return add();
    of.unless_one_stays_out({body.user_id}, add);
  });
}

void remove_member(const errand& of) {
  change_group(of,
               room::remove_member{of.caller(), {std::string{of.asked().parameter("user_id")}}});
}

void add_group_changes(route_table& table) {
  const std::vector<http::answer_doc> answers = {
      answers_with<room_view>(200, "The group as it is now."),
      {403, "`forbidden`: only its owner may; `not_a_member`"},
      {404, "`unknown_room`, `unknown_user`"},
      {409, "`limit_reached`"},
      {422, "`bad_target`: it is no group; `too_long`"}};
  table.add<change_group_body>(
      method::patch, "/api/v1/rooms/{room_id}", access::signed_in,
      {"Rename a group, or say what its members may read", answers},
      [](const errand& of, const change_group_body& body) {
        if (!body.name && !body.history)
          return of.answer(bad_request("body.name or body.history is needed"));
        change_group(of, room::change_settings{of.caller(), body.name, body.history});
      });
  table.add<add_member_body>(
      method::post, "/api/v1/rooms/{room_id}/members", access::signed_in,
      {"Let somebody into a group", answers},
      [](const errand& of, const add_member_body& body) { add_member(of, body); });
  table.add(method::delete_, "/api/v1/rooms/{room_id}/members/{user_id}", access::signed_in,
            {"Take somebody out of a group, or leave it", answers}, remove_member);
}

} // namespace

void add_room_routes(http::router& into, const ports& by) {
  route_table table{into, by, "rooms"};
  table.add(method::get, "/api/v1/rooms", access::signed_in,
            {"The caller's rooms",
             {answers_with<rooms_view>(200, "Direct ones and groups.")},
             {limit_parameter()}},
            list_rooms);
  table.add<create_group_body>(
      method::post, "/api/v1/rooms", access::signed_in,
      {"Make a group",
       {answers_with<room_view>(201, "The group; whoever called owns it."),
        {404, "`unknown_user`"},
        {409, "`limit_reached`"},
        {422, "`too_long`, `bad_request`"}}},
      [](const errand& of, const create_group_body& body) { create_group(of, body); });
  table.add(method::get, "/api/v1/rooms/{room_id}", access::signed_in,
            {"A room",
             {answers_with<room_view>(200, "The room as it is now."),
              {403, "`not_a_member`"},
              {404, "`unknown_room`"}}},
            show_own_room);
  add_group_changes(table);
}

} // namespace switchboard::api
