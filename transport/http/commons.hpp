#pragma once

#include "threads/worker_pool.hpp"
#include "transport/http/application.hpp"
#include "transport/net/shared_quota.hpp"

#include <optional>

namespace switchboard::http {

/// What the sessions of a server have in common.
struct commons {
  http::settings settings;
  application app;
  net::shared_quota connections;
  /// Of those that come when their address has all the connections that it may have: so many are
  /// told so, and the others are closed at once.
  net::shared_quota turned_away;
  net::shared_quota waiting_bodies;
  /// Reads large bodies, which would keep an I/O thread from its other connections.
  mutable std::optional<threads::worker_pool> aside;
};

} // namespace switchboard::http
