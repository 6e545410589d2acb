#include "transport/gateway/replay.hpp"

#include <algorithm>
#include <set>

namespace switchboard {

namespace {

/// More than this is fetched faster as pages of history.
constexpr std::size_t max_events_of_stream = 2'000;
/// A device that comes back most often has connected not many events ago.
constexpr std::uint64_t events_looked_at = 32;

says::resume_failed fail(std::string code, std::string message) {
  return {std::move(code),
          std::move(message),
          {"/api/v1/chat/messages", "/api/v1/calls/active", "/api/v1/calls/history"}};
}

/// Collects the events that a client may have missed.
class collector {
public:
  collector(const event_log& log, const subscriber& whom, const std::vector<room_id>& rooms,
            std::uint64_t last_position)
      : log_{log}, whom_{whom}, rooms_{rooms}, last_position_{last_position} {}

  std::optional<says::resume_failed> collect(const resume_point& point) {
    std::uint64_t seen_position = 0;
    for (const auto& [stream, seq] : point.streams) {
      if (!concerns(stream)) continue;
      if (auto failed = collect_named(stream, seq, seen_position)) return failed;
    }
    // Whoever has seen nothing yet has missed all since they came.
    if (seen_position == 0)
      seen_position = position_of_arrival(point.connection_id.value_or(whom_.id));
    if (seen_position == 0) return std::nullopt;
    for (const auto& stream : streams_beside(point))
      if (auto failed = collect_after(stream, log_.seq_at(stream, seen_position))) return failed;
    std::ranges::sort(events_, {}, &recorded::position);
    return std::nullopt;
  }

  const std::vector<recorded>& events() const { return events_; }

private:
  /// Where everything stands that is said to this client alone.
  stream_id home() const {
    const auto queue = queue_of(whom_.who.value);
    return queue ? stream_of(*queue) : stream_of(whom_.who);
  }

  /// Whether frames from this stream can be for this client at all.
  bool concerns(const stream_id& stream) const {
    if (stream.kind != entity_kind::room) return stream == home();
    const room_id room{stream.key};
    if (const auto pair = pair_of(room)) return std::ranges::count(*pair, whom_.who) > 0;
    return std::ranges::count(rooms_, room) > 0
           || (room.value.starts_with("queue~") && queue_of(whom_.who.value));
  }

  /// Where this device connected; 0 if it did not, or long ago. A queue's side is told of its match
  /// whenever it comes.
  std::uint64_t position_of_arrival(const connection_id& device) const {
    if (home().kind != entity_kind::user) return 0;
    const auto last_seq = log_.seq_at(home(), last_position_);
    const auto oldest = last_seq - std::min<std::uint64_t>(last_seq, max_events_of_stream);
    for (auto end = last_seq; end > oldest;) {
      const auto begin = std::max(end - std::min<std::uint64_t>(end, events_looked_at), oldest);
      const auto events = log_.read_stream(home(), begin + 1, end - begin);
      for (const auto& each : events)
        if (connects(each.entry, device)) return each.position;
      end = begin;
    }
    return 0;
  }

  static bool connects(const envelope& happened, const connection_id& device) {
    const auto* body = std::get_if<user::event>(&happened.body);
    const auto* connected = body ? std::get_if<user::device_connected>(body) : nullptr;
    return connected && connected->connection_id == device;
  }

  /// Those that concern the client and are not named.
  std::set<stream_id> streams_beside(const resume_point& point) const {
    std::set<stream_id> beside{home()};
    for (const auto& each : rooms_)
      beside.insert(stream_of(each));
    std::erase_if(beside, [&](const stream_id& each) { return point.streams.contains(each); });
    return beside;
  }

  std::optional<says::resume_failed> collect_named(const stream_id& stream, std::uint64_t seq,
                                                   std::uint64_t& seen_position) {
    const auto seen = seq > 0 ? log_.read_stream(stream, seq, 1) : std::vector<recorded>{};
    if (seq > 0 && seen.empty())
      return fail("unknown_position",
                  to_string(stream) + " has no event " + std::to_string(seq) + ".");
    if (!seen.empty() && seen.front().position <= last_position_)
      seen_position = std::max(seen_position, seen.front().position);
    return collect_after(stream, seq);
  }

  std::optional<says::resume_failed> collect_after(const stream_id& stream, std::uint64_t seq) {
    const auto events = log_.read_stream(stream, seq + 1, max_events_of_stream + 1);
    if (events.size() > max_events_of_stream)
      return fail("too_far_behind", "Too much has happened in " + to_string(stream) + ".");
    bool is_member = true;
    auto theirs = events_.size();
    for (const auto& each : events) {
      if (each.position > last_position_) break;
      if (tells_of<room::member_added>(each.entry)) {
        // What was before is not for them.
        events_.resize(theirs);
        is_member = true;
      }
      events_.push_back(each);
      if (tells_of<room::member_removed>(each.entry)) {
        theirs = events_.size();
        is_member = false;
      }
    }
    if (!is_member) events_.resize(theirs);
    return std::nullopt;
  }

  /// Whether this happened to the client in person.
  template <class Event>
  bool tells_of(const envelope& happened) const {
    const auto* body = std::get_if<room::event>(&happened.body);
    const auto* told = body ? std::get_if<Event>(body) : nullptr;
    return told && told->user_id == whom_.who;
  }

  const event_log& log_;
  const subscriber& whom_;
  const std::vector<room_id>& rooms_;
  const std::uint64_t last_position_;
  std::vector<recorded> events_;
};

bool is_for(const subscriber& whom, const std::vector<room_id>& rooms, const audience& to) {
  return whom.is_reached_by(to) || (to.group && std::ranges::count(rooms, *to.group) > 0);
}

} // namespace

missed replay(const event_log& log, const find_profile& people, const subscriber& whom,
              const std::vector<room_id>& rooms, const resume_point& point,
              std::uint64_t last_position) {
  collector found{log, whom, rooms, last_position};
  if (auto failed = found.collect(point)) return *std::move(failed);
  std::vector<websocket::frame> frames;
  call_book calls{log};
  for (const auto& each : found.events())
    for (const auto& told : deliveries_of(each.entry, calls, people))
      if (is_for(whom, rooms, told.to) && !whom.is_spared_by(told.to, each.entry))
        frames.push_back(told.make());
  return frames;
}

} // namespace switchboard
