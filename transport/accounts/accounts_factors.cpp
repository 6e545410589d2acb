#include "transport/accounts/account_proof.hpp"
#include "transport/accounts/accounts.hpp"
#include "transport/accounts/base64url.hpp"
#include "transport/accounts/input_rules.hpp"
#include "transport/accounts/recovery_code.hpp"
#include "transport/accounts/totp.hpp"
#include "transport/net/address.hpp"

#include <memory>
#include <utility>

namespace switchboard {

namespace {

refusal bad_challenge() {
  return refused(account_fault::bad_challenge,
                 "This sign-in took too long or is done already; begin again.");
}

refusal no_second_factor() {
  return refused(account_fault::second_factor_off, "This account has no second factor.");
}

refusal second_factor_is_on() {
  return refused(account_fault::second_factor_on,
                 "This account has a second factor; remove it before you add another.");
}

std::string actor_of_user(const user_id& user) { return "user/" + user.value; }

/// Tells a password from the next one, and nothing of either.
std::string mark_of_password(const account& of) {
  const auto whole = digest_of(of.password_hash);
  return base64url({reinterpret_cast<const char*>(whole.data()), 12});
}

/// Ids have no line break, so the two are told apart again.
std::string second_step_subject(const account& of) {
  return of.user.value + '\n' + mark_of_password(of);
}

std::vector<digest> digests_of(const user_id& owner, const std::vector<std::string>& codes) {
  std::vector<digest> all;
  for (const auto& each : codes)
    all.push_back(recovery_code::digest_of(owner, each));
  return all;
}

} // namespace

void accounts::prove(password_proof shown, const client& from, timestamp now,
                     on_reply<account> then) {
  const auto asked = std::make_shared<password_proof>(std::move(shown));
  const auto check = [this, asked, from, now, then] {
    then(guarded<account>([&] {
      return check_password(asked->user.value, users_.find_by_name(asked->user.value),
                            asked->password, from, now);
    }));
  };
  if (!hashing_.submit(check, {net::address_group(from.ip_address), folded(asked->user.value)}))
    then(busy());
}

void accounts::begin_authenticator(password_proof shown, client from, timestamp now,
                                   on_reply<authenticator_offer> done) {
  proved(std::move(shown), from, now, std::move(done),
         [this](const account& of) -> account_reply<authenticator_offer> {
           const secret key{random_bytes(totp::secret_bytes)};
           if (!factors_.begin(of.user, key)) return second_factor_is_on();
           return authenticator_offer{
               totp::base32(key.view()),
               totp::address_of(key.view(), options_.tokens.issuer, of.user.value)};
         });
}

void accounts::confirm_authenticator(const user_id& user, std::string code, timestamp now,
                                     on_reply<recovery_codes> done) {
  run_in(
      storing_, done, [this, user, code = std::move(code), now]() -> account_reply<recovery_codes> {
        const auto begun = factors_.find(user);
        if (!begun) return no_second_factor();
        if (begun->is_confirmed) return second_factor_is_on();
        const auto step = totp::step_of(begun->key.view(), code, now);
        if (!step)
          return refused(account_fault::bad_code,
                         "This is not the code that the app shows now; is its clock right?");
        const auto note = note_of(note_kind::second_factor_added, user, actor_of_user(user), now);
        auto codes = recovery_code::make_all();
        if (!factors_.confirm(user, begun->key, *step, digests_of(user, codes), note))
          return second_factor_is_on();
        return recovery_codes{std::move(codes), note};
      });
}

void accounts::renew_recovery_codes(password_proof shown, client from, timestamp now,
                                    on_reply<recovery_codes> done) {
  proved(std::move(shown), from, now, std::move(done),
         [this](const account& of) -> account_reply<recovery_codes> {
           auto codes = recovery_code::make_all();
           if (!factors_.replace_recovery_codes(of.user, digests_of(of.user, codes)))
             return no_second_factor();
           return recovery_codes{std::move(codes), std::nullopt};
         });
}

void accounts::remove_authenticator(password_proof shown, client from, timestamp now,
                                    on_reply<account_note> done) {
  proved(std::move(shown), from, now, std::move(done),
         [this, now](const account& of) -> account_reply<account_note> {
           auto note =
               note_of(note_kind::second_factor_removed, of.user, actor_of_user(of.user), now);
           if (!factors_.remove(of.user, note)) return no_second_factor();
           return note;
         });
}

void accounts::remove_authenticator_of(const user_id& user, const user_id& admin, timestamp now,
                                       on_reply<account_note> done) {
  run_in(storing_, done, [this, user, admin, now]() -> account_reply<account_note> {
    auto note = note_of(note_kind::second_factor_removed, user, actor_of_user(admin), now);
    if (!factors_.remove(user, note)) return no_second_factor();
    return note;
  });
}

account_reply<account> accounts::ask_for_second_step(account_reply<account> checked,
                                                     timestamp now) const {
  const auto* found = std::get_if<account>(&checked);
  if (found == nullptr) return checked;
  const auto factor = factors_.find(found->user);
  if (!factor || !factor->is_confirmed) return checked;
  auto fault = refused(account_fault::second_factor_required,
                       "The password is right; now show a code of your authenticator app.");
  fault.challenge =
      challenges_.issue(challenge_purpose::second_step, second_step_subject(*found), now);
  return fault;
}

void accounts::log_in_second(second_step given, client from, timestamp now,
                             on_reply<signed_in> done) {
  run_in(storing_, done, [this, given = std::move(given), from = printable(std::move(from)), now] {
    return take_second_step(given, from, now);
  });
}

account_reply<signed_in> accounts::take_second_step(const second_step& given, const client& from,
                                                    timestamp now) {
  const auto subject = challenges_.subject_of(given.challenge, challenge_purpose::second_step, now);
  if (!subject) return bad_challenge();
  const auto found = users_.find_by_name(subject->substr(0, subject->find('\n')));
  // Whoever knew the old password only is too late.
  if (!found || second_step_subject(*found) != *subject) return bad_challenge();
  const auto& who = found->user;
  if (const auto wait_ms = code_limiter_.wait_ms(who.value, from.ip_address, now))
    return too_many("Too many wrong codes; wait a bit.", wait_ms);
  if (!uses_up(given, who, now)) {
    code_limiter_.failed(who.value, from.ip_address, now);
    return refused(account_fault::bad_code, "This code is not good, or was used before.");
  }
  if (!challenges_.spend(given.challenge, now)) return bad_challenge();
  code_limiter_.succeeded(who.value, from.ip_address, now);
  return open_session(who, found->role, from, now);
}

bool accounts::uses_up(const second_step& given, const user_id& user, timestamp now) {
  if (!given.recovery_code.empty())
    return factors_.use_recovery_code(user, recovery_code::digest_of(user, given.recovery_code));
  const auto factor = factors_.find(user);
  if (!factor || !factor->is_confirmed) return false;
  const auto step = totp::step_of(factor->key.view(), given.code, now);
  return step && factors_.use_step(user, *step);
}

void accounts::safety_of(const user_id& user, on_reply<account_safety> done) {
  run_in(storing_, done, [this, user]() -> account_reply<account_safety> {
    account_safety found;
    const auto of = users_.find_by_name(user.value);
    if (!of) return found; // An outside issuer's user has nothing here.
    const auto factor = factors_.find(of->user);
    found.email = of->email;
    found.is_email_verified = of->email_verified_at.has_value();
    found.has_authenticator = factor && factor->is_confirmed;
    found.recovery_codes_left = factors_.recovery_codes_left(of->user);
    found.passkeys = passkeys_.of_user(of->user);
    return found;
  });
}

void accounts::forget_note(const account_note& told, on_reply<bool> done) {
  run_in(storing_, done, [this, id = told.id] {
    notes_.forget(id);
    return account_reply<bool>{true};
  });
}

} // namespace switchboard
