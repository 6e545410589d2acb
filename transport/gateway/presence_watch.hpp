#pragma once

#include "actors/request.hpp"
#include "actors/user/presence.hpp"
#include "transport/websocket/connection.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace switchboard {

/// Tells sockets whether people are there. What a person's presence is, their entity says; it is
/// asked when something happened to them that somebody here wants to know of, and once at a time
/// for each person: what happens meanwhile is asked for together. Any thread may call.
class presence_watch {
public:
  using socket = std::shared_ptr<websocket::connection>;
  using ask_port = std::function<void(request)>;
  /// Who watches, and the rooms that they are in; no rooms where presence is for everybody.
  struct watcher {
    socket to;
    user_id who;
    std::optional<std::set<room_id>> rooms;
  };

  static constexpr std::size_t max_watched = 1'000;

  explicit presence_watch(ask_port ask) : state_{std::make_shared<state>(std::move(ask))} {}

  /// From now on this socket is told of these people and of nobody else; at once how they are. Of
  /// those who share no room with it, it is told that they are not there, and no more.
  void watch(watcher by, const std::vector<user_id>& people);
  void forget(const socket& gone);

  /// Something happened to somebody.
  void take(const envelope& happened);

private:
  struct watched {
    std::set<socket> watchers;
    /// Those who have not been told anything yet.
    std::set<socket> newcomers;
    std::optional<user::presence> last_told;
    bool is_asked = false;
    bool is_changed = false;
  };
  struct watching {
    watcher by;
    std::vector<user_id> people;
  };
  /// Answers may come when the watch is gone.
  struct state {
    explicit state(ask_port with) : ask{std::move(with)} {}

    const ask_port ask;
    std::mutex mutex;
    std::unordered_map<user_id, watched> people;
    std::map<socket, watching> by_socket;
  };

  static void look(const std::shared_ptr<state>& of, const user_id& who);
  /// Whether something happened meanwhile, so that there is more to look for.
  static bool tell(state& of, const user_id& who, const user::state* person);
  static void forget_locked(state& of, const socket& gone);

  std::shared_ptr<state> state_;
};

} // namespace switchboard
