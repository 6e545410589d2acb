#include "tools/slice_of_log.hpp"

#include "tools/call/story.hpp"
#include "tools/phrases.hpp"
#include "tools/reading.hpp"
#include "tools/usage_error.hpp"

#include <nlohmann/json.hpp>

namespace switchboard::tools {

namespace {

recorded event_at(const event_log& log, std::uint64_t position) {
  auto found = log.read_all(position, 1);
  if (found.empty()) throw not_found{"there is no event at position " + std::to_string(position)};
  return std::move(found.front());
}

slice_of_log slice_from_to(const event_log& log, std::uint64_t first, std::uint64_t last) {
  return {first, last, event_at(log, first).entry.time, event_at(log, last).entry.time};
}

/// Where a moment is in the order of the log, as well as times can say that.
std::uint64_t cut_at(const event_log& log, timestamp moment) {
  return first_position_since(log, moment + time_disorder_ms);
}

} // namespace

slice_of_log slice_between(const event_log& log, std::optional<timestamp> since,
                           std::optional<timestamp> until) {
  const auto first = since ? cut_at(log, *since) : 1;
  const auto after_last = until ? cut_at(log, *until + 1) : log.head() + 1;
  if (first >= after_last)
    throw not_found{"nothing happened then: the log "
                    + (log.head() == 0
                           ? std::string{"is empty"}
                           : "goes from " + to_string(event_at(log, 1).entry.time) + " to "
                                 + to_string(event_at(log, log.head()).entry.time))};
  return slice_from_to(log, first, after_last - 1);
}

slice_of_log slice_of_call(const event_log& log, const call_id& call) {
  const auto story = tell_call(log, call);
  return slice_from_to(log, story.events.front().position, story.events.back().position);
}

void check_is_known(const event_log& log, const user_id& who, const find_stay& find) {
  if (queue_of(who.value)) return void(tell_side(log, who, find));
  if (log.read_stream(stream_of(who), 1, 1).empty())
    throw not_found{"there is no " + to_string(stream_of(who)) + " in this log"};
}

std::string to_text(const slice_of_log& slice, std::string_view url) {
  return "plays " + count_words(slice.last_position - slice.first_position + 1, "event") + ", "
         + to_string(slice.begins_at) + " to " + to_string(slice.ends_at)
         + ", to whoever connects to\n" + std::string{url} + "\nuntil Ctrl-C\n";
}

std::string to_json(const slice_of_log& slice, std::string_view url) {
  const nlohmann::ordered_json document{{"url", url},
                                        {"first_position", slice.first_position},
                                        {"last_position", slice.last_position},
                                        {"begins_at", to_string(slice.begins_at)},
                                        {"ends_at", to_string(slice.ends_at)}};
  return document.dump() + '\n';
}

} // namespace switchboard::tools
