#include "transport/accounts/account_proof.hpp"
#include "transport/accounts/accounts.hpp"
#include "transport/accounts/base64url.hpp"
#include "transport/accounts/passkey_key.hpp"
#include "transport/accounts/webauthn.hpp"

#include <utility>

namespace switchboard {

namespace {

constexpr std::size_t max_passkey_name_bytes = 64;

refusal passkeys_are_off() {
  return refused(account_fault::passkeys_off, "This server has no passkeys.");
}

refusal bad_passkey() {
  return refused(account_fault::bad_passkey,
                 "This passkey was not accepted; try again, or sign in with your password.");
}

/// A name that somebody typed, as it is shown in lists and logs.
std::string shown_name(std::string_view typed) {
  std::string name{typed.substr(0, max_passkey_name_bytes)};
  // No half of a letter at the end.
  while (name.size() < typed.size() && !name.empty()
         && (static_cast<unsigned char>(typed[name.size()]) >> 6) == 2)
    name.pop_back();
  for (auto& c : name)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  return name.empty() ? "passkey" : name;
}

} // namespace

void accounts::begin_passkey(password_proof shown, client from, timestamp now,
                             on_reply<passkey_request> done) {
  if (!has_passkeys()) return done(passkeys_are_off());
  proved(std::move(shown), from, now, std::move(done),
         [this, now](const account& of) -> account_reply<passkey_request> {
           passkey_request asked{
               challenges_.issue(challenge_purpose::passkey_making, of.user.value, now),
               options_.passkey_domain,
               base64url(of.uuid),
               {}};
           for (const auto& each : passkeys_.credentials_of(of.user))
             asked.known.push_back(base64url(each));
           return asked;
         });
}

void accounts::finish_passkey(const user_id& user, new_passkey made, timestamp now,
                              on_reply<passkey_made> done) {
  if (!has_passkeys()) return done(passkeys_are_off());
  run_in(storing_, done,
         [this, user, made = std::move(made), now] { return add_passkey(user, made, now); });
}

account_reply<passkey_made> accounts::add_passkey(const user_id& user, const new_passkey& made,
                                                  timestamp now) {
  const auto said = webauthn::read_client_data(made.client_data);
  if (!said || said->type != webauthn::making
      || !webauthn::is_page_of(said->origin, options_.passkey_domain, options_.passkey_origins,
                               made.host))
    return bad_passkey();
  const auto subject =
      challenges_.subject_of(said->challenge, challenge_purpose::passkey_making, now);
  if (subject != user.value) return bad_passkey();
  const auto data = webauthn::data_in_attestation(made.attestation);
  const auto read =
      data ? webauthn::read_authenticator_data(*data, options_.passkey_domain) : std::nullopt;
  if (!read || !read->is_user_present || !read->is_user_verified || read->credential_id.empty()
      || !challenges_.spend(said->challenge, now))
    return bad_passkey();
  const passkey_row row{user,
                        {random_hex(8), shown_name(made.name), now, std::nullopt},
                        read->credential_id,
                        read->public_key,
                        read->sign_count};
  const auto note = note_of(note_kind::passkey_added, user, "user/" + user.value, now, row.shown.id,
                            row.shown.name);
  switch (passkeys_.add(row, note)) {
  case add_outcome::known_already:
    return refused(account_fault::passkey_known, "This passkey is known here already.");
  case add_outcome::too_many:
    return refused(account_fault::too_many_passkeys,
                   "An account has at most " + std::to_string(passkey_store::max_per_user)
                       + " passkeys; remove one first.");
  case add_outcome::added:
    break;
  }
  return passkey_made{row.shown, note};
}

void accounts::remove_passkey(const user_id& user, std::string passkey_id, timestamp now,
                              on_reply<account_note> done) {
  run_in(storing_, done,
         [this, user, id = std::move(passkey_id), now]() -> account_reply<account_note> {
           auto note = note_of(note_kind::passkey_removed, user, "user/" + user.value, now, id);
           if (!passkeys_.remove(user, id, note))
             return refused(account_fault::unknown_passkey, "You have no such passkey.");
           return note;
         });
}

passkey_request accounts::begin_passkey_sign_in(timestamp now) const {
  return {challenges_.issue(challenge_purpose::passkey_sign_in, "", now),
          options_.passkey_domain,
          "",
          {}};
}

void accounts::sign_in_with_passkey(passkey_answer given, client from, timestamp now,
                                    on_reply<signed_in> done) {
  if (!has_passkeys()) return done(passkeys_are_off());
  run_in(storing_, done, [this, given = std::move(given), from = printable(std::move(from)), now] {
    return take_passkey(given, from, now);
  });
}

account_reply<signed_in> accounts::take_passkey(const passkey_answer& given, const client& from,
                                                timestamp now) {
  const auto said = webauthn::read_client_data(given.client_data);
  const auto known = passkeys_.find(given.credential_id);
  const auto found = known ? users_.find_by_name(known->user.value) : std::nullopt;
  if (!said || !found || said->type != webauthn::signing_in
      || !webauthn::is_page_of(said->origin, options_.passkey_domain, options_.passkey_origins,
                               given.host)
      || !challenges_.subject_of(said->challenge, challenge_purpose::passkey_sign_in, now))
    return bad_passkey();
  if (!given.user_handle.empty() && given.user_handle != found->uuid) return bad_passkey();
  const auto read =
      webauthn::read_authenticator_data(given.authenticator_data, options_.passkey_domain);
  if (!read || !read->is_user_present || !read->is_user_verified) return bad_passkey();
  const auto text = webauthn::signed_text(given.authenticator_data, given.client_data);
  if (!passkey_key::has_signed(known->public_key, text, given.signature)) return bad_passkey();
  if (!challenges_.spend(said->challenge, now)) return bad_passkey();
  if (!passkeys_.use(given.credential_id, read->sign_count, now)) return bad_passkey();
  return open_session(found->user, found->role, from, now);
}

} // namespace switchboard
