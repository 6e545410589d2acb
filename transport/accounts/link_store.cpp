#include "transport/accounts/link_store.hpp"

namespace switchboard {

namespace {

std::string_view word_of(link_purpose purpose) {
  return purpose == link_purpose::password_reset ? "password_reset" : "email_verification";
}

std::string_view word_of(reset_way way) { return way == reset_way::mail ? "mail" : "admin"; }

} // namespace

secret link_store::issue(const issued_link& link, timestamp now) {
  auto made = random_token();
  const auto lock = in_.lock();
  transaction all{in_};
  statement forget{in_, "DELETE FROM links WHERE expires_at <= ?"};
  forget.bind(now.ms).step();
  statement insert{in_, "INSERT INTO links (digest, user_id, purpose, way, email, expires_at)"
                        " VALUES (?, ?, ?, ?, ?, ?)"};
  insert.bind(digest_of(made.view()))
      .bind(link.user.value)
      .bind(word_of(link.purpose))
      .bind(word_of(link.way))
      .bind_optional(link.email)
      .bind(link.expires_at.ms)
      .step();
  all.commit();
  return made;
}

std::optional<issued_link> link_store::find(std::string_view shown, link_purpose purpose,
                                            timestamp now) const {
  const auto lock = in_.lock();
  return find_in(digest_of(shown), purpose, now);
}

std::optional<issued_link> link_store::find_in(const digest& link, link_purpose purpose,
                                               timestamp now) const {
  statement query{in_, "SELECT user_id, way, email, expires_at FROM links"
                       " WHERE digest = ? AND purpose = ? AND expires_at > ?"};
  if (!query.bind(link).bind(word_of(purpose)).bind(now.ms).step()) return std::nullopt;
  return issued_link{{query.text(0)},
                     purpose,
                     query.text(1) == word_of(reset_way::mail) ? reset_way::mail : reset_way::admin,
                     query.optional_text(2),
                     {query.number(3)}};
}

void link_store::spend_in(const user_id& user, link_purpose purpose) {
  statement spend{in_, "DELETE FROM links WHERE user_id = ? AND purpose = ?"};
  spend.bind(user.value).bind(word_of(purpose)).step();
}

bool link_store::use_to_reset(std::string_view shown, const std::string& password_hash,
                              const account_note& made, timestamp now) {
  const auto lock = in_.lock();
  transaction all{in_};
  const auto link = find_in(digest_of(shown), link_purpose::password_reset, now);
  if (!link) return false;
  spend_in(link->user, link->purpose);
  statement update{in_, "UPDATE users SET password_hash = ? WHERE user_id = ?"};
  update.bind(password_hash).bind(link->user.value).step();
  statement revoke{in_, "UPDATE sessions SET is_revoked = 1 WHERE user_id = ?"};
  revoke.bind(link->user.value).step();
  notes_.add_in(made);
  all.commit();
  return true;
}

bool link_store::use_to_verify(std::string_view shown, const account_note& made, timestamp now) {
  const auto lock = in_.lock();
  transaction all{in_};
  const auto link = find_in(digest_of(shown), link_purpose::email_verification, now);
  if (!link) return false;
  spend_in(link->user, link->purpose);
  statement update{in_, "UPDATE users SET email_verified_at = ? WHERE user_id = ? AND email = ?"};
  update.bind(now.ms).bind(link->user.value).bind_optional(link->email).step();
  if (in_.changes() == 0) return false;
  notes_.add_in(made);
  all.commit();
  return true;
}

} // namespace switchboard
