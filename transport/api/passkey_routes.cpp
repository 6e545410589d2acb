#include "transport/api/passkey_routes.hpp"

#include "transport/accounts/base64url.hpp"
#include "transport/accounts/passkey_key.hpp"
#include "transport/api/note_desk.hpp"
#include "transport/api/passkey_bodies.hpp"
#include "transport/api/route_table.hpp"
#include "transport/api/safety_bodies.hpp"
#include "transport/api/session_tokens.hpp"

#include <utility>

namespace switchboard::api {

namespace {

using http::access;
using http::method;

constexpr std::int64_t passkey_challenge_s = challenge_desk::lifetime_ms / 1000;

http::problem no_passkeys() { return {409, "passkeys_off", "This server has no passkeys."}; }

/// Reads bytes out of a body; after the first that are none, the name of their field is kept.
class byte_fields {
public:
  std::string read(const char* name, const std::string& text) {
    auto bytes = from_base64url(text);
    if (!bytes && !fault_) fault_ = name;
    return bytes.value_or("");
  }

  /// Whether all was well; else it is answered what was not.
  bool are_good(const errand& of) const {
    if (fault_)
      of.answer(bad_request("body." + std::string{fault_} + " is not base64url without padding"));
    return fault_ == nullptr;
  }

private:
  const char* fault_ = nullptr;
};

void begin_making(const errand& of, proof_body body) {
  of.by().accounts->begin_passkey({of.caller(), secret{std::move(body.password)}}, of.from(),
                                  of.now(),
                                  of.reply<passkey_request>([of](const passkey_request& made) {
                                    const auto& liked = passkey_key::algorithms;
                                    of.answer(201, creation_view{made.challenge,
                                                                 made.domain,
                                                                 made.user_handle,
                                                                 of.caller().value,
                                                                 {liked.begin(), liked.end()},
                                                                 made.known,
                                                                 passkey_challenge_s});
                                  }));
}

void finish_making(const errand& of, const new_passkey_body& body) {
  byte_fields bytes;
  new_passkey made{body.name.value_or(""), bytes.read("client_data", body.client_data),
                   bytes.read("attestation", body.attestation),
                   std::string{of.asked().header("host")}};
  if (!bytes.are_good(of)) return;
  of.by().accounts->finish_passkey(
      of.caller(), std::move(made), of.now(),
      of.reply<passkey_made>([of](const passkey_made& added) {
        tell_log(of, added.note, [of, shown = added.made] {
          of.answer(201, passkey_view{shown.id, shown.name, shown.created_at, shown.last_used_at});
        });
      }));
}

void remove_one(const errand& of) {
  of.by().accounts->remove_passkey(of.caller(), std::string{of.asked().parameter("passkey_id")},
                                   of.now(), of.reply<account_note>([of](const account_note& made) {
                                     tell_log(of, made, [of] { of.answer(http::no_content()); });
                                   }));
}

void begin_signing_in(const errand& of) {
  if (!of.by().accounts->has_passkeys()) return of.answer(no_passkeys());
  const auto asked = of.by().accounts->begin_passkey_sign_in(of.now());
  of.answer(201, request_view{asked.challenge, asked.domain, passkey_challenge_s});
}

void sign_in_with(const errand& of, const passkey_answer_body& body) {
  byte_fields bytes;
  passkey_answer given{bytes.read("credential_id", body.credential_id),
                       bytes.read("client_data", body.client_data),
                       bytes.read("authenticator_data", body.authenticator_data),
                       bytes.read("signature", body.signature),
                       bytes.read("user_handle", body.user_handle.value_or("")),
                       std::string{of.asked().header("host")}};
  if (!bytes.are_good(of)) return;
  of.by().accounts->sign_in_with_passkey(
      std::move(given), of.from(), of.now(),
      of.reply<signed_in>([of](signed_in fresh) { welcome(of, 200, std::move(fresh)); }));
}

void add_making_calls(route_table& table) {
  table.add<proof_body>(
      method::post, "/api/v1/auth/passkeys/options", access::signed_in,
      {"Begin to add a passkey",
       {answers_with<creation_view>(201, "What `navigator.credentials.create` is to be asked; the "
                                         "passkey must be discoverable, and verify its user."),
        {401, "`bad_credentials`: the password is another"},
        {409, "`passkeys_off`"},
        {429, "`too_many_attempts`; `Retry-After` says when to come back."}}},
      [](const errand& of, proof_body body) { begin_making(of, std::move(body)); });
  table.add<new_passkey_body>(
      method::post, "/api/v1/auth/passkeys", access::signed_in,
      {"Add a passkey with what the browser answered",
       {answers_with<passkey_view>(201, "It lets its owner in from now on."),
        {401, "`bad_passkey`"},
        {409, "`passkey_known`, `too_many_passkeys`, `passkeys_off`"},
        {422, "`bad_request`"}}},
      [](const errand& of, const new_passkey_body& body) { finish_making(of, body); });
  table.add(
      method::delete_, "/api/v1/auth/passkeys/{passkey_id}", access::signed_in,
      {"Remove a passkey", {{204, "It lets nobody in any more."}, {404, "`unknown_passkey`"}}},
      remove_one);
}

} // namespace

void add_passkey_routes(http::router& into, const ports& by) {
  route_table table{into, by, "accounts"};
  add_making_calls(table);
  table.add(method::post, "/api/v1/auth/login/passkey/options", access::anyone,
            {"Begin to sign in with a passkey",
             {answers_with<request_view>(
                  201, "What `navigator.credentials.get` is to be asked, without any credential."),
              {409, "`passkeys_off`"}}},
            begin_signing_in);
  table.add<passkey_answer_body>(
      method::post, "/api/v1/auth/login/passkey", access::anyone,
      {"Sign in with a passkey; it is both factors in one",
       {answers_with<signed_in_view>(200, "A new session."),
        {401, "`bad_passkey`"},
        {403, "`banned`"},
        {409, "`passkeys_off`"},
        {422, "`bad_request`"}}},
      [](const errand& of, const passkey_answer_body& body) { sign_in_with(of, body); });
}

} // namespace switchboard::api
