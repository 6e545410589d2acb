#include "actors/user/decider.hpp"
#include "actors/user/limits.hpp"
#include "actors/user/lookup.hpp"

namespace switchboard::user {

namespace {

rejection too_long(std::string_view what, std::size_t max_bytes) {
  return {reject_code::too_long,
          std::string{what} + " may have at most " + std::to_string(max_bytes) + " bytes."};
}

std::optional<rejection> refuse_profile(const std::optional<std::string>& email,
                                        const std::optional<std::string>& full_name) {
  if (email && email->size() > max_email_bytes) return too_long("An address", max_email_bytes);
  if (full_name && full_name->size() > max_name_bytes) return too_long("A name", max_name_bytes);
  return std::nullopt;
}

rejection unknown_session() {
  return {reject_code::unknown_session, "There is no such session, or it has ended."};
}

} // namespace

decision<event> decider::operator()(const register_account& asked) const {
  if (now_.account)
    return rejection{reject_code::username_taken, "This name is taken: choose another one."};
  if (auto refused = refuse_profile(asked.email, asked.full_name)) return *std::move(refused);
  return events{registered{asked.uuid, asked.email, asked.full_name, asked.role}};
}

decision<event> decider::operator()(const change_profile& asked) const {
  if (auto refused = refuse_profile(asked.email, asked.full_name)) return *std::move(refused);
  profile_changed changed;
  if (asked.email != now_.account->email) changed.email = asked.email;
  if (asked.full_name != now_.account->full_name) changed.full_name = asked.full_name;
  if (!changed.email && !changed.full_name) return events{};
  return events{changed};
}

decision<event> decider::operator()(const change_role& asked) const {
  if (asked.role == now_.account->role) return events{};
  return events{role_changed{asked.role}};
}

decision<event> decider::operator()(const ban& asked) const {
  if (asked.reason.size() > max_reason_bytes) return too_long("A reason", max_reason_bytes);
  if (is_banned()) return events{};
  events all{banned{asked.reason}};
  for (const auto& each : now_.sessions)
    all.push_back(session_revoked{each.session_id, revoke_reason::banned});
  for (const auto& each : now_.devices)
    all.push_back(departure_of(each, disconnect_reason::logged_out));
  return all;
}

decision<event> decider::operator()(const unban&) const {
  if (!is_banned()) return events{};
  return events{unbanned{}};
}

decision<event> decider::operator()(const open_session& asked) const {
  if (is_banned()) return refuse_banned();
  if (find(now_.sessions, &session::session_id, asked.session_id)) return events{};
  if (asked.expires_at <= in_.now)
    return rejection{reject_code::bad_value, "A session must end later than it begins."};
  events all;
  // Somebody with forgotten sessions elsewhere must still be able to sign in here.
  if (now_.sessions.size() >= max_sessions)
    all.push_back(session_revoked{now_.sessions.front().session_id, revoke_reason::replaced});
  all.push_back(session_opened{asked.session_id, asked.expires_at});
  return all;
}

decision<event> decider::operator()(const refresh_session& asked) const {
  const auto* const known = find(now_.sessions, &session::session_id, asked.session_id);
  // The tick that ends an expired session may be late; that gives the session no more time.
  if (known == nullptr || known->expires_at <= in_.now) return unknown_session();
  if (asked.expires_at <= in_.now)
    return rejection{reject_code::bad_value, "A session must end later than now."};
  return events{session_refreshed{asked.session_id, asked.expires_at}};
}

decision<event> decider::operator()(const revoke_session& asked) const {
  if (!find(now_.sessions, &session::session_id, asked.session_id)) return unknown_session();
  return events{session_revoked{asked.session_id, asked.reason}};
}

decision<event> decider::operator()(const note_room_joined& asked) const {
  if (contains(now_.rooms, asked.room_id)) return events{};
  return events{room_joined{asked.room_id}};
}

decision<event> decider::operator()(const note_room_left& asked) const {
  if (!contains(now_.rooms, asked.room_id)) return events{};
  return events{room_left{asked.room_id}};
}

decision<event> decider::operator()(const set_status& asked) const {
  if (asked.status == now_.status && asked.call_waiting == now_.call_waiting) return events{};
  return events{status_set{asked.status, asked.call_waiting}};
}

decision<event> decider::operator()(const note_credentials& asked) const {
  return std::visit([](const auto& happened) { return events{happened}; }, asked.what);
}

decision<event> decider::operator()(const look&) const { return events{}; }

rejection decider::refuse_banned() const {
  return {reject_code::banned, "This account is shut out: " + *now_.ban_reason};
}

} // namespace switchboard::user
