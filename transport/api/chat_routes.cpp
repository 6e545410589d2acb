#include "transport/api/chat_routes.hpp"

#include "transport/api/chat_bodies.hpp"
#include "transport/api/paging.hpp"
#include "transport/api/route_table.hpp"

#include <algorithm>
#include <utility>

namespace switchboard::api {

namespace {

using http::access;
using http::method;
using projections::read_models;

using wanted_room = std::variant<room_id, http::problem>;

/// The room that somebody means who names a person or a room.
wanted_room room_meant(const user_id& caller, const std::optional<user_id>& other,
                       const std::optional<room_id>& room) {
  if (other.has_value() == room.has_value())
    return bad_request("either a person or a room is needed, and not both");
  if (room) return is_room(room->value) ? wanted_room{*room} : unknown_room();
  if (!parse_user_id(other->value)) return unknown_user();
  if (*other == caller) return http::problem{422, "bad_target", "Nobody can write to themselves."};
  return direct_room(caller, *other);
}

/// Why the caller may not see a room. Two people have theirs also before anybody has used it.
std::optional<http::problem> fault_of_reader(const read_models& past, const user_id& caller,
                                             const room_id& room) {
  if (const auto other = other_in(room, caller))
    return past.find_person(*other) ? std::nullopt : std::optional{unknown_user()};
  if (past.is_member(room, caller)) return std::nullopt;
  if (!pair_of(room) && !past.find_conversation(room)) return unknown_room();
  return http::problem{403, "not_a_member", "You are not a member of this room."};
}

void list_messages(const errand& of) {
  const auto& asked = of.asked();
  const auto with = asked.query("with");
  const auto in = asked.query("room_id");
  auto room =
      room_meant(of.caller(), with ? std::optional{user_id{std::string{*with}}} : std::nullopt,
                 in ? std::optional{room_id{std::string{*in}}} : std::nullopt);
  if (auto* wrong = std::get_if<http::problem>(&room)) return of.answer(std::move(*wrong));
  auto wanted = page_of(asked);
  if (auto* wrong = std::get_if<http::problem>(&wanted)) return of.answer(std::move(*wrong));
  of.look_back([of, room = std::get<room_id>(room),
                page = std::get<page_wanted>(wanted)](const read_models& past) {
    if (auto wrong = fault_of_reader(past, of.caller(), room)) return of.answer(*std::move(wrong));
    const auto hidden = past.hidden_from(room, of.caller());
    auto found = past.messages_before(room, page.before, page.limit, hidden);
    of.answer(200, messages_view{std::move(found.messages), found.next});
  });
}

void show_message(const errand& of, unsigned status, const message_id& message) {
  of.look_back([of, status, message](const read_models& past) {
    auto found = past.find_message(message);
    if (!found) return of.answer(unknown_message());
    of.answer(status, message_view{*std::move(found)});
  });
}

void send_post(const errand& of, const room_id& room, const room::command& post) {
  of.command<room::reply>(stream_of(room), post, [of](const room::reply& made) {
    if (!made.message_id) return of.answer(unknown_message());
    show_message(of, 201, *made.message_id);
  });
}

void post_message(const errand& of, const post_message_body& body) {
  auto meant = room_meant(of.caller(), body.to, body.room_id);
  if (auto* wrong = std::get_if<http::problem>(&meant)) return of.answer(std::move(*wrong));
  of.look_back([of, body, room = std::get<room_id>(meant)](const read_models& past) {
    const room::command post = room::post_message{of.caller(), body.content, body.extra_data};
    if (!of.is_new(stream_of(room), post)) return send_post(of, room, post);
    if (auto wrong = fault_of_reader(past, of.caller(), room)) return of.answer(*std::move(wrong));
    of.unless_out_of_reach(other_in(room, of.caller()),
                           [of, room, post] { send_post(of, room, post); });
  });
}

/// Changes a message, and answers with what it is then.
template <class Change>
void change_message(const errand& of, Change change) {
  const message_id message{std::string{of.asked().parameter("message_id")}};
  const auto room = room_of(message.value);
  if (!room) return of.answer(unknown_message());
  of.command<room::reply>(stream_of(*room), change(message),
                          [of, message](const room::reply&) { show_message(of, 200, message); });
}

void add_message_changes(route_table& table) {
  const std::vector<http::answer_doc> answers = {
      answers_with<message_view>(200, "The message as it is now."),
      {403, "`forbidden`: it is somebody else's"},
      {404, "`unknown_message`"}};
  table.add<edit_message_body>(
      method::patch, "/api/v1/chat/messages/{message_id}", access::signed_in,
      {"Change one's message", answers}, [](const errand& of, const edit_message_body& body) {
        change_message(of, [&](const message_id& message) {
          return room::edit_message{of.caller(), message, body.content, body.extra_data};
        });
      });
  table.add(method::delete_, "/api/v1/chat/messages/{message_id}", access::signed_in,
            {"Take one's message back", answers}, [](const errand& of) {
              change_message(of, [&](const message_id& message) {
                return room::delete_message{of.caller(), message};
              });
            });
}

} // namespace

void add_chat_routes(http::router& into, const ports& by) {
  route_table table{into, by, "chat"};
  auto parameters = page_parameters();
  parameters.push_back({"with", "The other person: this…"});
  parameters.push_back({"room_id", "… or a room."});
  table.add(method::get, "/api/v1/chat/messages", access::signed_in,
            {"The messages of a room, page by page",
             {answers_with<messages_view>(200, "The newest page, or the one before `before`."),
              {403, "`not_a_member`"},
              {404, "`unknown_user`, `unknown_room`"}},
             parameters},
            list_messages);
  table.add<post_message_body>(
      method::post, "/api/v1/chat/messages", access::signed_in,
      {"Write to somebody, or to everybody in a room",
       {answers_with<message_view>(201, "It is written."),
        {403, "`not_a_member`"},
        {404, "`unknown_user`, `unknown_room`"},
        {422, "`bad_value`, `too_long`, `bad_target`"}}},
      [](const errand& of, const post_message_body& body) { post_message(of, body); });
  add_message_changes(table);
}

} // namespace switchboard::api
