#pragma once

#include "events/event.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace switchboard::testing {

/// A log as a list: events get their positions, numbers and times as they are told.
class told_events {
public:
  static constexpr timestamp begin{1'795'226'400'000}; // 2026-11-21T02:00:00Z

  told_events() = default;
  /// Goes on after what somebody else told.
  explicit told_events(std::vector<recorded> before) : all_{std::move(before)} {
    for (const auto& each : all_) {
      heads_[each.entry.stream] = each.entry.seq;
      now_ = each.entry.time;
    }
  }

  template <class Body>
  const recorded& tell(const stream_id& stream, Body body) {
    const auto seq = ++heads_[stream];
    const auto position = all_.size() + 1;
    const std::string command = "command-" + std::to_string(position);
    all_.push_back({position,
                    {make_event_id(now_.ms, position, 7), stream, seq, now_, command, command,
                     command, "node/test", wrap(std::move(body))}});
    return all_.back();
  }

  void user(const char* id, user::event body) { tell(stream_of(user_id{id}), std::move(body)); }
  void room(const room_id& id, room::event body) { tell(stream_of(id), std::move(body)); }
  void queue(const char* name, queue::event body) {
    tell(stream_of(queue_name{name}), std::move(body));
  }

  void wait(std::int64_t duration_ms) { now_ = now_ + duration_ms; }
  timestamp now() const { return now_; }
  const std::vector<recorded>& all() const { return all_; }

private:
  static event wrap(event body) { return body; }

  std::vector<recorded> all_;
  std::map<stream_id, std::uint64_t> heads_;
  timestamp now_ = begin;
};

} // namespace switchboard::testing
