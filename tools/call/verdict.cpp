#include "tools/call/verdict.hpp"

#include "tools/call/ending.hpp"
#include "tools/call/naming.hpp"
#include "tools/call/unreached.hpp"
#include "tools/phrases.hpp"

#include <algorithm>

namespace switchboard::tools {

namespace {

std::string_view word_of(call_type type) { return boost::describe::enum_to_string(type, "?"); }

std::vector<std::string> names_of(const naming& names, const std::vector<user_id>& people) {
  std::vector<std::string> all;
  for (const auto& each : people)
    all.push_back(names.person(each));
  return all;
}

/// `alice called bob (video)`.
std::string called_words(const call_story& story) {
  const naming names{story};
  const auto& invited = *story.invited();
  auto words = names.person(invited.caller_id) + " called "
               + list_words(names_of(names, invited.targets)) + " ("
               + std::string{word_of(invited.call_type)};
  if (invited.caller_connection_id)
    words += ", from " + names.device_alone(invited.caller_id, *invited.caller_connection_id);
  return words + ")";
}

std::string answered_words(const call_story& story) {
  const naming names{story};
  std::vector<std::string> answers;
  for (const auto& each : story.events)
    if (const auto* accepted = as<room::call_accepted>(each)) {
      auto words = names.person(accepted->user_id) + " answered";
      if (accepted->connection_id)
        words += " on " + names.device_alone(accepted->user_id, *accepted->connection_id);
      answers.push_back(words + " after " + duration_words(each.entry.time - story.began_at()));
    }
  return list_words(answers);
}

// --- Queues --------------------------------------------------------------------------------------

/// What made a match possible: the event decided right before it.
std::string occasion_words(const std::vector<recorded>& events, std::size_t match_at,
                           const naming& names) {
  if (match_at == 0) return {};
  const auto& before = events[match_at - 1];
  if (before.entry.time != events[match_at].entry.time) return {};
  if (const auto* ready = as<queue::agent_ready>(before))
    return ", as soon as " + names.person(ready->call_id) + " was free";
  if (const auto* taken = as<queue::offer_accepted>(before))
    return ", when " + names.person(taken->agent_call_id) + " took the offer";
  if (const auto* rested = as<queue::agent_rested>(before))
    return ", when " + names.person(rested->call_id) + " could be asked again";
  if (const auto* back = as<queue::agent_resumed>(before))
    return ", when " + names.person(back->call_id) + " was back";
  return {};
}

std::string match_words(const call_story& story) {
  const naming names{story};
  const auto& events = story.queue->events;
  std::optional<std::int64_t> place;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (const auto* waiting = as<queue::customer_waiting>(events[i])) place = waiting->position;
    const auto* match = as<queue::matched>(events[i]);
    if (!match || match->room_id != story.room) continue;
    const auto who = names.person(match->customer_call_id);
    if (match->waited_ms == 0)
      return who + " came to queue " + story.queue->name.value + " and was matched at once with "
             + names.person(match->agent_call_id);
    return who + " waited " + duration_words(match->waited_ms) + " in queue "
           + story.queue->name.value
           + (place ? " from place " + std::to_string(*place) + " on" : std::string{})
           + " and was matched with " + names.person(match->agent_call_id)
           + occasion_words(events, i, names);
  }
  return "a queue matched its two sides";
}

std::string beginning_of(const call_story& story) {
  if (story.invited()) return called_words(story);
  return story.queue ? match_words(story) : "a queue opened the call";
}

// --- Ends ----------------------------------------------------------------------------------------

std::string talked_words(const call_story& story) {
  const auto& end = *story.ended();
  auto words = "The call lasted " + duration_words(end.duration_ms);
  const auto by = hang_up_words(story);
  return words + (by.empty() ? std::string{} : ", until " + by) + ".";
}

std::string rejected_words(const call_story& story) {
  const naming names{story};
  std::string words;
  for (const auto& each : story.events)
    if (const auto* rejected = as<room::call_rejected>(each)) {
      words += names.person(rejected->user_id) + " declined";
      if (rejected->connection_id)
        words += " on " + names.device_alone(rejected->user_id, *rejected->connection_id);
      words += " after " + duration_words(each.entry.time - story.began_at());
      if (rejected->reason && !rejected->reason->empty())
        words += ", saying \"" + *rejected->reason + '"';
      words += ". ";
    }
  return words;
}

/// Each person for whom the call ended like this, told by `tell`.
template <class Ended, class Tell>
std::string for_each_ended(const call_story& story, Tell tell) {
  std::string words;
  for (const auto& each : story.events)
    if (const auto* ended = as<Ended>(each)) {
      const auto person = story.people.find(ended->user_id);
      if (person != story.people.end()) words += tell(story, person->second) + ". ";
    }
  return words;
}

/// Of a group's call it is not known on which devices it rang.
std::string group_missed_words(const call_story& story) {
  const naming names{story};
  std::string words;
  for (const auto& each : story.events)
    if (const auto* ended = as<room::ringing_ended>(each))
      words += list_words(names_of(names, ended->user_ids)) + " did not answer. ";
  return words;
}

std::string cancelled_words(const call_story& story) {
  const naming names{story};
  const auto& end = *story.ended();
  const auto who = end.ended_by ? names.person(*end.ended_by) : std::string{"The caller"};
  std::string words = who + " gave up after "
                      + duration_words(story.events.back().entry.time - story.began_at())
                      + ", before anybody answered. ";
  for (const auto& each : story.events)
    if (const auto* cancelled = as<room::call_cancelled>(each)) {
      const auto person = story.people.find(cancelled->user_id);
      if (person == story.people.end()) continue;
      const auto rung = devices_rung(story, person->second);
      words += rung.names.empty() ? "It had not rung for " + person->first.value + ". "
                                  : "It had rung on " + person->first.value + "'s "
                                        + list_words(rung.names) + ". ";
    }
  return words;
}

std::string ending_of(const call_story& story) {
  const auto answered = answered_words(story);
  const auto opening = answered.empty() ? std::string{} : answered + ". ";
  switch (story.ended()->reason) {
  case end_reason::completed:
    return opening + talked_words(story);
  case end_reason::abandoned:
  case end_reason::failed:
    return opening + loss_words(story) + ". " + talked_words(story);
  case end_reason::rejected:
    return rejected_words(story);
  case end_reason::cancelled:
    return cancelled_words(story);
  case end_reason::missed:
    return for_each_ended<room::call_missed>(story, missed_words) + group_missed_words(story);
  case end_reason::busy:
    return for_each_ended<room::call_busy>(story, busy_words);
  }
  return {};
}

std::string standing_of(const call_story& story) {
  const auto answered = answered_words(story);
  if (!answered.empty()) return answered + ". It goes on.";
  if (!story.invited()) return "It goes on.";
  return "It rings until " + clock_time(story.invited()->expires_at) + ".";
}

std::string trimmed(std::string text) {
  while (text.ends_with(' '))
    text.pop_back();
  return text;
}

} // namespace

std::string verdict_on(const call_story& story) {
  const auto* end = story.ended();
  const std::string word = end ? boost::describe::enum_to_string(end->reason, "ended") : "not over";
  auto opening = beginning_of(story) + " at " + clock_time(story.began_at());
  return trimmed(capitalized(word) + ": " + opening + ". "
                 + (end ? ending_of(story) : standing_of(story)));
}

} // namespace switchboard::tools
