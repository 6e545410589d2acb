#include "transport/api/contact_routes.hpp"

#include "transport/api/route_table.hpp"

#include <utility>

namespace switchboard::api {

namespace {

using http::access;
using http::method;

struct blocks_view {
  std::vector<user_id> blocks;

  static constexpr auto fields() {
    return std::tuple{field{"blocks", &blocks_view::blocks, "In the order of the blocking."}};
  }
};

struct contacts_view {
  std::vector<user_id> contacts;
  std::vector<user_id> requests;

  static constexpr auto fields() {
    return std::tuple{
        field{"contacts", &contacts_view::contacts, "Who may call and write, where one asks."},
        field{"requests", &contacts_view::requests, "Who asked to, and waits for an answer."}};
  }
};

struct contact_request_body {
  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &contact_request_body::user_id, "Who is asked."}};
  }
};

/// Goes on if the person in the path has an account.
template <class Then>
void with_named_person(const errand& of, Then then) {
  const auto person = parse_user_id(of.asked().parameter("user_id"));
  if (!person || queue_of(person->value)) return of.answer(unknown_user());
  of.question<user::reply>(
      stream_of(*person), user::look{},
      [person = *person, then = std::move(then)](const user::reply&) { then(person); });
}

/// The caller's own entity keeps the block; the room of the two, which refuses by it, is told here
/// and not only by the reaction, so that the answer means that it holds.
void set_block(const errand& of, const user_id& person, bool is_blocked) {
  auto asked = is_blocked ? user::command{user::block_person{person}}
                          : user::command{user::unblock_person{person}};
  of.command<user::reply>(stream_of(of.caller()), std::move(asked),
                          [of, person, is_blocked](const user::reply&) {
                            of.send_as(of.caller(), stream_of(direct_room(of.caller(), person)),
                                       room::command{room::bar_contact{of.caller(), is_blocked}},
                                       {}, [of](const outcome& told) {
                                         if (const auto* refused = std::get_if<rejection>(&told))
                                           return of.answer(problem_of(*refused));
                                         of.answer(http::no_content());
                                       });
                          });
}

void change_own(const errand& of, user::command what) {
  of.command<user::reply>(stream_of(of.caller()), std::move(what),
                          [of](const user::reply&) { of.answer(http::no_content()); });
}

void list_blocks(const errand& of) {
  of.question<user::reply>(stream_of(of.caller()), user::look{}, [of](const user::reply& me) {
    of.answer(200, blocks_view{me.state->blocked});
  });
}

void list_contacts(const errand& of) {
  of.question<user::reply>(stream_of(of.caller()), user::look{}, [of](const user::reply& me) {
    of.answer(200, contacts_view{me.state->contacts, me.state->contact_requests});
  });
}

void request_contact(const errand& of, const contact_request_body& body) {
  if (!parse_user_id(body.user_id.value)) return of.answer(unknown_user());
  of.command<user::reply>(stream_of(body.user_id), user::request_contact{of.caller()},
                          [of](const user::reply&) { of.answer(http::no_content()); });
}

void add_block_routes(route_table& table) {
  const std::string one = "/api/v1/users/me/blocks/{user_id}";
  table.add(method::get, "/api/v1/users/me/blocks", access::signed_in,
            {"Whom the caller has blocked", {answers_with<blocks_view>(200, "All of them.")}},
            list_blocks);
  table.add(method::put, one, access::signed_in,
            {"Block somebody: their calls and messages get `not_reachable`, and they hear nothing "
             "of it",
             {{204, "They are blocked."},
              {404, "`unknown_user`"},
              {409, "`limit_reached`"},
              {422, "`bad_target`: oneself"}}},
            [](const errand& of) {
              with_named_person(of, [of](const user_id& person) { set_block(of, person, true); });
            });
  table.add(method::delete_, one, access::signed_in,
            {"Take a block back",
             {{204, "They are not blocked."}, {404, "`unknown_user`"}, {422, "`bad_target`"}}},
            [](const errand& of) {
              with_named_person(of, [of](const user_id& person) { set_block(of, person, false); });
            });
}

} // namespace

void add_contact_routes(http::router& into, const ports& by) {
  route_table table{into, by, "contacts"};
  add_block_routes(table);
  const std::string one = "/api/v1/users/me/contacts/{user_id}";
  table.add(method::get, "/api/v1/users/me/contacts", access::signed_in,
            {"Whom the caller lets call and write, where one must be asked first, and who asks",
             {answers_with<contacts_view>(200, "All of them.")}},
            list_contacts);
  table.add(method::put, one, access::signed_in,
            {"Let somebody call and write, whether they asked or not",
             {{204, "They may."},
              {403, "`forbidden`: they are blocked"},
              {404, "`unknown_user`"},
              {409, "`limit_reached`"},
              {422, "`bad_target`: oneself"}}},
            [](const errand& of) {
              with_named_person(of, [of](const user_id& person) {
                change_own(of, user::accept_contact{person});
              });
            });
  table.add(method::delete_, one, access::signed_in,
            {"Decline somebody's request, or let them call and write no longer",
             {{204, "They may not."}, {404, "`unknown_user`"}}},
            [](const errand& of) {
              with_named_person(of, [of](const user_id& person) {
                change_own(of, user::remove_contact{person});
              });
            });
  table.add<contact_request_body>(
      method::post, "/api/v1/contacts/requests", access::signed_in,
      {"Ask somebody whether one may call and write",
       {{204, "They are asked. Whether they answer, one hears only if they accept."},
        {404, "`unknown_user`"},
        {409, "`limit_reached`"},
        {422, "`bad_target`: oneself"}}},
      [](const errand& of, const contact_request_body& body) { request_contact(of, body); });
}

} // namespace switchboard::api
