#include "transport/api/admin_routes.hpp"

#include "transport/api/call_bodies.hpp"
#include "transport/api/paging.hpp"
#include "transport/api/route_table.hpp"
#include "transport/api/session_tokens.hpp"

#include <utility>

namespace switchboard::api {

namespace {

using http::access;
using http::method;
using projections::read_models;

struct people_view {
  std::vector<projections::person> users;

  static constexpr auto fields() {
    return std::tuple{field{"users", &people_view::users, "In the order of their ids."}};
  }
};

struct ban_body {
  std::optional<std::string> reason;

  static constexpr auto fields() {
    return std::tuple{field{"reason", &ban_body::reason, "What the person is told."}};
  }
};

struct role_body {
  switchboard::role role = switchboard::role::user;

  static constexpr auto fields() {
    return std::tuple{field{"role", &role_body::role, "What the account may do from now on."}};
  }
};

/// The user in the path. An admin who could shut themselves out might be the last one.
std::variant<user_id, http::problem> other_user(const errand& of) {
  const auto user = parse_user_id(of.asked().parameter("user_id"));
  if (!user) return unknown_user();
  if (*user == of.caller())
    return http::problem{422, "bad_target", "Nobody does this to their own account."};
  return *user;
}

void show_other_user(const errand& of, const user_id& user) {
  of.question<user::reply>(stream_of(user), user::look{}, [of](const user::reply& found) {
    of.answer(200, view_of(*found.state, seen_by::others));
  });
}

/// Ends what somebody is signed in with, so that what they may do now holds at once.
void sign_out(const errand& of, const user_id& user, revoke_reason why) {
  of.by().accounts->end_sessions_of(user, of.now(),
                                    of.reply<std::vector<ended_session>>(
                                        [of, user, why](const std::vector<ended_session>& ended) {
                                          for (const auto& each : ended)
                                            conclude_session(of, each, why, [] {});
                                          show_other_user(of, user);
                                        }));
}

void end_if_banned(const errand& of, const user_id& user) {
  of.question<user::reply>(stream_of(user), user::look{}, [of, user](const user::reply& found) {
    if (found.state->ban_reason) return sign_out(of, user, revoke_reason::banned);
    of.answer(200, view_of(*found.state, seen_by::others));
  });
}

void ban(const errand& of, const ban_body& body) {
  auto other = other_user(of);
  if (auto* wrong = std::get_if<http::problem>(&other)) return of.answer(std::move(*wrong));
  const auto user = std::get<user_id>(other);
  const user::command what = user::ban{body.reason.value_or("")};
  of.command<user::reply>(
      stream_of(user), what,
      [of, user, is_new = of.is_new(stream_of(user), what)](const user::reply&) {
        // Who was let in again since then stays signed in.
        if (!is_new) return end_if_banned(of, user);
        sign_out(of, user, revoke_reason::banned);
      });
}

void unban(const errand& of) {
  auto other = other_user(of);
  if (auto* wrong = std::get_if<http::problem>(&other)) return of.answer(std::move(*wrong));
  const auto user = std::get<user_id>(other);
  of.command<user::reply>(stream_of(user), user::unban{},
                          [of, user](const user::reply&) { show_other_user(of, user); });
}

/// The log first, then the store that tokens are made from. That gets what the log says by now:
/// when a request comes again, the role may have changed once more.
void store_role_of(const errand& of, const user_id& user, bool is_new) {
  of.question<user::reply>(
      stream_of(user), user::look{}, [of, user, is_new](const user::reply& found) {
        of.by().accounts->set_role(user, found.state->account->role,
                                   of.reply<bool>([of, user, is_new](bool) {
                                     if (!is_new) return show_other_user(of, user);
                                     sign_out(of, user, revoke_reason::revoked_by_admin);
                                   }));
      });
}

void change_role_of(const errand& of, const role_body& body) {
  auto other = other_user(of);
  if (auto* wrong = std::get_if<http::problem>(&other)) return of.answer(std::move(*wrong));
  const auto user = std::get<user_id>(other);
  const user::command what = user::change_role{body.role};
  of.command<user::reply>(stream_of(user), what,
                          [of, user, is_new = of.is_new(stream_of(user), what)](
                              const user::reply&) { store_role_of(of, user, is_new); });
}

void show_overview(const errand& of) {
  of.look_back([of](const read_models& past) { of.answer(200, past.overview()); });
}

void list_people(const errand& of) {
  auto limit = limit_of(of.asked());
  if (auto* wrong = std::get_if<http::problem>(&limit)) return of.answer(std::move(*wrong));
  of.look_back([of, limit = std::get<std::size_t>(limit)](const read_models& past) {
    of.answer(200, people_view{past.people(of.asked().query("after").value_or(""), limit)});
  });
}

void list_calls(const errand& of) {
  auto limit = limit_of(of.asked());
  if (auto* wrong = std::get_if<http::problem>(&limit)) return of.answer(std::move(*wrong));
  of.look_back([of, limit = std::get<std::size_t>(limit)](const read_models& past) {
    of.answer(200, calls_view{past.live_calls(limit), std::nullopt});
  });
}

void add_admin_lists(route_table& table) {
  table.add(method::get, "/api/v1/admin/overview", access::admin,
            {"Everything at a glance",
             {answers_with<projections::overview>(200, "As it is at this moment.")}},
            show_overview);
  table.add(method::get, "/api/v1/admin/users", access::admin,
            {"Everybody who has an account",
             {answers_with<people_view>(200, "Some of them, in the order of their ids.")},
             {{"after", "The last id of the page before."}, limit_parameter()}},
            list_people);
  table.add(method::get, "/api/v1/admin/calls", access::admin,
            {"Every live call",
             {answers_with<calls_view>(200, "The oldest first.")},
             {limit_parameter()}},
            list_calls);
}

} // namespace

void add_admin_routes(http::router& into, const ports& by) {
  route_table table{into, by, "admin"};
  add_admin_lists(table);
  const std::vector<http::answer_doc> answers = {
      answers_with<user_view>(200, "The user as it is now."),
      {404, "`unknown_user`"},
      {422, "`bad_target`: one's own account"}};
  table.add<ban_body>(method::post, "/api/v1/admin/users/{user_id}/ban", access::admin,
                      {"Shut somebody out", answers}, ban);
  table.add(method::post, "/api/v1/admin/users/{user_id}/unban", access::admin,
            {"Let somebody in again", answers}, unban);
  table.add<role_body>(method::post, "/api/v1/admin/users/{user_id}/role", access::admin,
                       {"Say what an account may do; its owner signs in again", answers},
                       change_role_of);
}

} // namespace switchboard::api
