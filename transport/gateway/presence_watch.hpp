#pragma once

#include "actors/request.hpp"
#include "actors/user/presence.hpp"
#include "transport/websocket/connection.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace switchboard {

/// Tells sockets whether people are there. What a person's presence is, their entity says; it is
/// asked when something happened to them that somebody here wants to know of. Any thread may call.
class presence_watch {
public:
  using socket = std::shared_ptr<websocket::connection>;
  using ask_port = std::function<void(request)>;

  static constexpr std::size_t max_watched = 1'000;

  explicit presence_watch(ask_port ask) : state_{std::make_shared<state>(std::move(ask))} {}

  /// From now on this socket is told of these people and of nobody else; at once how they are.
  void watch(const socket& to, const std::vector<user_id>& people);
  void forget(const socket& gone);

  /// Something happened to somebody.
  void take(const envelope& happened);

private:
  struct watched {
    std::vector<socket> watchers;
    std::optional<user::presence> last_told;
  };
  /// Answers may come when the watch is gone.
  struct state {
    explicit state(ask_port with) : ask{std::move(with)} {}

    const ask_port ask;
    std::mutex mutex;
    std::unordered_map<user_id, watched> people;
    std::map<socket, std::vector<user_id>> by_socket;
  };

  static void look(const std::shared_ptr<state>& of, const user_id& who,
                   std::function<void(const user::presence&)> then);
  static void tell_change(state& of, const user_id& who, const user::presence& now);
  static void forget_locked(state& of, const socket& gone);

  std::shared_ptr<state> state_;
};

} // namespace switchboard
