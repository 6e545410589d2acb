#pragma once

#include "tests/actors/world.hpp"
#include "transport/gateway/gateway_core.hpp"
#include "transport/gateway/socket_desk.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace switchboard::bench {

/// Where a server's frames for one client end.
class last_frame_socket final : public websocket::connection,
                                public std::enable_shared_from_this<last_frame_socket> {
public:
  void send(websocket::frame sent) override {
    ++frames_;
    last_ = std::move(sent.bytes);
  }
  void close(websocket::close_code, std::string reason) override;
  std::shared_ptr<connection> shared() override { return shared_from_this(); }

  std::size_t frames() const { return frames_; }
  std::string_view last() const { return *last_; }

private:
  std::size_t frames_ = 0;
  net::shared_bytes last_;
};

/// People, their devices and all that a server does between the socket and the log, on one thread:
/// the same steps each time.
class house {
public:
  explicit house(std::size_t people);
  ~house();

  /// Somebody's device says this, and everything happens that follows.
  void say(std::size_t person, std::string_view text);
  const last_frame_socket& socket_of(std::size_t person) const { return *sockets_[person]; }
  std::size_t people() const { return desks_.size(); }
  /// Somebody asks an entity for something by another way than a socket.
  void ask(std::size_t person, const stream_id& to, command what);
  const event_log& log() const { return world_.log; }
  /// A call of the first person with all others, in which everybody is. Gives its id.
  std::string make_call();

  static std::string name_of(std::size_t person) { return "person-" + std::to_string(person); }

private:
  void enter(const user_id& who);
  std::string make_group();

  testing::world world_;
  std::shared_ptr<gateway_core> core_;
  std::vector<std::shared_ptr<last_frame_socket>> sockets_;
  std::vector<std::shared_ptr<socket_desk>> desks_;
};

} // namespace switchboard::bench
