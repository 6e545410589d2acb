#pragma once

#include "events/ids.hpp"
#include "events/time.hpp"
#include "events/words.hpp"
#include "transport/accounts/database.hpp"
#include "transport/accounts/secret.hpp"

#include <optional>
#include <string>
#include <vector>

namespace switchboard {

/// One sign-in of a user, until it is revoked or expires.
struct session {
  session_id id;
  user_id user;
  timestamp created_at;
  timestamp expires_at;
  std::string ip_address;
  std::string user_agent;
  /// When its tokens were last made: a client that goes on is seen every few minutes.
  timestamp last_used_at = {};

  friend bool operator==(const session&, const session&) = default;
};

enum class rotation : std::uint8_t {
  rotated,
  /// The token was good once: the session is revoked now, whoever holds it.
  reused,
  /// No live session has this token.
  unknown
};

/// What became of a refresh token that was shown.
struct rotation_result {
  rotation outcome = rotation::unknown;
  /// The session as it is now; set unless the token is unknown.
  std::optional<session> of;
  /// What the account may do by now.
  switchboard::role role = switchboard::role::user;
};

/// Sessions, and the digests of their refresh tokens. Any thread may call; each call is one
/// transaction that is durable when it returns, and throws a `credential_error` when it cannot be.
class session_store {
public:
  explicit session_store(database& in) : in_{in} {}

  void open(const session& opened, const digest& refresh_token);

  /// Replaces a refresh token by the next one. Of several who show the same one, one gets
  /// `rotated`; showing it once more is `reused` and revokes the session.
  rotation_result rotate(const digest& shown, const digest& next, timestamp now,
                         timestamp next_expires_at);

  /// False if this user has no such session that is not revoked yet.
  bool revoke(const session_id& id, const user_id& user);

  /// The live sessions of one user, newest first.
  std::vector<session> of_user(const user_id& user, timestamp now) const;
  /// All that are not revoked, also those that expired since somebody last looked.
  std::vector<session> unrevoked() const;

  /// Forgets sessions that have ended by now, with all of their tokens.
  void forget_expired(timestamp now);

private:
  // Each of these is part of a transaction of its caller, who holds the lock.
  std::optional<session> find_current(const digest& token) const;
  std::optional<session> find_spent(const digest& token) const;
  bool revoke_in(const session_id& id, const user_id& user);
  role role_in(const user_id& user) const;

  database& in_;
};

} // namespace switchboard
