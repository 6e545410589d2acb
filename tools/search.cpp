#include "tools/search.hpp"

#include "tools/backward.hpp"
#include "tools/reading.hpp"

#include <algorithm>

namespace switchboard::tools {

namespace {

/// To find the place in a stream takes a few reads: with more streams than this, as of somebody who
/// is in all rooms there are, reading the log backwards finds as much in the same time.
constexpr std::size_t max_streams = 500;

bool names_streams(const selection& wanted) { return wanted.stream || wanted.call || wanted.user; }

std::uint64_t end_of(const event_log& log, const search& asked) {
  auto end = log.head() + 1;
  if (asked.before) end = std::min(end, *asked.before);
  // Behind this, all is younger than what is wanted.
  if (asked.wanted.until)
    end = std::min(end, first_position_since(log, *asked.wanted.until + 2 * time_disorder_ms + 1));
  return end;
}

std::vector<backward> ways_through(const event_log& log, const search& asked) {
  const auto end = end_of(log, asked);
  const auto streams = streams_for(log, asked.wanted);
  if (!names_streams(asked.wanted) || streams.size() > max_streams)
    return {backward::through_log(log, end)};
  std::vector<backward> ways;
  for (const auto& each : streams)
    ways.push_back(backward::through_stream(log, each, end));
  return ways;
}

/// The way that goes on with the youngest event; null when all have come to their beginning.
backward* youngest(std::vector<backward>& ways) {
  backward* found = nullptr;
  for (auto& each : ways) {
    const auto* next = each.peek();
    if (next && (!found || next->position > found->peek()->position)) found = &each;
  }
  return found;
}

bool has_type(const envelope& entry, const std::string& beginning) {
  const auto type = type_of(entry.body);
  return type.starts_with(beginning) || type.substr(type.find('.') + 1).starts_with(beginning);
}

bool is_too_old(const selection& wanted, const envelope& entry) {
  return wanted.since && entry.time < *wanted.since + -time_disorder_ms;
}

} // namespace

search_page find_page(const event_log& log, const search& asked) {
  search_page page;
  auto ways = ways_through(log, asked);
  for (std::size_t looked_through = 0;; ++looked_through) {
    auto* const way = youngest(ways);
    if (!way || is_too_old(asked.wanted, way->peek()->entry)) return page;
    if (page.events.size() >= asked.limit || looked_through >= asked.max_looked_through) {
      page.next = way->peek()->position + 1;
      return page;
    }
    auto event = way->take();
    if (has_type(event.entry, asked.type_beginning) && is_selected(asked.wanted, event.entry))
      page.events.push_back(std::move(event));
  }
}

} // namespace switchboard::tools
