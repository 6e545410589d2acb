#include "tools/call/unreached.hpp"

#include "tools/call/naming.hpp"
#include "tools/phrases.hpp"

#include <algorithm>
#include <string_view>

namespace switchboard::tools {

namespace {

/// It rings at once on devices that are there; later than this, one came while it rang.
constexpr std::int64_t at_once_ms = 1'000;

std::string_view word_of(disconnect_reason reason) {
  return boost::describe::enum_to_string(reason, "gone");
}

std::string caller_of(const call_story& story) {
  return naming{story}.person(story.invited()->caller_id);
}

std::string no_device_words(const call_story& story, const person_story& person) {
  const auto who = person.id.value;
  const auto when = " when " + caller_of(story) + " called";
  if (!person.before.account) return who + " is not registered, so that nothing could ring";
  if (person.before.ban_reason) return who + " was shut out, so that nothing rang";
  if (!person.before.devices.empty()) {
    std::vector<std::string> names;
    for (const auto& each : person.before.devices)
      names.push_back(device_or_nameless(each.name));
    return who + " had " + (names.size() == 1 ? "one device" : "devices") + " that had dropped"
           + when + " and did not come back in time (" + list_words(names) + ")";
  }
  if (!person.last_departure) return who + " had no device online" + when + ", and never had one";
  const auto& last = *person.last_departure;
  return who + " had no device online" + when + " (the last one, " + device_or_nameless(last.device)
         + ", left " + duration_words(story.began_at() - last.at)
         + " before: " + spaced(word_of(last.reason)) + ")";
}

/// Of the devices that rang, those that dropped before the call's end.
std::string lost_while_ringing_words(const call_story& story, const person_story& person) {
  const auto end = story.ended_at();
  std::string words;
  for (const auto& each : person.meanwhile) {
    const auto* lost = as<user::device_suspected>(each);
    if (!lost || (end && each.entry.time > *end)) continue;
    words += "; " + naming{story}.device_alone(person.id, lost->connection_id)
             + " lost its connection after " + duration_words(each.entry.time - story.began_at());
  }
  return words;
}

/// When the first device was back after nobody could be reached.
std::string return_words(const call_story& story, const person_story& person) {
  const auto end = story.ended_at();
  if (!end) return {};
  const auto ring_ms = story.invited()->expires_at - story.began_at();
  for (const auto& each : person.meanwhile) {
    const auto* connected = as<user::device_connected>(each);
    const auto* resumed = as<user::device_resumed>(each);
    if ((!connected && !resumed) || each.entry.time < *end) continue;
    const auto& connection = connected ? connected->connection_id : resumed->connection_id;
    return "; " + person.id.value + " came back with "
           + naming{story}.device_alone(person.id, connection) + ' '
           + duration_words(each.entry.time - *end) + " after the ring time ("
           + duration_words(ring_ms) + ") was over";
  }
  return {};
}

} // namespace

rung_devices devices_rung(const call_story& story, const person_story& person) {
  rung_devices rung;
  for (const auto& each : person.meanwhile) {
    const auto* rang = as<user::device_rang>(each);
    if (!rang || rang->call_id != story.id) continue;
    rung.names.push_back(naming{story}.device_alone(person.id, rang->connection_id));
    if (!rung.first_at) rung.first_at = each.entry.time;
  }
  return rung;
}

std::string missed_words(const call_story& story, const person_story& person) {
  const auto rung = devices_rung(story, person);
  if (rung.names.empty()) return no_device_words(story, person) + return_words(story, person);
  const auto end = story.ended_at().value_or(story.invited()->expires_at);
  const auto late_ms = *rung.first_at - story.began_at();
  std::string words;
  if (late_ms > at_once_ms)
    words = no_device_words(story, person) + "; it rang from " + duration_words(late_ms)
            + " on, when " + list_words(rung.names) + " came online";
  else
    words = "It rang on " + person.id.value + "'s " + list_words(rung.names);
  return words + " for " + duration_words(end - *rung.first_at) + ", and nobody answered"
         + lost_while_ringing_words(story, person);
}

std::string busy_words(const call_story& story, const person_story& person) {
  const auto& before = person.before;
  const auto who = person.id.value;
  if (before.status == availability::do_not_disturb) return who + " had asked not to be disturbed";
  if (before.status == availability::busy) return who + " had said to be busy";
  const auto other = std::ranges::find_if(before.calls, [&](const user::live_call& each) {
    return room_of(each.call_id.value) != story.room;
  });
  if (other != before.calls.end()) return who + " was in another call, " + other->call_id.value;
  return "Too many calls rang for " + who + " at once";
}

} // namespace switchboard::tools
