#pragma once

#include "events/side_key.hpp"
#include "transport/gateway/delivery.hpp"
#include "transport/gateway/frame_limits.hpp"
#include "transport/gateway/server_frames.hpp"
#include "transport/websocket/connection.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace switchboard {

/// The ids of the commands that a connection sent last, to know their events by. Any thread may
/// call. Most connections send none, and then this takes next to no room.
class recent_commands {
public:
  void add(std::string id) {
    const std::lock_guard lock{mutex_};
    if (ids_.size() < most)
      ids_.push_back(std::move(id));
    else
      ids_[next_++ % most] = std::move(id);
  }
  bool has(const std::string& id) const {
    const std::lock_guard lock{mutex_};
    return !id.empty() && std::find(ids_.begin(), ids_.end(), id) != ids_.end();
  }

private:
  /// More than a client has in flight; an older command's events have long been delivered.
  static constexpr std::size_t most = 32;

  mutable std::mutex mutex_;
  std::vector<std::string> ids_;
  std::size_t next_ = 0;
};

/// Frames for a client that is to be told something else first. When they become too many, none is
/// kept: they are read from the log then.
class held_frames {
public:
  void add(const websocket::frame& said, const frame_limits& limits) {
    if (is_cut_) return;
    bytes_ += said.size();
    if (frames_.size() < limits.frames && bytes_ <= limits.bytes) return frames_.push_back(said);
    is_cut_ = true;
    std::vector<websocket::frame>{}.swap(frames_);
  }

  const std::vector<websocket::frame>& frames() const { return frames_; }
  bool is_cut() const { return is_cut_; }

private:
  std::vector<websocket::frame> frames_;
  std::size_t bytes_ = 0;
  bool is_cut_ = false;
};

/// Whom a queue's side was brought together with.
struct side_match {
  room_id room;
  std::string partner_name;
};

/// One open socket, as the hub knows it. What follows the constants is guarded by the hub.
struct subscriber {
  subscriber(user_id who_, connection_id id_, std::optional<session_id> session_,
             std::shared_ptr<websocket::connection> socket_, std::optional<side_key> key_ = {})
      : who{std::move(who_)},
        id{std::move(id_)},
        session{std::move(session_)},
        socket{std::move(socket_)},
        key{std::move(key_)} {}

  const user_id who;
  const connection_id id;
  const std::optional<session_id> session;
  const std::shared_ptr<websocket::connection> socket;
  /// What let it in, of a queue's side.
  const std::optional<side_key> key;

  bool is_admin = false;
  /// Until it is open, frames are held for it: first it must be told who it is and what it missed.
  bool is_open = false;
  held_frames held;
  /// Of what is held, that which is in no log, and so cannot be read again: signals, and what rings
  /// since before it came.
  held_frames unlogged;
  std::vector<room_id> groups;
  /// It has been told, or is told as what it missed, of all events; or of those after this one.
  std::uint64_t told_since = 0;
  /// Whether it is a device that has just come, and not one that comes back.
  bool is_new = false;
  /// Shared, because it stays with the connection when the socket changes.
  std::shared_ptr<recent_commands> commands = std::make_shared<recent_commands>();
  /// Calls that it has asked to join and has not been told the roster of, with the frame's id.
  std::map<call_id, says::frame_reference> joining;

  // Of a queue's side only.
  bool has_started = false;
  std::optional<side_match> match;
  std::optional<room_id> told_match;

  /// Whether an event's frames for this audience are for this client.
  bool is_reached_by(const audience& to) const {
    const auto among = [](const auto& list, const auto& sought) {
      return std::find(list.begin(), list.end(), sought) != list.end();
    };
    return among(to.people, who) || among(to.devices, id) || (to.group && among(groups, *to.group))
           || (to.has_admins && is_admin);
  }

  bool is_spared_by(const audience& to, const envelope& happened) const {
    return to.except == id || to.except_person == who
           || (to.unless_told_at && *to.unless_told_at > told_since)
           || (to.spares_sender && happened.actor == actor_name()
               && commands->has(happened.command_id));
  }

  /// By what a queue's side knows its call; empty for anybody else.
  call_id own_call() const { return {key ? key->value : std::string{}}; }

  std::string actor_name() const { return "user/" + who.value; }
};

} // namespace switchboard
