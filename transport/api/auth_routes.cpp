#include "transport/api/auth_routes.hpp"

#include "transport/api/auth_bodies.hpp"
#include "transport/api/doorkeeper.hpp"
#include "transport/api/letters.hpp"
#include "transport/api/registrar.hpp"
#include "transport/api/route_table.hpp"
#include "transport/api/session_tokens.hpp"

#include <utility>

namespace switchboard::api {

namespace {

using http::access;
using http::method;

/// The same request once more, because its answer was lost: whoever knows the password gets the
/// account's tokens instead of a refusal. The tokens are new ones: no secret is kept to be sent
/// again.
void register_again(const errand& of, const register_body& body, http::problem taken) {
  if (taken.code != "username_taken") return of.answer(std::move(taken));
  const auto standing = registrar{of.by()}.standing_of({body.username.text}, body.email,
                                                       body.full_name.value_or(""), of.key());
  if (standing == key_standing::fresh) return of.answer(std::move(taken));
  if (standing != key_standing::repeated) return of.answer(problem_of(used_otherwise()));
  of.by().accounts->log_in({body.username.text, {}, secret{body.password}}, of.from(), of.now(),
                           [of](account_reply<signed_in> came) {
                             of.guarded([&] {
                               const auto* const refused = std::get_if<refusal>(&came);
                               if (!refused)
                                 return welcome(of, 201, std::get<signed_in>(std::move(came)));
                               if (refused->code != account_fault::bad_credentials)
                                 return of.refuse(*refused);
                               of.answer(problem_of(used_otherwise()));
                             });
                           });
}

void register_user(const errand& of, const register_body& body) {
  const registrar desk{of.by()};
  desk.enroll({.user = {body.username.text},
               .email = body.email,
               .password = secret{body.password},
               .ip_address = of.asked().remote_address},
              body.full_name.value_or(""), of.key(), [of, body](registrar::enrolled made) {
                of.guarded([&] {
                  if (auto* refused = std::get_if<http::problem>(&made))
                    return register_again(of, body, std::move(*refused));
                  of.by().accounts->confirm(std::get<reservation>(made), of.from(), of.now(),
                                            of.reply<signed_in>([of](signed_in fresh) {
                                              mail_verification(of, fresh.session.user);
                                              welcome(of, 201, std::move(fresh));
                                            }));
                });
              });
}

void log_in(const errand& of, login_body body) {
  if (!body.username && !body.email)
    return of.answer(http::problem{422, "bad_request", "body.username or body.email is needed"});
  of.by().accounts->log_in({body.username ? body.username->text : "", body.email.value_or(""),
                            secret{std::move(body.password)}},
                           of.from(), of.now(), of.reply<signed_in>([of](signed_in fresh) {
                             welcome(of, 200, std::move(fresh));
                           }));
}

void refresh(const errand& of, refresh_body body) {
  of.by().accounts->refresh(
      secret{std::move(body.refresh_token)}, of.now(), [of](account_reply<signed_in> came) {
        of.guarded([&] {
          if (auto* fresh = std::get_if<signed_in>(&came)) return prolong(of, std::move(*fresh));
          const auto& refused = std::get<refusal>(came);
          if (!refused.ended) return of.refuse(refused);
          of.by().people->warn("refresh_token_reused", {{"user", refused.ended->user.value},
                                                        {"session", refused.ended->id.value},
                                                        {"address", of.asked().remote_address}});
          conclude_session(of, *refused.ended, revoke_reason::token_reused,
                           [of, refused] { of.refuse(refused); });
        });
      });
}

void end_session(const errand& of, const session_id& session, revoke_reason why) {
  of.by().accounts->end_session(session, of.caller(), of.reply<bool>([=](bool was_there) {
    if (!was_there)
      return of.answer(http::problem{404, "unknown_session", "You have no such session."});
    conclude_session(of, {session, of.caller()}, why, [of] { of.answer(http::no_content()); });
  }));
}

void log_out(const errand& of) {
  const session_id session{of.asked().caller.session_id};
  if (session.empty())
    return of.answer(http::problem{409, "outside_session",
                                   "This token is of another issuer, which has the session."});
  end_session(of, session, revoke_reason::logged_out);
}

void list_sessions(const errand& of) {
  of.by().accounts->sessions_of(
      of.caller(), of.now(), of.reply<std::vector<session>>([of](const std::vector<session>& all) {
        sessions_view list;
        for (const auto& each : all)
          list.sessions.push_back({each.id, each.ip_address, each.user_agent, each.created_at,
                                   each.last_used_at, each.expires_at,
                                   each.id.value == of.asked().caller.session_id});
        of.answer(200, list);
      }));
}

void issue_ticket(const errand& of, std::int64_t lifetime_ms) {
  const auto verdict = identify(of.by(), of.asked());
  const auto* holder = std::get_if<identity>(&verdict);
  if (!holder) return of.answer(not_signed_in());
  const auto made = of.by().accounts->issue_ticket(*holder, of.now());
  if (!made)
    return of.answer(
        http::problem{503, "busy", "Too many tickets are out; try again.", {{"Retry-After", "1"}}});
  of.answer(201, ticket_view{std::string{made->view()}, lifetime_ms / 1000});
}

void change_password(const errand& of, password_body body) {
  const session_id kept{of.asked().caller.session_id};
  of.by().accounts->change_password(
      {.user = of.caller(),
       .present = secret{std::move(body.current_password)},
       .next = secret{std::move(body.new_password)},
       .kept = kept.empty() ? std::nullopt : std::optional{kept}},
      of.from(), of.now(),
      of.reply<std::vector<ended_session>>([of](const std::vector<ended_session>& ended) {
        of.by().people->info("password_changed", {{"user", of.caller().value},
                                                  {"address", of.asked().remote_address},
                                                  {"request", of.asked().id}});
        conclude_sessions(of, ended, revoke_reason::revoked_by_user,
                          [of] { of.answer(http::no_content()); });
      }));
}

void add_session_routes(route_table& table) {
  table.add(method::get, "/api/v1/auth/sessions", access::signed_in,
            {"The sessions of whoever calls", {answers_with<sessions_view>(200, "All of them.")}},
            [](const errand& of) { list_sessions(of); });
  table.add(method::delete_, "/api/v1/auth/sessions/{session_id}", access::signed_in,
            {"End a session",
             {{204, "It has ended, and its sockets are closed."}, {404, "`unknown_session`"}}},
            [](const errand& of) {
              end_session(of, {std::string{of.asked().parameter("session_id")}},
                          revoke_reason::revoked_by_user);
            });
}

} // namespace

void add_auth_routes(http::router& into, const ports& by) {
  route_table table{into, by, "accounts"};
  table.add<register_body>(
      method::post, "/api/v1/auth/register", access::anyone,
      {"Make an account and sign in",
       {answers_with<signed_in_view>(201, "The account, and the first tokens."),
        {403, "`registration_closed`"},
        {409, "`username_taken`"},
        {422, "`weak_password`, `bad_username`, `bad_email`, `too_long`"},
        {429, "`too_many_attempts`; `Retry-After` says when to come back."}}},
      [](const errand& of, const register_body& body) { register_user(of, body); });
  table.add<login_body>(method::post, "/api/v1/auth/login", access::anyone,
                        {"Sign in",
                         {answers_with<signed_in_view>(200, "A new session."),
                          {401, "`bad_credentials`; `second_factor_required`, with the "
                                "`challenge` that the second step answers within five minutes"},
                          {403, "`banned`"},
                          {429, "`too_many_attempts`; `Retry-After` says when to come back."}}},
                        [](const errand& of, login_body body) { log_in(of, std::move(body)); });
  table.add<refresh_body>(
      method::post, "/api/v1/auth/refresh", access::anyone,
      {"Get the next tokens of a session",
       {answers_with<signed_in_view>(200, "New tokens; the refresh token shown is spent."),
        {401, "`bad_refresh_token`; `token_reused`, which ends the session"}}},
      [](const errand& of, refresh_body body) { refresh(of, std::move(body)); });
  table.add(method::post, "/api/v1/auth/logout", access::signed_in,
            {"Sign out", {{204, "The session has ended, and its sockets are closed."}}}, log_out);
  table.add(
      method::post, "/api/v1/auth/ticket", access::signed_in,
      {"Get a ticket for opening a socket from a browser",
       {answers_with<ticket_view>(201, "A ticket that is good once.")}},
      [lifetime_ms = by.ticket_lifetime_ms](const errand& of) { issue_ticket(of, lifetime_ms); });
  table.add<password_body>(
      method::post, "/api/v1/auth/password", access::signed_in,
      {"Change the password; whoever is signed in elsewhere is signed out",
       {{204, "It is changed, and all other sessions have ended."},
        {401, "`bad_credentials`: the present password is another"},
        {422, "`weak_password`"},
        {429, "`too_many_attempts`; `Retry-After` says when to come back."}}},
      [](const errand& of, password_body body) { change_password(of, std::move(body)); });
  add_session_routes(table);
}

} // namespace switchboard::api
