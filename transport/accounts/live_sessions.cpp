#include "transport/accounts/live_sessions.hpp"

namespace switchboard {

void live_sessions::add(const session_id& id, const user_id& user, timestamp expires_at) {
  const std::lock_guard lock{mutex_};
  if (sessions_.try_emplace(id, entry{user, expires_at}).second) by_expiry_.emplace(expires_at, id);
}

bool live_sessions::extend(const session_id& id, timestamp expires_at) {
  const std::lock_guard lock{mutex_};
  const auto found = sessions_.find(id);
  if (found == sessions_.end()) return false;
  by_expiry_.erase({found->second.expires_at, id});
  by_expiry_.emplace(expires_at, id);
  found->second.expires_at = expires_at;
  return true;
}

bool live_sessions::end(const session_id& id, const user_id& user) {
  const std::lock_guard lock{mutex_};
  const auto found = sessions_.find(id);
  if (found == sessions_.end() || found->second.user != user) return false;
  by_expiry_.erase({found->second.expires_at, id});
  sessions_.erase(found);
  return true;
}

bool live_sessions::is_live(const session_id& id, const user_id& user, timestamp now) const {
  const std::lock_guard lock{mutex_};
  const auto found = sessions_.find(id);
  return found != sessions_.end() && found->second.user == user && found->second.expires_at > now;
}

std::vector<ended_session> live_sessions::expire_due(timestamp now) {
  const std::lock_guard lock{mutex_};
  std::vector<ended_session> ended;
  while (!by_expiry_.empty() && by_expiry_.begin()->first <= now) {
    const auto found = sessions_.find(by_expiry_.begin()->second);
    ended.push_back({found->first, std::move(found->second.user)});
    sessions_.erase(found);
    by_expiry_.erase(by_expiry_.begin());
  }
  return ended;
}

std::optional<timestamp> live_sessions::next_expiry() const {
  const std::lock_guard lock{mutex_};
  if (by_expiry_.empty()) return std::nullopt;
  return by_expiry_.begin()->first;
}

std::size_t live_sessions::size() const {
  const std::lock_guard lock{mutex_};
  return sessions_.size();
}

} // namespace switchboard
