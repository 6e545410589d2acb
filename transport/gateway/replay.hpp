#pragma once

#include "events/log/event_log.hpp"
#include "transport/gateway/frame_limits.hpp"
#include "transport/gateway/missed_stream.hpp"
#include "transport/gateway/resume_point.hpp"
#include "transport/gateway/subscriber.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace switchboard {

/// Some of the frames that a client missed, in order. There may be none in a piece though more
/// follow.
struct missed_piece {
  std::vector<websocket::frame> frames;
  bool is_last = false;
};

/// What a client missed: exactly the frames that it would have been sent, read from the log a piece
/// at a time, so that it takes the same small room however much it is.
class replay {
public:
  replay(const event_log& log, const find_profile& people, const subscriber& whom);

  /// What happened after `point`, up to and with the event at `last_position`.
  ///
  /// Of each stream that the client names, all that is after its number; of those that it does not
  /// name, all that is after the latest event that it has seen, because frames leave in the order
  /// of the log; a client that has seen none misses all since its device connected. `rooms` are
  /// those that it is a member of.
  std::optional<says::resume_failed> begin(const std::vector<room_id>& rooms,
                                           const resume_point& point, std::uint64_t last_position);
  /// What happened between the two.
  void go_on(const std::vector<room_id>& rooms, std::uint64_t seen_position,
             std::uint64_t last_position);

  /// The frames that come next.
  missed_piece next(const frame_limits& limits);

private:
  stream_id home() const;
  bool concerns(const stream_id& stream) const;
  std::uint64_t position_of_arrival(const connection_id& device) const;
  std::optional<says::resume_failed> add_named(const stream_id& stream, std::uint64_t seq,
                                               std::uint64_t& seen_position);
  void add_others(const resume_point& point, std::uint64_t seen_position);
  void add(const stream_id& stream, std::uint64_t seen_seq);
  bool search_some();
  missed_stream* earliest();
  std::size_t tell(const recorded& happened, std::vector<websocket::frame>& into);

  const event_log& log_;
  const find_profile& people_;
  const subscriber& whom_;
  std::vector<room_id> rooms_;
  std::uint64_t last_position_ = 0;
  call_book calls_;
  std::vector<missed_stream> streams_;
  /// Those before it have been searched.
  std::size_t searched_ = 0;
  /// So many events are read at once: as many as went into the last piece.
  std::size_t stride_ = 16;
};

} // namespace switchboard
