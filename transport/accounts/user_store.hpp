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

enum class reserve_outcome : std::uint8_t { reserved, username_taken, email_taken };

/// What signing in needs to know of an account.
struct account {
  user_id user;
  std::string password_hash;
  switchboard::role role = switchboard::role::user;
  std::optional<std::string> email = {};
};

/// Names, addresses and password hashes. Any thread may call; each call is one transaction that
/// is durable when it returns, and throws a `credential_error` when it cannot be.
class user_store {
public:
  explicit user_store(database& in) : in_{in} {}

  /// Takes name and address for this account, both or neither.
  reserve_outcome reserve(const reservation& wanted, const std::string& password_hash);
  bool confirm(const user_id& user);
  /// Gives up a reservation; a confirmed account stays.
  bool release(const user_id& user);
  std::vector<reservation> unconfirmed() const;

  /// Whether one of the two is taken, before it is worth hashing a password.
  std::optional<reserve_outcome> taken(const user_id& user,
                                       const std::optional<std::string>& email) const;

  /// Confirmed accounts only.
  std::optional<account> find_by_name(const std::string& name) const;
  std::optional<account> find_by_email(const std::string& email) const;

  bool set_password_hash(const user_id& user, const std::string& password_hash);
  bool set_role(const user_id& user, role granted);

private:
  std::optional<reserve_outcome> taken_in(const user_id& user,
                                          const std::optional<std::string>& email) const;
  std::optional<account> find(const char* sql, const std::string& key) const;

  database& in_;
};

} // namespace switchboard
