#include "tools/call/timeline.hpp"

#include "tools/call/queue_words.hpp"
#include "tools/call/room_words.hpp"

#include <algorithm>
#include <utility>

namespace switchboard::tools {

namespace {

void add(std::vector<moment>& to, const recorded& event, std::string text) {
  if (!text.empty()) to.push_back({event.entry.time, std::move(text), event});
}

/// Of what came after the end, only that somebody could not be reached and then came back matters.
bool is_in_time(const recorded& each, const call_story& story) {
  const auto end = story.ended_at();
  if (!end || each.entry.time <= *end) return true;
  return story.ended()->reason == end_reason::missed && as<user::device_connected>(each);
}

void add_person(std::vector<moment>& to, const person_story& person, const call_story& story) {
  for (const auto& each : person.meanwhile)
    if (is_in_time(each, story)) add(to, each, person_words(each, person, story));
}

/// The moments of one decision have one time: the order of the log tells what came first.
void sort(std::vector<moment>& moments) {
  std::ranges::sort(moments, {}, [](const moment& each) {
    return std::pair{each.at, each.event.position};
  });
}

} // namespace

std::vector<moment> timeline_of(const call_story& story) {
  std::vector<moment> moments;
  if (story.queue)
    for (const auto& each : story.queue->events)
      add(moments, each, queue_words(std::get<queue::event>(each.entry.body), story.side_names));
  for (const auto& each : story.events)
    add(moments, each, room_words(std::get<room::event>(each.entry.body), story));
  for (const auto& [id, person] : story.people)
    add_person(moments, person, story);
  sort(moments);
  return moments;
}

std::vector<moment> timeline_of_side(const std::vector<recorded>& events) {
  side_names names;
  for (const auto& each : events)
    note_names(names, std::get<queue::event>(each.entry.body));
  std::vector<moment> moments;
  for (const auto& each : events)
    add(moments, each, queue_words(std::get<queue::event>(each.entry.body), names));
  return moments;
}

} // namespace switchboard::tools
