#pragma once

#include "threads/worker_pool.hpp"
#include "transport/accounts/account_note.hpp"
#include "transport/accounts/account_safety.hpp"
#include "transport/accounts/challenge_desk.hpp"
#include "transport/accounts/database.hpp"
#include "transport/accounts/factor_store.hpp"
#include "transport/accounts/identity.hpp"
#include "transport/accounts/known_addresses.hpp"
#include "transport/accounts/link_limiter.hpp"
#include "transport/accounts/link_store.hpp"
#include "transport/accounts/live_sessions.hpp"
#include "transport/accounts/login_limiter.hpp"
#include "transport/accounts/note_store.hpp"
#include "transport/accounts/passkey_store.hpp"
#include "transport/accounts/password_hasher.hpp"
#include "transport/accounts/registration_limiter.hpp"
#include "transport/accounts/reply.hpp"
#include "transport/accounts/session_store.hpp"
#include "transport/accounts/ticket_office.hpp"
#include "transport/accounts/token_service.hpp"
#include "transport/accounts/user_store.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchboard {

struct account_options {
  bool registration_open = true;
  std::size_t min_password_length = 8;
  std::int64_t refresh_lifetime_ms = 30LL * 24 * 3600 * 1000;
  /// One more sign-in ends the session that was opened first.
  std::size_t max_sessions_per_user = 100;
  token_service::options tokens;
  ticket_office::options tickets;
  password_cost passwords;
  threads::worker_pool_options hashing{
      .name = "hashing", .threads = 2, .queue_bound = 512, .nice = 10};
  login_limiter::options limits;
  registration_limiter::options registrations;
  link_limiter::options links;
  std::int64_t reset_link_lifetime_ms = 3'600'000;
  std::int64_t verify_link_lifetime_ms = 24LL * 3'600'000;
  /// The domain that passkeys are for; empty is no passkeys.
  std::string passkey_domain;
  /// The pages that may use them, beside those that the server itself gives out.
  std::vector<std::string> passkey_origins;
};

/// Where a request comes from.
struct client {
  std::string ip_address;
  std::string user_agent;
};

struct registration {
  user_id user;
  std::optional<std::string> email;
  secret password;
  switchboard::role role = switchboard::role::user;
  /// By a tool of whoever runs the server, who may do so also while registration is closed.
  bool is_by_operator = false;
  /// Where it is asked from.
  std::string ip_address = {};
};

/// Either the name or the address says which account.
struct login {
  std::string username;
  std::string email;
  secret password;
};

/// Somebody who is signed in wants another password.
struct password_change {
  user_id user;
  secret present;
  secret next;
  /// The session that goes on; absent for somebody whose sessions an outside issuer keeps.
  std::optional<session_id> kept;
};

/// A session and the tokens for it.
struct signed_in {
  switchboard::session session;
  switchboard::role role = switchboard::role::user;
  std::string token;
  secret refresh_token;
  std::int64_t expires_in_s = 0;
  /// Sessions that this one had to end, because the user had too many.
  std::vector<ended_session> displaced;
};

/// Everything about who somebody is: credentials, sessions, tokens and tickets. It knows neither
/// HTTP nor actors nor the time of day. Whatever hashes or waits for a disk happens on threads of
/// its own and replies later; the rest answers at once. Any thread may call.
class accounts {
public:
  /// Throws a `credential_error` or `key_error`, each one line, when a file is not as it must be.
  accounts(account_options chosen, const std::filesystem::path& data_folder);

  // --- Making an account: reserve, then `user.registered` into the log, then confirm ------------

  void reserve(registration wanted, timestamp now, on_reply<reservation> done);
  /// The log has it: the account is there, and its first session is opened.
  void confirm(const reservation& reserved, client from, timestamp now, on_reply<signed_in> done);
  /// The log refused it: the name is free again.
  void release(const user_id& user, on_reply<bool> done);

  /// Reservations that a crash left between the two. For each, ask the log whether the user is
  /// registered, and settle it so.
  std::vector<reservation> unconfirmed() const { return users_.unconfirmed(); }
  void settle(const reservation& left_over, bool is_registered);

