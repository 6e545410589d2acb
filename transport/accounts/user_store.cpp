#include "transport/accounts/user_store.hpp"

#include "transport/accounts/input_rules.hpp"
#include "transport/accounts/role_words.hpp"

namespace switchboard {

bool user_store::reserve(const reservation& wanted, const std::string& password_hash) {
  const auto lock = in_.lock();
  transaction all{in_};
  // Who signs in with a name may mean an address, so a name is not somebody else's address either.
  if (is_known(folded(wanted.user.value))) return false;
  auto signs_in_with = wanted.email ? std::optional{folded(*wanted.email)} : std::nullopt;
  if (signs_in_with && is_known(*signs_in_with)) signs_in_with.reset();
  statement insert{in_, "INSERT INTO users (user_id, folded_name, email, folded_email,"
                        " password_hash, role, uuid, reserved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};
  insert.bind(wanted.user.value)
      .bind(folded(wanted.user.value))
      .bind_optional(wanted.email)
      .bind_optional(signs_in_with)
      .bind(password_hash)
      .bind(word_of(wanted.role))
      .bind(wanted.uuid)
      .bind(wanted.reserved_at.ms)
      .step();
  all.commit();
  return true;
}

bool user_store::confirm(const user_id& user) {
  const auto lock = in_.lock();
  statement update{in_, "UPDATE users SET is_confirmed = 1 WHERE user_id = ?"};
  update.bind(user.value).step();
  return in_.changes() > 0;
}

bool user_store::release(const user_id& user) {
  const auto lock = in_.lock();
  statement remove{in_, "DELETE FROM users WHERE user_id = ? AND is_confirmed = 0"};
  remove.bind(user.value).step();
  return in_.changes() > 0;
}

std::vector<reservation> user_store::unconfirmed() const {
  const auto lock = in_.lock();
  statement query{in_, "SELECT user_id, email, role, uuid, reserved_at FROM users"
                       " WHERE is_confirmed = 0 ORDER BY reserved_at"};
  std::vector<reservation> all;
  while (query.step())
    all.push_back({{query.text(0)},
                   query.optional_text(1),
                   role_of(query.text(2)).value_or(role::user),
                   query.text(3),
                   {query.number(4)}});
  return all;
}

bool user_store::is_taken(const user_id& user) const {
  const auto lock = in_.lock();
  return is_known(folded(user.value));
}

bool user_store::is_known(const std::string& folded_text) const {
  statement query{in_, "SELECT 1 FROM users WHERE folded_name = ? OR folded_email = ?"};
  return query.bind(folded_text).bind(folded_text).step();
}

std::optional<account> user_store::find_by_name(const std::string& name) const {
  return find("SELECT user_id, password_hash, role, email, uuid, email_verified_at FROM users"
              " WHERE folded_name = ? AND is_confirmed = 1",
              name);
}

std::optional<account> user_store::find_by_email(const std::string& email) const {
  return find("SELECT user_id, password_hash, role, email, uuid, email_verified_at FROM users"
              " WHERE folded_email = ? AND is_confirmed = 1",
              email);
}

std::optional<account> user_store::find(const char* sql, const std::string& key) const {
  const auto lock = in_.lock();
  statement query{in_, sql};
  if (!query.bind(folded(key)).step()) return std::nullopt;
  const auto verified_at = query.optional_number(5);
  return account{{query.text(0)},
                 query.text(1),
                 role_of(query.text(2)).value_or(role::user),
                 query.optional_text(3),
                 query.text(4),
                 verified_at ? std::optional{timestamp{*verified_at}} : std::nullopt};
}

bool user_store::set_password_hash(const user_id& user, const std::string& password_hash) {
  const auto lock = in_.lock();
  statement update{in_, "UPDATE users SET password_hash = ? WHERE user_id = ?"};
  update.bind(password_hash).bind(user.value).step();
  return in_.changes() > 0;
}

bool user_store::set_role(const user_id& user, role granted) {
  const auto lock = in_.lock();
  statement update{in_, "UPDATE users SET role = ? WHERE user_id = ?"};
  update.bind(word_of(granted)).bind(user.value).step();
  return in_.changes() > 0;
}

} // namespace switchboard
