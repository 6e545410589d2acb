#pragma once

#include "actors/user/state.hpp"
#include "events/log/event_log.hpp"
#include "transport/gateway/delivery.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace switchboard {

/// People as a log tells of them, up to the event that was read last.
class people_of_log {
public:
  explicit people_of_log(const event_log& log) : log_{log} {}

  /// Events are shown in the order of the log.
  void see(const recorded& happened);
  std::optional<profile> find(const user_id& who);

private:
  const event_log& log_;
  std::uint64_t position_ = 0;
  /// Those who were asked for.
  std::unordered_map<user_id, user::state> known_;
};

/// What a client of somebody's would have been sent if it had been connected all the time beside
/// their own devices: the frames that stem from events. What answers a command is not in the log.
class playback {
public:
  /// Of what happened from one position to another, both included.
  playback(const event_log& log, user_id whom, std::uint64_t first, std::uint64_t last);

  /// What one event had to tell; most had nothing to tell this client.
  struct moment {
    timestamp at;
    std::vector<websocket::frame> frames;
  };
  /// The next event; nothing at the end.
  std::optional<moment> next();

private:
  void remember_what_was_before(std::uint64_t first);
  bool read_on();
  void come_in(const envelope& happened);
  void go_out(const envelope& happened);
  bool is_for_them(const audience& to) const;

  const event_log& log_;
  const user_id whom_;
  std::uint64_t next_position_;
  const std::uint64_t last_position_;
  std::deque<recorded> ahead_;
  people_of_log people_;
  call_book calls_;
  std::set<room_id> groups_;
  std::set<connection_id> devices_;
};

} // namespace switchboard
