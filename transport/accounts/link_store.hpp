#pragma once

#include "events/ids.hpp"
#include "events/time.hpp"
#include "events/words.hpp"
#include "transport/accounts/database.hpp"
#include "transport/accounts/note_store.hpp"
#include "transport/accounts/secret.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace switchboard {

enum class link_purpose : std::uint8_t { password_reset, email_verification };

/// What a link that somebody was given is good for.
struct issued_link {
  user_id user;
  link_purpose purpose = link_purpose::password_reset;
  reset_way way = reset_way::mail;
  /// The address that it was mailed to.
  std::optional<std::string> email;
  timestamp expires_at;

  friend bool operator==(const issued_link&, const issued_link&) = default;
};

/// Links that let their holder do one thing once. Only digests of them are kept. Any thread may
/// call; each call is one transaction that is durable when it returns, and throws a
/// `credential_error` when it cannot be.
class link_store {
public:
  link_store(database& in, note_store& notes) : in_{in}, notes_{notes} {}

  /// The part of the link that nobody can guess.
  secret issue(const issued_link& link, timestamp now);
  std::optional<issued_link> find(std::string_view shown, link_purpose purpose,
                                  timestamp now) const;

  /// Sets the password, spends every reset link of the account and ends all of its sessions. Of
  /// several who show one link, one gets true.
  bool use_to_reset(std::string_view shown, const std::string& password_hash,
                    const account_note& made, timestamp now);
  /// False for a link that is spent, or whose account has another address by now.
  bool use_to_verify(std::string_view shown, const account_note& made, timestamp now);

private:
  // Part of a transaction of their caller, who holds the lock.
  std::optional<issued_link> find_in(const digest& link, link_purpose purpose, timestamp now) const;
  void spend_in(const user_id& user, link_purpose purpose);

  database& in_;
  note_store& notes_;
};

} // namespace switchboard
