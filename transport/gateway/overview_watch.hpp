#pragma once

#include "projections/overview.hpp"
#include "transport/websocket/connection.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

namespace switchboard {

/// Tells sockets how everything stands: at once, and then at most once in an interval if anything
/// has changed. However many watch, it is looked for once. Any thread may call.
class overview_watch {
public:
  using socket = std::shared_ptr<websocket::connection>;
  using look = std::function<projections::overview()>;

  explicit overview_watch(look at, std::chrono::milliseconds interval = std::chrono::seconds{1});
  ~overview_watch();
  overview_watch(const overview_watch&) = delete;
  overview_watch& operator=(const overview_watch&) = delete;

  void watch(const socket& to);
  void forget(const socket& gone);
  /// Nobody is told of anything, and nothing is looked at, from here on.
  void stop();

private:
  void run();
  void look_around(std::unique_lock<std::mutex>& lock);
  void tell(const std::set<socket>& whom) const;
  std::optional<websocket::frame> frame_now() const;

  const look look_;
  const std::chrono::milliseconds interval_;

  std::mutex mutex_;
  std::condition_variable is_changed_;
  std::set<socket> watchers_;
  /// Those who have not been told anything yet.
  std::set<socket> newcomers_;
  std::optional<websocket::frame> last_told_;
  bool is_stopped_ = false;
  std::thread thread_;
};

} // namespace switchboard
