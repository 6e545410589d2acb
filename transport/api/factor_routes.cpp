#include "transport/api/factor_routes.hpp"

#include "transport/api/note_desk.hpp"
#include "transport/api/route_table.hpp"
#include "transport/api/safety_bodies.hpp"
#include "transport/api/session_tokens.hpp"

#include <utility>

namespace switchboard::api {

namespace {

using http::access;
using http::method;

password_proof proof_of(const errand& of, proof_body body) {
  return {of.caller(), secret{std::move(body.password)}};
}

void take_second(const errand& of, second_step_body body) {
  if (body.code.has_value() == body.recovery_code.has_value())
    return of.answer(bad_request("body.code or body.recovery_code is needed, and not both"));
  of.by().accounts->log_in_second(
      {std::move(body.challenge), body.code.value_or(""), body.recovery_code.value_or("")},
      of.from(), of.now(),
      of.reply<signed_in>([of](signed_in fresh) { welcome(of, 200, std::move(fresh)); }));
}

void offer_authenticator(const errand& of, proof_body body) {
  of.by().accounts->begin_authenticator(
      proof_of(of, std::move(body)), of.from(), of.now(),
      of.reply<authenticator_offer>([of](const authenticator_offer& made) {
        of.answer(201, authenticator_view{made.key, made.address});
      }));
}

void confirm_factor(const errand& of, code_body body) {
  of.by().accounts->confirm_authenticator(
      of.caller(), std::move(body.code), of.now(),
      of.reply<recovery_codes>([of](const recovery_codes& made) {
        tell_log(of, *made.note,
                 [of, codes = made.codes] { of.answer(200, recovery_codes_view{codes}); });
      }));
}

void renew_codes(const errand& of, proof_body body) {
  of.by().accounts->renew_recovery_codes(
      proof_of(of, std::move(body)), of.from(), of.now(),
      of.reply<recovery_codes>([of](const recovery_codes& made) {
        of.by().people->info("recovery_codes_renewed", {{"user", of.caller().value}});
        of.answer(201, recovery_codes_view{made.codes});
      }));
}

void remove_factor(const errand& of, proof_body body) {
  of.by().accounts->remove_authenticator(proof_of(of, std::move(body)), of.from(), of.now(),
                                         of.reply<account_note>([of](const account_note& made) {
                                           tell_log(of, made,
                                                    [of] { of.answer(http::no_content()); });
                                         }));
}

void remove_factor_of_other(const errand& of) {
  const auto user = parse_user_id(of.asked().parameter("user_id"));
  if (!user) return of.answer(unknown_user());
  of.by().accounts->remove_authenticator_of(
      *user, of.caller(), of.now(), of.reply<account_note>([of](const account_note& made) {
        tell_log(of, made, [of] { of.answer(http::no_content()); });
      }));
}

void show_security(const errand& of) {
  of.by().accounts->safety_of(
      of.caller(), of.reply<account_safety>([of](const account_safety& found) {
        security_view told{found.email,
                           found.is_email_verified,
                           found.has_authenticator,
                           static_cast<std::int64_t>(found.recovery_codes_left),
                           {}};
        for (const auto& each : found.passkeys)
          told.passkeys.push_back({each.id, each.name, each.created_at, each.last_used_at});
        of.answer(200, told);
      }));
}

void show_methods(const errand& of) {
  of.answer(200, methods_view{of.by().accounts->has_passkeys(), bool{of.by().post}});
}

const http::answer_doc wrong_password_doc{401, "`bad_credentials`: the password is another"};
const http::answer_doc too_many_doc{429,
                                    "`too_many_attempts`; `Retry-After` says when to come back."};

void add_authenticator_calls(route_table& table) {
  table.add<proof_body>(
      method::post, "/api/v1/auth/authenticator", access::signed_in,
      {"Begin to use an authenticator app as a second factor",
       {answers_with<authenticator_view>(201, "What the app is given; nothing is asked for yet."),
        wrong_password_doc,
        {409, "`second_factor_on`"},
        too_many_doc}},
      [](const errand& of, proof_body body) { offer_authenticator(of, std::move(body)); });
  table.add<code_body>(
      method::post, "/api/v1/auth/authenticator/confirm", access::signed_in,
      {"Show that the app works: from now on its codes are asked for",
       {answers_with<recovery_codes_view>(200, "Codes for whoever loses the app."),
        {401, "`bad_code`"},
        {409, "`second_factor_on`, `second_factor_off`: none was begun"}}},
      [](const errand& of, code_body body) { confirm_factor(of, std::move(body)); });
  table.add<proof_body>(
      method::post, "/api/v1/auth/authenticator/remove", access::signed_in,
      {"Do without the second factor again",
       {{204, "The password alone lets in; the recovery codes are good for nothing."},
        wrong_password_doc,
        {409, "`second_factor_off`"},
        too_many_doc}},
      [](const errand& of, proof_body body) { remove_factor(of, std::move(body)); });
  table.add<proof_body>(
      method::post, "/api/v1/auth/recovery_codes", access::signed_in,
      {"Get new recovery codes; the old ones are good for nothing then",
       {answers_with<recovery_codes_view>(201, "The new ones."),
        wrong_password_doc,
        {409, "`second_factor_off`"},
        too_many_doc}},
      [](const errand& of, proof_body body) { renew_codes(of, std::move(body)); });
}

} // namespace

void add_factor_routes(http::router& into, const ports& by) {
  route_table table{into, by, "accounts"};
  table.add<second_step_body>(
      method::post, "/api/v1/auth/login/second", access::anyone,
      {"Sign in: the second step",
       {answers_with<signed_in_view>(200, "A new session."),
        {401, "`bad_code`; `bad_challenge`: begin again"},
        {403, "`banned`"},
        {422, "`bad_request`"},
        too_many_doc}},
      [](const errand& of, second_step_body body) { take_second(of, std::move(body)); });
  table.add(method::get, "/api/v1/auth/methods", access::anyone,
            {"What this server has beside passwords",
             {answers_with<methods_view>(200, "For the page where one signs in.")}},
            show_methods);
  table.add(
      method::get, "/api/v1/auth/security", access::signed_in,
      {"How one's account is protected", {answers_with<security_view>(200, "No secret is in it.")}},
      show_security);
  add_authenticator_calls(table);
  route_table{into, by, "admin"}.add(
      method::post, "/api/v1/admin/users/{user_id}/second_factor/remove", access::admin,
      {"Take the second factor from somebody who has lost it",
       {{204, "Their password alone lets in."},
        {404, "`unknown_user`"},
        {409, "`second_factor_off`"}}},
      remove_factor_of_other);
}

} // namespace switchboard::api
