#include "transport/accounts/session_store.hpp"

#include "transport/accounts/role_words.hpp"

namespace switchboard {

namespace {

session row_of(const statement& query) {
  return {{query.text(0)}, {query.text(1)}, {query.number(2)}, {query.number(3)},
          query.text(4),   query.text(5),   {query.number(6)}};
}

std::vector<session> all_rows_of(statement& query) {
  std::vector<session> all;
  while (query.step())
    all.push_back(row_of(query));
  return all;
}

} // namespace

void session_store::open(const session& opened, const digest& refresh_token) {
  const auto lock = in_.lock();
  statement insert{in_, "INSERT INTO sessions (session_id, user_id, refresh_digest, created_at,"
                        " expires_at, ip_address, user_agent, last_used_at)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"};
  insert.bind(opened.id.value)
      .bind(opened.user.value)
      .bind(refresh_token)
      .bind(opened.created_at.ms)
      .bind(opened.expires_at.ms)
      .bind(opened.ip_address)
      .bind(opened.user_agent)
      .bind(opened.last_used_at.ms)
      .step();
}

rotation_result session_store::rotate(const digest& shown, const digest& next, timestamp now,
                                      timestamp next_expires_at) {
  const auto lock = in_.lock();
  transaction all{in_};
  auto found = find_current(shown);
  if (!found) {
    auto robbed = find_spent(shown);
    if (!robbed) return {};
    revoke_in(robbed->id, robbed->user);
    all.commit();
    return {rotation::reused, std::move(robbed), role::user};
  }
  if (found->expires_at <= now) return {};
  found->expires_at = next_expires_at;
  found->last_used_at = now;
  statement spend{in_, "INSERT INTO spent_tokens (digest, session_id) VALUES (?, ?)"};
  spend.bind(shown).bind(found->id.value).step();
  statement replace{in_, "UPDATE sessions SET refresh_digest = ?, expires_at = ?, last_used_at = ?"
                         " WHERE session_id = ?"};
  replace.bind(next).bind(next_expires_at.ms).bind(now.ms).bind(found->id.value).step();
  const auto role = role_in(found->user);
  all.commit();
  return {rotation::rotated, std::move(found), role};
}

bool session_store::revoke(const session_id& id, const user_id& user) {
  const auto lock = in_.lock();
  return revoke_in(id, user);
}

bool session_store::revoke_in(const session_id& id, const user_id& user) {
  statement update{in_, "UPDATE sessions SET is_revoked = 1 WHERE session_id = ?"
                        " AND user_id = ? AND is_revoked = 0"};
  update.bind(id.value).bind(user.value).step();
  return in_.changes() > 0;
}

std::vector<session> session_store::of_user(const user_id& user, timestamp now) const {
  const auto lock = in_.lock();
  statement query{
      in_, "SELECT session_id, user_id, created_at, expires_at, ip_address, user_agent,"
           " last_used_at FROM sessions WHERE user_id = ? AND expires_at > ? AND is_revoked = 0"
           " ORDER BY created_at DESC, rowid DESC"};
  query.bind(user.value).bind(now.ms);
  return all_rows_of(query);
}

std::vector<session> session_store::unrevoked() const {
  const auto lock = in_.lock();
  statement query{in_, "SELECT session_id, user_id, created_at, expires_at, ip_address, user_agent,"
                       " last_used_at FROM sessions WHERE is_revoked = 0"};
  return all_rows_of(query);
}

void session_store::forget_expired(timestamp now) {
  const auto lock = in_.lock();
  statement remove{in_, "DELETE FROM sessions WHERE expires_at <= ?"};
  remove.bind(now.ms).step();
}

std::optional<session> session_store::find_current(const digest& token) const {
  statement query{in_, "SELECT session_id, user_id, created_at, expires_at, ip_address, user_agent,"
                       " last_used_at FROM sessions WHERE refresh_digest = ? AND is_revoked = 0"};
  if (!query.bind(token).step()) return std::nullopt;
  return row_of(query);
}

std::optional<session> session_store::find_spent(const digest& token) const {
  statement query{in_, "SELECT session_id, user_id, created_at, expires_at, ip_address, user_agent,"
                       " last_used_at FROM sessions NATURAL JOIN spent_tokens WHERE digest = ?"};
  if (!query.bind(token).step()) return std::nullopt;
  return row_of(query);
}

role session_store::role_in(const user_id& user) const {
  statement query{in_, "SELECT role FROM users WHERE user_id = ?"};
  if (!query.bind(user.value).step()) return role::user;
  return role_of(query.text(0)).value_or(role::user);
}

} // namespace switchboard
