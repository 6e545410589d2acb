#pragma once

#include "events/time.hpp"
#include "transport/websocket/connection.hpp"

#include <map>
#include <memory>
#include <mutex>

namespace switchboard {

/// The sockets that were opened with a token of an outside issuer, which has no session that could
/// end them here: each ends with its token. Any thread may call.
class token_ends {
public:
  void add(timestamp ends_at, const std::shared_ptr<websocket::connection>& opened);
  /// Closes the sockets whose token is over by now.
  void close_due(timestamp now);

private:
  std::mutex mutex_;
  /// A socket that closed before its time is forgotten at that time.
  std::multimap<timestamp, std::weak_ptr<websocket::connection>> by_end_;
};

} // namespace switchboard
