#include "transport/accounts/passkey_store.hpp"

namespace switchboard {

add_outcome passkey_store::add(const passkey_row& made, const account_note& note) {
  const auto lock = in_.lock();
  transaction all{in_};
  statement known{in_, "SELECT 1 FROM passkeys WHERE credential_id = ?"};
  if (known.bind_bytes(made.credential_id).step()) return add_outcome::known_already;
  statement count{in_, "SELECT count(*) FROM passkeys WHERE user_id = ?"};
  count.bind(made.user.value).step();
  if (count.number(0) >= max_per_user) return add_outcome::too_many;
  statement insert{in_, "INSERT INTO passkeys (credential_id, passkey_id, user_id, public_key,"
                        " sign_count, name, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)"};
  insert.bind_bytes(made.credential_id)
      .bind(made.shown.id)
      .bind(made.user.value)
      .bind_bytes(made.public_key)
      .bind(std::int64_t{made.sign_count})
      .bind(made.shown.name)
      .bind(made.shown.created_at.ms)
      .step();
  notes_.add_in(note);
  all.commit();
  return add_outcome::added;
}

std::optional<stored_passkey> passkey_store::find(std::string_view credential_id) const {
  const auto lock = in_.lock();
  statement query{in_, "SELECT user_id, public_key FROM passkeys WHERE credential_id = ?"};
  if (!query.bind_bytes(credential_id).step()) return std::nullopt;
  return stored_passkey{{query.text(0)}, query.bytes(1)};
}

bool passkey_store::use(std::string_view credential_id, std::uint32_t sign_count, timestamp now) {
  const auto lock = in_.lock();
  // Authenticators that do not count say 0, always.
  statement update{in_, "UPDATE passkeys SET sign_count = ?1, last_used_at = ?2"
                        " WHERE credential_id = ?3"
                        " AND (sign_count < ?1 OR (sign_count = 0 AND ?1 = 0))"};
  update.bind(std::int64_t{sign_count}).bind(now.ms).bind_bytes(credential_id).step();
  return in_.changes() > 0;
}

bool passkey_store::remove(const user_id& user, const std::string& passkey_id,
                           const account_note& note) {
  const auto lock = in_.lock();
  transaction all{in_};
  statement remove{in_, "DELETE FROM passkeys WHERE user_id = ? AND passkey_id = ?"};
  remove.bind(user.value).bind(passkey_id).step();
  if (in_.changes() == 0) return false;
  notes_.add_in(note);
  all.commit();
  return true;
}

std::vector<passkey> passkey_store::of_user(const user_id& user) const {
  const auto lock = in_.lock();
  statement query{in_, "SELECT passkey_id, name, created_at, last_used_at FROM passkeys"
                       " WHERE user_id = ? ORDER BY created_at, rowid"};
  query.bind(user.value);
  std::vector<passkey> all;
  while (query.step()) {
    const auto used_at = query.optional_number(3);
    all.push_back({query.text(0),
                   query.text(1),
                   {query.number(2)},
                   used_at ? std::optional{timestamp{*used_at}} : std::nullopt});
  }
  return all;
}

std::vector<std::string> passkey_store::credentials_of(const user_id& user) const {
  const auto lock = in_.lock();
  statement query{in_, "SELECT credential_id FROM passkeys WHERE user_id = ?"};
  query.bind(user.value);
  std::vector<std::string> all;
  while (query.step())
    all.push_back(query.bytes(0));
  return all;
}

} // namespace switchboard
