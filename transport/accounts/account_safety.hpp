#pragma once

#include "events/ids.hpp"
#include "events/time.hpp"
#include "transport/accounts/account_note.hpp"
#include "transport/accounts/live_sessions.hpp"
#include "transport/accounts/secret.hpp"

#include <optional>
#include <string>
#include <vector>

/// What the calls about people's own safety take and give.
namespace switchboard {

/// Somebody who is signed in shows that it is they who sit there.
struct password_proof {
  user_id user;
  secret password;
};

/// What an authenticator app is given, once.
struct authenticator_offer {
  /// In base 32, for whoever types it.
  std::string key;
  /// For the QR code.
  std::string address;
};

/// Recovery codes, which are never shown again; the note is absent when they replace others.
struct recovery_codes {
  std::vector<std::string> codes;
  std::optional<account_note> note;
};

/// What comes after a right password: one of the two.
struct second_step {
  std::string challenge;
  std::string code;
  std::string recovery_code;
};

/// A link on its way to its owner.
struct fresh_link {
  user_id user;
  /// Where to mail it; empty for one that an admin hands over.
  std::string email;
  secret token;
  timestamp expires_at;
};

/// A password was reset: which sessions that ended, and what is to be told.
struct reset_outcome {
  user_id user;
  std::vector<ended_session> ended;
  account_note note;
};

/// A passkey as its owner sees it.
struct passkey {
  std::string id;
  std::string name;
  timestamp created_at;
  std::optional<timestamp> last_used_at;

  friend bool operator==(const passkey&, const passkey&) = default;
};

/// What a browser needs to make a passkey.
struct passkey_request {
  std::string challenge;
  std::string domain;
  /// How the authenticator knows the account, in base64url.
  std::string user_handle;
  /// The credentials that the account has already, in base64url.
  std::vector<std::string> known;
};

/// What an authenticator answered when it made a passkey; all of it in bytes.
struct new_passkey {
  std::string name;
  std::string client_data;
  std::string attestation;
  /// Which host the request was sent to.
  std::string host;
};

struct passkey_made {
  passkey made;
  account_note note;
};

/// What an authenticator answered when somebody signs in; all of it in bytes.
struct passkey_answer {
  std::string credential_id;
  std::string client_data;
  std::string authenticator_data;
  std::string signature;
  /// Empty if the authenticator did not say it.
  std::string user_handle;
  std::string host;
};

/// How an account is protected.
struct account_safety {
  std::optional<std::string> email;
  bool is_email_verified = false;
  bool has_authenticator = false;
  std::size_t recovery_codes_left = 0;
  std::vector<passkey> passkeys;
};

} // namespace switchboard
