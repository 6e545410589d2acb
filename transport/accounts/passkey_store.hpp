#pragma once

#include "events/ids.hpp"
#include "transport/accounts/account_safety.hpp"
#include "transport/accounts/database.hpp"
#include "transport/accounts/note_store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchboard {

/// What checking a signature needs to know of a passkey.
struct stored_passkey {
  user_id user;
  std::string public_key;
};

/// A passkey with all that is kept of it.
struct passkey_row {
  user_id user;
  passkey shown;
  std::string credential_id;
  std::string public_key;
  std::uint32_t sign_count = 0;
};

enum class add_outcome : std::uint8_t { added, known_already, too_many };

/// People's passkeys; only the public half of each is here. Any thread may call; each call is one
/// transaction that is durable when it returns, and throws a `credential_error` when it cannot be.
class passkey_store {
public:
  passkey_store(database& in, note_store& notes) : in_{in}, notes_{notes} {}

  add_outcome add(const passkey_row& made, const account_note& note);
  std::optional<stored_passkey> find(std::string_view credential_id) const;
  /// Notes a use. False if the authenticator has counted less than it had before: then there are
  /// two of it, and one is a copy.
  bool use(std::string_view credential_id, std::uint32_t sign_count, timestamp now);
  /// False if the user has no such passkey.
  bool remove(const user_id& user, const std::string& passkey_id, const account_note& note);

  std::vector<passkey> of_user(const user_id& user) const;
  std::vector<std::string> credentials_of(const user_id& user) const;

  static constexpr std::int64_t max_per_user = 20;

private:
  database& in_;
  note_store& notes_;
};

} // namespace switchboard
