#include "transport/gateway/replay.hpp"

#include <algorithm>

namespace switchboard {

namespace {

/// More than this is fetched faster as pages of history.
constexpr std::size_t max_events_of_stream = 2'000;
constexpr std::size_t max_events_of_others = 50'000;
constexpr std::size_t events_at_once = 1'000;

says::resume_failed fail(std::string code, std::string message) {
  return {std::move(code),
          std::move(message),
          {"/api/v1/chat/messages", "/api/v1/calls/active", "/api/v1/calls/history"}};
}

/// Collects the events that a client may have missed.
class collector {
public:
  collector(const event_log& log, const subscriber& whom, const std::vector<room_id>& groups,
            std::uint64_t last_position)
      : log_{log}, whom_{whom}, groups_{groups}, last_position_{last_position} {}

  std::optional<says::resume_failed> collect(const resume_point& point) {
    if (point.streams.empty()) return std::nullopt;
    std::uint64_t seen_position = 0;
    for (const auto& [stream, seq] : point.streams) {
      if (!concerns(stream)) continue;
      if (auto failed = collect_stream(stream, seq, seen_position)) return failed;
    }
    if (auto failed = collect_others(point, seen_position)) return failed;
    std::ranges::sort(events_, {}, &recorded::position);
    return std::nullopt;
  }

  const std::vector<recorded>& events() const { return events_; }

private:
  /// Whether frames from this stream can be for this client at all.
  bool concerns(const stream_id& stream) const {
    switch (stream.kind) {
    case entity_kind::user:
      return stream.key == whom_.who.value;
    case entity_kind::queue:
      return queue_of(whom_.who.value).has_value();
    case entity_kind::room:
      break;
    }
    const room_id room{stream.key};
    if (const auto pair = pair_of(room)) return std::ranges::count(*pair, whom_.who) > 0;
    return std::ranges::count(groups_, room) > 0
           || (room.value.starts_with("queue~") && queue_of(whom_.who.value));
  }

  std::optional<says::resume_failed> collect_stream(const stream_id& stream, std::uint64_t seq,
                                                    std::uint64_t& seen_position) {
    const auto from = std::max<std::uint64_t>(seq, 1);
    const auto events = log_.read_stream(stream, from, max_events_of_stream + 1);
    if (events.empty() || (seq > 0 && events.front().entry.seq != seq))
      return fail("unknown_position",
                  to_string(stream) + " has no event " + std::to_string(seq) + ".");
    if (events.size() > max_events_of_stream)
      return fail("too_far_behind", "Too much has happened in " + to_string(stream) + ".");
    for (const auto& each : events) {
      if (each.position > last_position_) break;
      if (each.entry.seq <= seq)
        seen_position = std::max(seen_position, each.position);
      else
        events_.push_back(each);
    }
    return std::nullopt;
  }

  std::optional<says::resume_failed> collect_others(const resume_point& point,
                                                    std::uint64_t seen_position) {
    if (last_position_ - std::min(last_position_, seen_position) > max_events_of_others)
      return fail("too_far_behind", "Too much has happened since.");
    for (auto from = seen_position + 1; from <= last_position_;) {
      const auto events = log_.read_all(from, events_at_once);
      if (events.empty()) break;
      for (const auto& each : events) {
        if (each.position > last_position_) return std::nullopt;
        if (point.streams.contains(each.entry.stream) || !concerns(each.entry.stream)) continue;
        if (makes_member(each.entry)) forget(each.entry.stream);
        events_.push_back(each);
      }
      from = events.back().position + 1;
    }
    return std::nullopt;
  }

  /// Whoever becomes a member of a group sees nothing of what was before.
  bool makes_member(const envelope& happened) const {
    const auto* body = std::get_if<room::event>(&happened.body);
    const auto* added = body ? std::get_if<room::member_added>(body) : nullptr;
    return added && added->user_id == whom_.who;
  }

  void forget(const stream_id& stream) {
    std::erase_if(events_, [&](const recorded& each) { return each.entry.stream == stream; });
  }

  const event_log& log_;
  const subscriber& whom_;
  const std::vector<room_id>& groups_;
  const std::uint64_t last_position_;
  std::vector<recorded> events_;
};

bool is_for(const subscriber& whom, const std::vector<room_id>& groups, const audience& to) {
  return whom.is_reached_by(to) || (to.group && std::ranges::count(groups, *to.group) > 0);
}

} // namespace

missed replay(const event_log& log, const find_profile& people, const subscriber& whom,
              const std::vector<room_id>& groups, const resume_point& point,
              std::uint64_t last_position) {
  collector found{log, whom, groups, last_position};
  if (auto failed = found.collect(point)) return *std::move(failed);
  std::vector<websocket::frame> frames;
  call_book calls{log};
  for (const auto& each : found.events())
    for (const auto& told : deliveries_of(each.entry, calls, people))
      if (is_for(whom, groups, told.to) && !whom.is_spared_by(told.to, each.entry))
        frames.push_back(told.make());
  return frames;
}

} // namespace switchboard
