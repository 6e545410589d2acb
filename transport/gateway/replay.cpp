#include "transport/gateway/replay.hpp"

#include <algorithm>
#include <set>

namespace switchboard {

namespace {

/// More than this is fetched faster as pages of history.
constexpr std::uint64_t max_events_of_stream = 2'000;
/// A device that comes back most often has connected not many events ago.
constexpr std::uint64_t events_looked_at = 32;
/// Most events are nobody's news, and reading them is work too.
constexpr std::size_t max_events_of_piece = 256;
constexpr std::size_t max_stride = 64;

says::resume_failed fail(std::string code, std::string message) {
  return {std::move(code),
          std::move(message),
          {"/api/v1/chat/messages", "/api/v1/calls/active", "/api/v1/calls/history"}};
}

bool connects(const envelope& happened, const connection_id& device) {
  const auto* body = std::get_if<user::event>(&happened.body);
  const auto* connected = body ? std::get_if<user::device_connected>(body) : nullptr;
  return connected && connected->connection_id == device;
}

bool is_of_group(const stream_id& stream) {
  return stream.kind == entity_kind::room && stream.key.starts_with("group~");
}

bool is_for(const subscriber& whom, const std::vector<room_id>& rooms, const audience& to) {
  return whom.is_reached_by(to) || (to.group && std::ranges::count(rooms, *to.group) > 0);
}

} // namespace

replay::replay(const event_log& log, const find_profile& people, const subscriber& whom)
    : log_{log}, people_{people}, whom_{whom}, calls_{log} {}

// --- What was missed -----------------------------------------------------------------------------

std::optional<says::resume_failed> replay::begin(const std::vector<room_id>& rooms,
                                                 const resume_point& point,
                                                 std::uint64_t last_position) {
  rooms_ = rooms;
  last_position_ = last_position;
  std::uint64_t seen_position = 0;
  for (const auto& [stream, seq] : point.streams) {
    if (!concerns(stream)) continue;
    if (auto failed = add_named(stream, seq, seen_position)) return failed;
  }
  // Whoever has seen nothing yet has missed all since they came.
  if (seen_position == 0)
    seen_position = position_of_arrival(point.connection_id.value_or(whom_.id));
  if (seen_position > 0) add_others(point, seen_position);
  for (const auto& each : streams_)
    if (each.size() > max_events_of_stream)
      return fail("too_far_behind", "Too much has happened in " + to_string(each.stream()) + ".");
  return std::nullopt;
}

void replay::go_on(const std::vector<room_id>& rooms, std::uint64_t seen_position,
                   std::uint64_t last_position) {
  rooms_ = rooms;
  last_position_ = last_position;
  streams_.clear();
  searched_ = 0;
  add_others({}, seen_position);
}

/// Where everything stands that is said to this client alone.
stream_id replay::home() const {
  const auto queue = queue_of(whom_.who.value);
  return queue ? stream_of(*queue) : stream_of(whom_.who);
}

/// Whether frames from this stream can be for this client at all.
bool replay::concerns(const stream_id& stream) const {
  if (stream.kind != entity_kind::room) return stream == home();
  const room_id room{stream.key};
  if (const auto pair = pair_of(room)) return std::ranges::count(*pair, whom_.who) > 0;
  return std::ranges::count(rooms_, room) > 0
         || (room.value.starts_with("queue~") && queue_of(whom_.who.value));
}

/// Where this device connected; 0 if it did not, or long ago. A queue's side is told of its match
/// whenever it comes.
std::uint64_t replay::position_of_arrival(const connection_id& device) const {
  if (home().kind != entity_kind::user) return 0;
  const auto last_seq = log_.seq_at(home(), last_position_);
  const auto oldest = last_seq - std::min(last_seq, max_events_of_stream);
  for (auto end = last_seq; end > oldest;) {
    const auto begin = std::max(end - std::min(end, events_looked_at), oldest);
    const auto events = log_.read_stream(home(), begin + 1, end - begin);
    for (const auto& each : events)
      if (connects(each.entry, device)) return each.position;
    end = begin;
  }
  return 0;
}

std::optional<says::resume_failed> replay::add_named(const stream_id& stream, std::uint64_t seq,
                                                     std::uint64_t& seen_position) {
  const auto seen = seq > 0 ? log_.read_stream(stream, seq, 1) : std::vector<recorded>{};
  if (seq > 0 && seen.empty())
    return fail("unknown_position",
                to_string(stream) + " has no event " + std::to_string(seq) + ".");
  if (!seen.empty() && seen.front().position <= last_position_)
    seen_position = std::max(seen_position, seen.front().position);
  add(stream, seq);
  return std::nullopt;
}

/// The streams that concern the client and are not named.
void replay::add_others(const resume_point& point, std::uint64_t seen_position) {
  std::set<stream_id> others{home()};
  for (const auto& each : rooms_)
    others.insert(stream_of(each));
  for (const auto& stream : others)
    if (!point.streams.contains(stream)) add(stream, log_.seq_at(stream, seen_position));
}

void replay::add(const stream_id& stream, std::uint64_t seen_seq) {
  missed_stream all{stream, seen_seq, log_.seq_at(stream, last_position_)};
  if (!all.is_at_end()) streams_.push_back(std::move(all));
}

// --- Telling it ----------------------------------------------------------------------------------

missed_piece replay::next(const frame_limits& limits) {
  missed_piece made;
  if (search_some()) return made;
  std::size_t bytes = 0;
  std::size_t events = 0;
  while (made.frames.size() < limits.frames && bytes < limits.bytes
         && events < max_events_of_piece) {
    auto* const from = earliest();
    if (!from) {
      made.is_last = true;
      break;
    }
    const auto happened = from->take(log_);
    bytes += tell(happened, made.frames);
    ++events;
  }
  // Nothing that is large is kept until the client has taken this.
  stride_ = std::min(events, max_stride);
  for (auto& each : streams_)
    each.let_go();
  return made;
}

/// A group is looked through first for when the client was a member; false when all have been.
bool replay::search_some() {
  for (; searched_ < streams_.size(); ++searched_) {
    auto& each = streams_[searched_];
    if (!is_of_group(each.stream()) || each.is_searched()) continue;
    each.search(log_, whom_.who);
    return true;
  }
  return false;
}

/// The stream whose next event comes first in the log; null when all are at their end.
missed_stream* replay::earliest() {
  std::erase_if(streams_, [](const missed_stream& each) { return each.is_at_end(); });
  if (streams_.empty()) return nullptr;
  const auto ahead = stride_ / streams_.size();
  return &*std::ranges::min_element(
      streams_, {}, [&](missed_stream& each) { return each.next_position(log_, ahead); });
}

std::size_t replay::tell(const recorded& happened, std::vector<websocket::frame>& into) {
  std::size_t bytes = 0;
  for (const auto& told : deliveries_of(happened.entry, calls_, people_))
    if (is_for(whom_, rooms_, told.to) && !whom_.is_spared_by(told.to, happened.entry)) {
      into.push_back(told.make(whom_.own_call()));
      bytes += into.back().size();
    }
  return bytes;
}

} // namespace switchboard
