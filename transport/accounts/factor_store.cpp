#include "transport/accounts/factor_store.hpp"

namespace switchboard {

bool factor_store::begin(const user_id& user, const secret& key) {
  const auto lock = in_.lock();
  statement insert{in_, "INSERT INTO authenticators (user_id, secret) VALUES (?, ?)"
                        " ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret"
                        " WHERE is_confirmed = 0"};
  insert.bind(user.value).bind_bytes(key.view()).step();
  return in_.changes() > 0;
}

std::optional<authenticator> factor_store::find(const user_id& user) const {
  const auto lock = in_.lock();
  statement query{in_, "SELECT secret, is_confirmed FROM authenticators WHERE user_id = ?"};
  if (!query.bind(user.value).step()) return std::nullopt;
  return authenticator{secret{query.bytes(0)}, query.number(1) != 0};
}

bool factor_store::confirm(const user_id& user, const secret& key, std::int64_t step,
                           const std::vector<digest>& codes, const account_note& made) {
  const auto lock = in_.lock();
  transaction all{in_};
  statement update{in_, "UPDATE authenticators SET is_confirmed = 1, last_step = ?"
                        " WHERE user_id = ? AND secret = ? AND is_confirmed = 0"};
  update.bind(step).bind(user.value).bind_bytes(key.view()).step();
  if (in_.changes() == 0) return false;
  put_codes_in(user, codes);
  notes_.add_in(made);
  all.commit();
  return true;
}

bool factor_store::remove(const user_id& user, const account_note& made) {
  const auto lock = in_.lock();
  transaction all{in_};
  statement remove{in_, "DELETE FROM authenticators WHERE user_id = ? AND is_confirmed = 1"};
  remove.bind(user.value).step();
  if (in_.changes() == 0) return false;
  put_codes_in(user, {});
  notes_.add_in(made);
  all.commit();
  return true;
}

bool factor_store::use_step(const user_id& user, std::int64_t step) {
  const auto lock = in_.lock();
  statement update{in_, "UPDATE authenticators SET last_step = ?"
                        " WHERE user_id = ? AND is_confirmed = 1 AND last_step < ?"};
  update.bind(step).bind(user.value).bind(step).step();
  return in_.changes() > 0;
}

bool factor_store::use_recovery_code(const user_id& user, const digest& code) {
  const auto lock = in_.lock();
  statement remove{in_, "DELETE FROM recovery_codes WHERE user_id = ? AND digest = ?"};
  remove.bind(user.value).bind(code).step();
  return in_.changes() > 0;
}

bool factor_store::replace_recovery_codes(const user_id& user, const std::vector<digest>& codes) {
  const auto lock = in_.lock();
  transaction all{in_};
  statement query{in_, "SELECT 1 FROM authenticators WHERE user_id = ? AND is_confirmed = 1"};
  if (!query.bind(user.value).step()) return false;
  put_codes_in(user, codes);
  all.commit();
  return true;
}

std::size_t factor_store::recovery_codes_left(const user_id& user) const {
  const auto lock = in_.lock();
  statement query{in_, "SELECT count(*) FROM recovery_codes WHERE user_id = ?"};
  query.bind(user.value).step();
  return static_cast<std::size_t>(query.number(0));
}

void factor_store::put_codes_in(const user_id& user, const std::vector<digest>& codes) {
  statement remove{in_, "DELETE FROM recovery_codes WHERE user_id = ?"};
  remove.bind(user.value).step();
  for (const auto& each : codes) {
    statement insert{in_, "INSERT INTO recovery_codes (user_id, digest) VALUES (?, ?)"};
    insert.bind(user.value).bind(each).step();
  }
}

} // namespace switchboard
