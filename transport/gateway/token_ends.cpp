#include "transport/gateway/token_ends.hpp"

namespace switchboard {

void token_ends::add(timestamp ends_at, const std::shared_ptr<websocket::connection>& opened) {
  const std::lock_guard lock{mutex_};
  by_end_.emplace(ends_at, opened);
}

void token_ends::close_due(timestamp now) {
  const std::lock_guard lock{mutex_};
  const auto later = by_end_.upper_bound(now);
  for (auto each = by_end_.begin(); each != later; each = by_end_.erase(each))
    if (const auto open = each->second.lock())
      open->close(websocket::close_code::session_ended, "the token has expired");
}

} // namespace switchboard
