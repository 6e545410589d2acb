#pragma once

#include "events/ids.hpp"
#include "transport/accounts/account_note.hpp"
#include "transport/accounts/database.hpp"
#include "transport/accounts/note_store.hpp"
#include "transport/accounts/secret.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace switchboard {

/// What makes somebody's codes.
struct authenticator {
  secret key;
  /// Not before its owner has shown a code of it.
  bool is_confirmed = false;
};

/// Authenticators and recovery codes. Any thread may call; each call is one transaction that is
/// durable when it returns, and throws a `credential_error` when it cannot be.
class factor_store {
public:
  factor_store(database& in, note_store& notes) : in_{in}, notes_{notes} {}

  /// Replaces one that was not confirmed; false if there is one that was.
  bool begin(const user_id& user, const secret& key);
  std::optional<authenticator> find(const user_id& user) const;
  /// Confirms the one that was begun, with the code that showed it is there. False if another has
  /// done so, or has begun anew, meanwhile.
  bool confirm(const user_id& user, const secret& key, std::int64_t step,
               const std::vector<digest>& codes, const account_note& made);
  /// False if there is none that is confirmed.
  bool remove(const user_id& user, const account_note& made);

  /// Each code is good once, and with it all before it: of two who show the same, one gets true.
  bool use_step(const user_id& user, std::int64_t step);
  bool use_recovery_code(const user_id& user, const digest& code);

  /// The old ones are good for nothing then; false if there is no second factor.
  bool replace_recovery_codes(const user_id& user, const std::vector<digest>& codes);
  std::size_t recovery_codes_left(const user_id& user) const;

private:
  void put_codes_in(const user_id& user, const std::vector<digest>& codes);

  database& in_;
  note_store& notes_;
};

} // namespace switchboard
