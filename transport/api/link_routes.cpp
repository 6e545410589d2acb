#include "transport/api/link_routes.hpp"

#include "transport/api/letters.hpp"
#include "transport/api/note_desk.hpp"
#include "transport/api/route_table.hpp"
#include "transport/api/safety_bodies.hpp"
#include "transport/api/session_tokens.hpp"

#include <utility>

namespace switchboard::api {

namespace {

using http::access;
using http::method;

http::problem no_mail() {
  return {409, "mail_off", "This server sends no mail; an admin can give you a link."};
}

http::problem too_many_links(std::int64_t wait_ms) {
  return {429,
          "too_many_attempts",
          "Too many links are asked for from your address; wait a bit.",
          {{"Retry-After", std::to_string((wait_ms + 999) / 1000)}}};
}

/// Whether the errand may go on: mail is sent here, and this address has not asked too often.
bool may_ask_for_link(const errand& of) {
  if (!of.by().post) {
    of.answer(no_mail());
    return false;
  }
  const auto wait_ms = of.by().accounts->wait_for_link_ms(of.asked().remote_address, of.now());
  if (wait_ms > 0) of.answer(too_many_links(wait_ms));
  return wait_ms == 0;
}

/// The answer comes before anybody looks whether there is such an account, so it says nothing of
/// that, nor does the time that it takes.
void ask_for_reset(const errand& of, reset_body body) {
  if (body.username.has_value() == body.email.has_value())
    return of.answer(bad_request("body.username or body.email is needed, and not both"));
  if (!may_ask_for_link(of)) return;
  login whose{body.username ? body.username->text : "", body.email.value_or(""), {}};
  of.answer(202, reset_asked_view{of.by().accounts->reset_link_lifetime_ms() / 1000});
  of.by().accounts->request_reset(
      std::move(whose), of.now(), [of](account_reply<std::optional<fresh_link>> came) {
        if (const auto* refused = std::get_if<refusal>(&came)) {
          of.by().people->error(
              "reset_not_mailed",
              {{"request", of.asked().id},
               {"cause", refused->cause.empty() ? refused->message : refused->cause}});
          return;
        }
        const auto& link = std::get<std::optional<fresh_link>>(came);
        if (link) post(of, reset_letter(of, *link), link->user);
      });
}

void reset(const errand& of, new_password_body body) {
  of.by().accounts->reset_password(
      secret{std::move(body.token)}, secret{std::move(body.new_password)}, of.from(), of.now(),
      of.reply<reset_outcome>([of](const reset_outcome& made) {
        of.by().people->info("password_reset", {{"user", made.user.value},
                                                {"address", of.asked().remote_address},
                                                {"request", of.asked().id}});
        conclude_sessions(of, made.ended, revoke_reason::revoked_by_user, [of, note = made.note] {
          tell_log(of, note, [of] { of.answer(http::no_content()); });
        });
      }));
}

void ask_for_verification(const errand& of) {
  if (!may_ask_for_link(of)) return;
  of.by().accounts->request_verification(
      of.caller(), of.now(), of.reply<fresh_link>([of](const fresh_link& link) {
        if (!post(of, verification_letter(of, link), link.user))
          return of.answer(http::problem{
              503, "busy", "Too many letters wait; try again.", {{"Retry-After", "60"}}});
        of.answer(202, reset_asked_view{(link.expires_at - of.now()) / 1000});
      }));
}

void verify(const errand& of, link_body body) {
  of.by().accounts->verify_email(secret{std::move(body.token)}, of.now(),
                                 of.reply<account_note>([of](const account_note& made) {
                                   tell_log(of, made, [of] { of.answer(http::no_content()); });
                                 }));
}

void make_reset_link(const errand& of) {
  const auto user = parse_user_id(of.asked().parameter("user_id"));
  if (!user) return of.answer(unknown_user());
  of.by().accounts->issue_reset_link(
      *user, of.now(), of.reply<fresh_link>([of](const fresh_link& made) {
        of.by().people->info(
            "reset_link_made",
            {{"user", made.user.value}, {"admin", of.caller().value}, {"request", of.asked().id}});
        of.answer(201, reset_link_view{address_of_reset(of.by(), made.token),
                                       std::string{made.token.view()}, made.expires_at});
      }));
}

const http::answer_doc bad_link_doc{404, "`bad_link`: used, too old, or never made"};
const http::answer_doc too_many_links_doc{
    429, "`too_many_attempts`; `Retry-After` says when to come back."};
const http::answer_doc no_mail_doc{409, "`mail_off`: an admin can make a link"};

void add_verification_calls(route_table& table) {
  table.add(method::post, "/api/v1/auth/email/verify", access::signed_in,
            {"Have a link mailed that verifies one's address",
             {answers_with<reset_asked_view>(202, "It is on its way."),
              {409, "`already_verified`, `no_email`, `mail_off`"},
              too_many_links_doc}},
            ask_for_verification);
  table.add<link_body>(method::post, "/api/v1/auth/email/confirm", access::anyone,
                       {"Verify an address with the link that was mailed to it",
                        {{204, "It is verified."}, bad_link_doc}},
                       [](const errand& of, link_body body) { verify(of, std::move(body)); });
}

} // namespace

void add_link_routes(http::router& into, const ports& by) {
  route_table table{into, by, "accounts"};
  table.add<reset_body>(
      method::post, "/api/v1/auth/reset", access::anyone,
      {"Have a link for a new password mailed",
       {answers_with<reset_asked_view>(
            202, "If there is such an account and it has an address, a link is on its way."),
        no_mail_doc,
        {422, "`bad_request`"},
        too_many_links_doc}},
      [](const errand& of, reset_body body) { ask_for_reset(of, std::move(body)); });
  table.add<new_password_body>(
      method::post, "/api/v1/auth/reset/confirm", access::anyone,
      {"Choose a new password with a link; whoever is signed in is signed out",
       {{204, "It is changed, and all sessions have ended."},
        bad_link_doc,
        {422, "`weak_password`; the link stays good"}}},
      [](const errand& of, new_password_body body) { reset(of, std::move(body)); });
  add_verification_calls(table);
  route_table{into, by, "admin"}.add(
      method::post, "/api/v1/admin/users/{user_id}/reset_link", access::admin,
      {"Make a link for a new password, to hand to somebody",
       {answers_with<reset_link_view>(201, "It is shown once."), {404, "`unknown_user`"}}},
      make_reset_link);
}

} // namespace switchboard::api
