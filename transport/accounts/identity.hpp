#pragma once

#include "events/ids.hpp"
#include "events/time.hpp"
#include "events/words.hpp"

#include <optional>

namespace switchboard {

/// Whom a token or ticket lets in.
struct identity {
  user_id user;
  switchboard::role role = switchboard::role::user;
  /// Absent for a token of an outside issuer, which keeps its sessions itself.
  std::optional<session_id> session;
  /// When the token ends. A socket of an outside token ends with it; one of our own with its
  /// session.
  timestamp expires_at;

  friend bool operator==(const identity&, const identity&) = default;
};

} // namespace switchboard
