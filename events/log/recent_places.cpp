#include "events/log/recent_places.hpp"

#include <algorithm>

namespace switchboard {

namespace {

/// About as many as a page of the file's index holds. To take fewer of a stream that has more would
/// only write the same page once again.
constexpr std::size_t events_of_a_page = 128;

} // namespace

void recent_places::add(std::span<const placed_event> events) {
  const std::lock_guard lock{mutex_};
  for (const auto& each : events)
    streams_[each.stream_row].push_back(each);
  count_ += events.size();
}

void recent_places::forget(std::span<const placed_event> events) {
  const std::lock_guard lock{mutex_};
  for (auto rest = events; !rest.empty();) {
    const auto row = rest.front().stream_row;
    const auto end = std::ranges::find_if(
        rest, [row](const placed_event& each) { return each.stream_row != row; });
    const auto gone = end - rest.begin();
    const auto stream = streams_.find(row);
    stream->second.erase(stream->second.begin(), stream->second.begin() + gone);
    if (stream->second.empty()) streams_.erase(stream);
    rest = rest.subspan(static_cast<std::size_t>(gone));
  }
  count_ -= events.size();
}

void recent_places::clear() {
  const std::lock_guard lock{mutex_};
  streams_.clear();
  count_ = 0;
}

std::size_t recent_places::count() const {
  const std::lock_guard lock{mutex_};
  return count_;
}

std::vector<placed_event> recent_places::of(std::int64_t stream_row, std::uint64_t from_seq) const {
  const std::lock_guard lock{mutex_};
  const auto found = streams_.find(stream_row);
  if (found == streams_.end()) return {};
  return {std::ranges::lower_bound(found->second, from_seq, {}, &placed_event::seq),
          found->second.end()};
}

std::optional<std::uint64_t> recent_places::last_seq_of(std::int64_t stream_row) const {
  const std::lock_guard lock{mutex_};
  const auto found = streams_.find(stream_row);
  if (found == streams_.end()) return std::nullopt;
  return found->second.back().seq;
}

std::vector<placed_event> recent_places::oldest(std::size_t wanted, std::int64_t from_stream_row,
                                                std::uint64_t last_position) const {
  const std::lock_guard lock{mutex_};
  std::vector<placed_event> taken;
  for (auto each = streams_.lower_bound(from_stream_row);
       each != streams_.end() && taken.size() < wanted; ++each) {
    const auto& events = each->second;
    const auto end = std::ranges::upper_bound(events, last_position, {}, &placed_event::position);
    const auto most = std::max(wanted - taken.size(), events_of_a_page);
    const auto count = std::min(static_cast<std::size_t>(end - events.begin()), most);
    taken.insert(taken.end(), events.begin(), events.begin() + static_cast<std::ptrdiff_t>(count));
  }
  return taken;
}

} // namespace switchboard
