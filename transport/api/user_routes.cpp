#include "transport/api/user_routes.hpp"

#include "transport/api/route_table.hpp"
#include "transport/api/user_view.hpp"

namespace switchboard::api {

namespace {

using http::access;
using http::method;

struct profile_body {
  std::string full_name;

  static constexpr auto fields() {
    return std::tuple{field{"full_name", &profile_body::full_name, "The name shown to others."}};
  }
};

struct status_body {
  availability status = availability::available;
  std::optional<bool> call_waiting;

  static constexpr auto fields() {
    return std::tuple{
        field{"status", &status_body::status, "What others see while a device is there."},
        field{"call_waiting", &status_body::call_waiting,
              "Whether a further call rings during a call."}};
  }
};

void show_user(const errand& of, const user_id& user) {
  const auto viewer = user == of.caller() ? seen_by::owner : seen_by::others;
  of.question<user::reply>(stream_of(user), user::look{}, [of, viewer](const user::reply& found) {
    of.answer(200, view_of(*found.state, viewer));
  });
}

void show_named_user(const errand& of) {
  const auto user = parse_user_id(of.asked().parameter("user_id"));
  if (!user) return of.answer(unknown_user());
  show_user(of, *user);
}

void change(const errand& of, user::command what) {
  of.command<user::reply>(stream_of(of.caller()), std::move(what),
                          [of](const user::reply&) { show_user(of, of.caller()); });
}

} // namespace

void add_user_routes(http::router& into, const ports& by) {
  route_table table{into, by, "users"};
  table.add(method::get, "/api/v1/users/me", access::signed_in,
            {"Who calls", {answers_with<user_view>(200, "The user, with the e-mail address.")}},
            [](const errand& of) { show_user(of, of.caller()); });
  table.add<profile_body>(
      method::patch, "/api/v1/users/me", access::signed_in,
      {"Change one's name",
       {answers_with<user_view>(200, "The user as it is now."), {422, "`too_long`"}}},
      [](const errand& of, const profile_body& body) {
        change(of, user::change_profile{std::nullopt, body.full_name});
      });
  table.add<status_body>(
      method::post, "/api/v1/users/me/status", access::signed_in,
      {"Say whether one may be disturbed",
       {answers_with<user_view>(200, "The user as it is now.")}},
      [](const errand& of, const status_body& body) {
        change(of, user::set_status{body.status, body.call_waiting.value_or(false)});
      });
  table.add(method::get, "/api/v1/users/{user_id}", access::signed_in,
            {"A user",
             {answers_with<user_view>(200, "The user, and whether they are there."),
              {404, "`unknown_user`"}}},
            show_named_user);
}

} // namespace switchboard::api
