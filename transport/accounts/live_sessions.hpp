#pragma once

#include "events/ids.hpp"
#include "events/time.hpp"

#include <cstddef>
#include <mutex>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace switchboard {

/// A session that is over.
struct ended_session {
  session_id id;
  user_id user;

  friend bool operator==(const ended_session&, const ended_session&) = default;
};

/// Which sessions are live, in memory: asked on every use of a token. It also says when the next
/// one expires, so that its owner's timer needs no polling. Any thread may call.
class live_sessions {
public:
  void add(const session_id& id, const user_id& user, timestamp expires_at);
  /// False if the session has ended meanwhile.
  bool extend(const session_id& id, timestamp expires_at);
  /// Ends a session at once; false if it was not live, or not this user's.
  bool end(const session_id& id, const user_id& user);

  bool is_live(const session_id& id, const user_id& user, timestamp now) const;

  /// Ends and returns the sessions whose time is up.
  std::vector<ended_session> expire_due(timestamp now);
  std::optional<timestamp> next_expiry() const;

  std::size_t size() const;

private:
  struct entry {
    user_id user;
    timestamp expires_at;
  };

  mutable std::mutex mutex_;
  std::unordered_map<session_id, entry> sessions_;
  std::set<std::pair<timestamp, session_id>> by_expiry_;
};

} // namespace switchboard
