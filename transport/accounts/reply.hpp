#pragma once

#include "transport/accounts/live_sessions.hpp"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>

namespace switchboard {

/// Why an account call was refused: the word that clients switch on.
BOOST_DEFINE_FIXED_ENUM_CLASS(account_fault, std::uint8_t,
                              // What was sent will not do.
                              bad_username, bad_email, weak_password, username_taken,
                              registration_closed,
                              // Who it is, or says to be.
                              bad_credentials, bad_refresh_token, token_reused,
                              // A second factor: what is missing, and what will not do.
                              second_factor_required, bad_challenge, bad_code, second_factor_on,
                              second_factor_off,
                              // Links that were mailed or handed over.
                              bad_link, no_email, already_verified, unknown_user,
                              // Passkeys.
                              bad_passkey, unknown_passkey, passkey_known, too_many_passkeys,
                              passkeys_off,
                              // Not now: `retry_after_ms` says when.
                              too_many_attempts, busy, unavailable)

struct refusal {
  account_fault code = account_fault::unavailable;
  /// One sentence for the client.
  std::string message;
  std::int64_t retry_after_ms = 0;
  /// With `token_reused`: the session that this ended, if it was still live.
  std::optional<ended_session> ended;
  /// For the log, when something is broken; no secret is in it.
  std::string cause;
  /// With `second_factor_required`: what the second step answers.
  std::string challenge = {};
};

template <class Value>
using account_reply = std::variant<Value, refusal>;

/// Called once, on a thread of the accounts or, when refused at once, on the caller's; not at all
/// if the accounts go away before it is its turn. It does not throw and does not wait.
template <class Value>
using on_reply = std::function<void(account_reply<Value>)>;

} // namespace switchboard
