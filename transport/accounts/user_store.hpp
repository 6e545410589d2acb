#pragma once

#include "events/ids.hpp"
#include "events/time.hpp"
#include "events/words.hpp"
#include "transport/accounts/database.hpp"

#include <optional>
#include <string>
#include <vector>

namespace switchboard {

/// An account whose name and address are taken. It is confirmed once `user.registered` is in the
/// log; until then nobody can sign in, and after a crash between the two the log decides whether
/// it is confirmed or released.
struct reservation {
  user_id user;
  std::optional<std::string> email;
  switchboard::role role = switchboard::role::user;
  /// The account's uuid. The id of the command that registers it is derived from this, so that
  /// asking again changes nothing.
  std::string uuid;
  timestamp reserved_at;

  friend bool operator==(const reservation&, const reservation&) = default;
};

/// What signing in needs to know of an account.
struct account {
  user_id user;
  std::string password_hash;
  switchboard::role role = switchboard::role::user;
  std::optional<std::string> email = {};
  std::string uuid = {};
  /// Absent until mail to the address has been shown to arrive.
  std::optional<timestamp> email_verified_at = {};
};

/// Names, addresses and password hashes. Any thread may call; each call is one transaction that
/// is durable when it returns, and throws a `credential_error` when it cannot be.
class user_store {
public:
  explicit user_store(database& in) : in_{in} {}

  /// Takes the name for this account; false if it is another's. An e-mail address that is another's
  /// is kept as it was said, and nobody signs in with it here: to refuse it would tell whoever asks
  /// that it has an account.
  bool reserve(const reservation& wanted, const std::string& password_hash);
  bool confirm(const user_id& user);
  /// Gives up a reservation; a confirmed account stays.
  bool release(const user_id& user);
  std::vector<reservation> unconfirmed() const;

  /// Asked before it is worth hashing a password.
  bool is_taken(const user_id& user) const;

  /// Confirmed accounts only.
  std::optional<account> find_by_name(const std::string& name) const;
  std::optional<account> find_by_email(const std::string& email) const;

  bool set_password_hash(const user_id& user, const std::string& password_hash);
  bool set_role(const user_id& user, role granted);

private:
  /// Whether this is anybody's name or address.
  bool is_known(const std::string& folded_text) const;
  std::optional<account> find(const char* sql, const std::string& key) const;

  database& in_;
};

} // namespace switchboard