  /// Whoever shows the present password gets the next one, and all sessions but the kept one end:
  /// they may be of somebody who knew the old one. Wrong ones count as they do at a sign-in.
  void change_password(password_change wanted, client from, timestamp now,
                       on_reply<std::vector<ended_session>> done);

  void set_role(const user_id& user, role granted, on_reply<bool> done);

  // --- Sessions ---------------------------------------------------------------------------------

  void log_in(login given, client from, timestamp now, on_reply<signed_in> done);
  void refresh(secret refresh_token, timestamp now, on_reply<signed_in> done);
  /// Its tokens are good for nothing from the moment of the call; the reply says that this is also
  /// on disk, and whether there was such a session of this user.
  void end_session(const session_id& id, const user_id& user, on_reply<bool> done);
  void end_sessions_of(const user_id& user, timestamp now,
                       on_reply<std::vector<ended_session>> done);
  void sessions_of(const user_id& user, timestamp now, on_reply<std::vector<session>> done);

  /// When a timer should call `expire_due` next.
  std::optional<timestamp> next_expiry() const { return live_.next_expiry(); }
  /// Ends the sessions whose time is up. After a crash they are told again, until they are
  /// forgotten.
  std::vector<ended_session> expire_due(timestamp now) { return live_.expire_due(now); }
  /// To be called once whoever must know of expired sessions does.
  void forget_expired(timestamp now, on_reply<bool> done);

  // --- A second factor: an authenticator's codes, and recovery codes (accounts_factors.cpp)
  // -------
  //
  // While an account has one, `log_in` refuses a right password with `second_factor_required` and a
  // challenge, and the second step opens the session.

  void begin_authenticator(password_proof shown, client from, timestamp now,
                           on_reply<authenticator_offer> done);
  /// The first code that it makes shows that it is there; from then on it is asked for.
  void confirm_authenticator(const user_id& user, std::string code, timestamp now,
                             on_reply<recovery_codes> done);
  void renew_recovery_codes(password_proof shown, client from, timestamp now,
                            on_reply<recovery_codes> done);
  void remove_authenticator(password_proof shown, client from, timestamp now,
                            on_reply<account_note> done);
  /// For somebody who has lost both, by an admin.
  void remove_authenticator_of(const user_id& user, const user_id& admin, timestamp now,
                               on_reply<account_note> done);
  void log_in_second(second_step given, client from, timestamp now, on_reply<signed_in> done);
  void safety_of(const user_id& user, on_reply<account_safety> done);

  // --- Links: a new password, a verified address (accounts_links.cpp)
  // -----------------------------

  /// How long an address has to wait before it may ask for a link; 0 is not at all.
  std::int64_t wait_for_link_ms(std::string_view address, timestamp now) {
    return link_limiter_.take_of_address_ms(address, now);
  }
  /// Nothing when there is no such account, it has no address, or it was sent enough already:
  /// whoever asked must not be told which.
  void request_reset(login whose, timestamp now, on_reply<std::optional<fresh_link>> done);
  void request_verification(const user_id& user, timestamp now, on_reply<fresh_link> done);
  /// A reset link for an admin to hand over.
  void issue_reset_link(const user_id& user, timestamp now, on_reply<fresh_link> done);
  void reset_password(secret link, secret next, const client& from, timestamp now,
                      on_reply<reset_outcome> done);
  void verify_email(secret link, timestamp now, on_reply<account_note> done);

  // --- Passkeys (accounts_passkeys.cpp)
  // ------------------------------------------------------------

  std::int64_t reset_link_lifetime_ms() const { return options_.reset_link_lifetime_ms; }

