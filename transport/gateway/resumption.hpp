#pragma once

#include "transport/gateway/gateway_core.hpp"
#include "transport/gateway/replay.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace switchboard {

/// Tells one client what it missed, a piece at a time, until it has caught up with what happens
/// now. What happens meanwhile the hub holds for it; when that becomes too much, it is read from
/// the log as well.
class resumption {
public:
  enum class progress : std::uint8_t {
    /// There is more to read at once.
    works,
    /// The client is to take what it was sent first.
    waits,
    /// It has caught up, or it cannot.
    done,
  };

  /// `point` is nothing when it has missed only what happened since `seen_position`.
  resumption(std::shared_ptr<gateway_core> core, std::shared_ptr<subscriber> whom,
             std::vector<room_id> rooms, std::optional<resume_point> point,
             std::uint64_t seen_position, std::function<void()> then);

  const user_id& who() const { return whom_->who; }
  websocket::connection& socket() const { return *whom_->socket; }

  progress step();
  /// The client is gone, or what it missed cannot be read. Any thread may call.
  void give_up() { is_given_up_ = true; }
  /// Goes on with the socket, whatever came of this.
  void finish() const { then_(); }

private:
  void begin();
  progress catch_up();
  std::vector<room_id> rooms_now();

  const std::shared_ptr<gateway_core> core_;
  const std::shared_ptr<subscriber> whom_;
  const std::vector<room_id> rooms_;
  const std::optional<resume_point> point_;
  const std::function<void()> then_;
  replay missed_;
  std::atomic<bool> is_given_up_ = false;
  bool has_begun_ = false;
  /// All up to here is told, or will be by what `missed_` has yet to give.
  std::uint64_t seen_position_;
  unsigned rounds_ = 0;
};

} // namespace switchboard
