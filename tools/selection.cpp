#include "tools/selection.hpp"

#include "tools/mentions.hpp"
#include "tools/reading.hpp"

#include <algorithm>

namespace switchboard::tools {

namespace {

bool is_after_end(const selection& wanted, const envelope& entry, std::int64_t disorder_ms) {
  return wanted.until && entry.time > *wanted.until + disorder_ms;
}

/// Who is named by a call's events as a party to it: their streams hold the rest of it.
void add_parties(const event_log& log, std::string_view call, std::set<stream_id>& streams) {
  const auto room = room_of(call);
  if (!room) return;
  for_each_event_of(log, stream_of(*room), seq_of(call), [&](const recorded& each) {
    const auto* body = std::get_if<room::event>(&each.entry.body);
    if (!is_of_call(each.entry, call)) return true;
    if (const auto* invited = std::get_if<room::call_invited>(body)) {
      streams.insert(stream_of(invited->caller_id));
      for (const auto& target : invited->targets)
        streams.insert(stream_of(target));
    }
    if (const auto* joined = std::get_if<room::participant_joined>(body))
      streams.insert(stream_of(joined->user_id));
    return !std::holds_alternative<room::call_ended>(*body);
  });
}

/// The rooms that a user's own stream names, and the stream itself.
std::set<stream_id> streams_of_user(const event_log& log, const user_id& user) {
  std::set<stream_id> streams{stream_of(user)};
  if (const auto queue = queue_of(user.value)) streams.insert(stream_of(*queue));
  for_each_event_of(log, stream_of(user), 1, [&](const recorded& each) {
    const auto* body = std::get_if<user::event>(&each.entry.body);
    if (const auto* joined = std::get_if<user::room_joined>(body))
      streams.insert(stream_of(joined->room_id));
    return true;
  });
  return streams;
}

std::uint64_t first_seq_of(const event_log& log, const stream_id& stream, const selection& wanted) {
  if (wanted.since) return first_seq_since(log, stream, *wanted.since);
  const bool is_room_of_call =
      wanted.call && room_of(*wanted.call) && stream == stream_of(*room_of(*wanted.call));
  return is_room_of_call ? std::max<std::uint64_t>(seq_of(*wanted.call), 2) - 1 : 1;
}

std::vector<recorded> selected_of(const event_log& log, const std::set<stream_id>& streams,
                                  const selection& wanted) {
  std::vector<recorded> all;
  for (const auto& stream : streams)
    for_each_event_of(log, stream, first_seq_of(log, stream, wanted), [&](recorded&& each) {
      if (is_after_end(wanted, each.entry, 0)) return false;
      if (is_selected(wanted, each.entry)) all.push_back(std::move(each));
      return true;
    });
  std::ranges::sort(all, {}, &recorded::position);
  return all;
}

} // namespace

bool selection::is_everything() const {
  return !since && !until && !stream && types.empty() && !call && !user;
}

std::set<stream_id> streams_for(const event_log& log, const selection& wanted) {
  if (wanted.stream) return {*wanted.stream};
  if (wanted.call) {
    const auto known = streams_of_call(*wanted.call);
    std::set<stream_id> streams{known.begin(), known.end()};
    add_parties(log, *wanted.call, streams);
    return streams;
  }
  if (wanted.user) return streams_of_user(log, *wanted.user);
  return {};
}

bool is_selected(const selection& wanted, const envelope& entry) {
  if (wanted.since && entry.time < *wanted.since) return false;
  if (wanted.until && entry.time > *wanted.until) return false;
  if (wanted.stream && entry.stream != *wanted.stream) return false;
  const auto type = type_of(entry.body);
  if (!wanted.types.empty() && std::ranges::none_of(wanted.types, [&](const std::string& each) {
        return each.ends_with('.') ? type.starts_with(each) : type == each;
      }))
    return false;
  if (wanted.call && !is_of_call(entry, *wanted.call)) return false;
  return !wanted.user || is_about(entry, *wanted.user);
}

void for_each_selected(const event_log& log, const selection& wanted,
                       const std::function<bool(const recorded&)>& visit) {
  if (wanted.stream || wanted.call || wanted.user) {
    for (const auto& each : selected_of(log, streams_for(log, wanted), wanted))
      if (!visit(each)) return;
    return;
  }
  const auto from = wanted.since ? first_position_since(log, *wanted.since) : 1;
  for_each_event(log, from, [&](const recorded& each) {
    if (is_after_end(wanted, each.entry, time_disorder_ms)) return false;
    return !is_selected(wanted, each.entry) || visit(each);
  });
}

std::vector<recorded> last_selected(const event_log& log, const selection& wanted,
                                    std::size_t count) {
  std::vector<recorded> last;
  if (wanted.stream || wanted.call || wanted.user) {
    last = selected_of(log, streams_for(log, wanted), wanted);
  } else {
    for (auto end = log.head(); end > 0 && last.size() < count;) {
      const auto from = end > events_of_one_page ? end - events_of_one_page + 1 : 1;
      auto page = log.read_all(from, end - from + 1);
      std::erase_if(page, [&](const recorded& each) { return !is_selected(wanted, each.entry); });
      last.insert(last.begin(), std::make_move_iterator(page.begin()),
                  std::make_move_iterator(page.end()));
      end = from - 1;
    }
  }
  if (last.size() > count)
    last.erase(last.begin(), last.end() - static_cast<std::ptrdiff_t>(count));
  return last;
}

} // namespace switchboard::tools