  bool has_passkeys() const { return !options_.passkey_domain.empty(); }
  void begin_passkey(password_proof shown, client from, timestamp now,
                     on_reply<passkey_request> done);
  void finish_passkey(const user_id& user, new_passkey made, timestamp now,
                      on_reply<passkey_made> done);
  void remove_passkey(const user_id& user, std::string passkey_id, timestamp now,
                      on_reply<account_note> done);
  /// Its challenge is the same for everybody: which passkey is there, the browser finds out.
  passkey_request begin_passkey_sign_in(timestamp now) const;
  void sign_in_with_passkey(passkey_answer given, client from, timestamp now,
                            on_reply<signed_in> done);

  // --- What the log is still to be told
  // -----------------------------------------------------------

  std::vector<account_note> notes_before(timestamp moment) const {
    return notes_.made_before(moment);
  }
  void forget_note(const account_note& told, on_reply<bool> done);

  // --- Tokens and tickets -----------------------------------------------------------------------

  token_verdict authenticate(std::string_view token, timestamp now) const;
  std::optional<secret> issue_ticket(const identity& holder, timestamp now);
  std::optional<identity> redeem_ticket(std::string_view ticket, timestamp now);

  /// An id that follows from a text, so that whoever asks again gets the same one; nobody can tell
  /// it from the text.
  std::string unguessable_id(std::string_view text) const { return tokens_.unguessable_id(text); }

private:
  account_reply<account> check_password(std::string_view name, const std::optional<account>& found,
                                        const secret& shown, const client& from, timestamp now);
  /// An account, and the hash of the password that it is to have from now on.
  struct rehashed_account {
    account found;
    std::string hash;
  };
  account_reply<rehashed_account> next_hash(const password_change& wanted, const client& from,
                                            timestamp now);
  bool is_password_still_of(const account& found) const;
  /// Checks a password in the hashing threads; `then` is called there.
  void prove(password_proof shown, const client& from, timestamp now, on_reply<account> then);
  /// The same, and then `work` on the storing thread with the account.
  template <class Value, class Work>
  void proved(password_proof shown, const client& from, timestamp now, on_reply<Value> done,
              Work work);
  account_reply<account> ask_for_second_step(account_reply<account> checked, timestamp now) const;
  account_reply<signed_in> take_second_step(const second_step& given, const client& from,
                                            timestamp now);
  bool uses_up(const second_step& given, const user_id& user, timestamp now);
  account_reply<rehashed_account> hash_for_link(const secret& link, const secret& next,
                                                timestamp now);
  account_reply<reset_outcome> store_reset(const secret& link, const rehashed_account& change,
                                           timestamp now);
  fresh_link make_link(const account& of, link_purpose purpose, reset_way way, timestamp now);
  account_reply<passkey_made> add_passkey(const user_id& user, const new_passkey& made,
                                          timestamp now);
  account_reply<signed_in> take_passkey(const passkey_answer& given, const client& from,
                                        timestamp now);
  signed_in open_session(const user_id& user, role granted, const client& from, timestamp now);
  std::vector<ended_session> end_all_but(const std::optional<session_id>& kept, const user_id& user,
                                         timestamp now);
  std::vector<ended_session> make_room_for_session(const user_id& user, timestamp now);
  account_reply<signed_in> rotate(const secret& refresh_token, timestamp now);
  signed_in signed_in_to(session of, role granted, secret refresh_token, timestamp now) const;

  const account_options options_;
  database database_;
  user_store users_{database_};
  session_store sessions_{database_};
  known_addresses known_{database_};
  note_store notes_{database_};
  factor_store factors_{database_, notes_};
  link_store links_{database_, notes_};
  passkey_store passkeys_{database_, notes_};
  live_sessions live_;
  token_service tokens_;
  ticket_office tickets_;
  login_limiter limiter_;
  /// For codes: they have a million values, and a password that leaked must not be enough.
  login_limiter code_limiter_;
  challenge_desk challenges_;
  registration_limiter registrations_;
  link_limiter link_limiter_;
  password_hasher hasher_;
  // The pools go first when all this goes: what they run uses everything above. The hashing
  // threads hand on to the storing one, so they go before it.
  threads::worker_pool storing_;
  threads::worker_pool hashing_;
};

} // namespace switchboard
