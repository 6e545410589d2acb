#include "tools/call/room_words.hpp"

#include "tools/call/ending.hpp"
#include "tools/call/unreached.hpp"
#include "tools/phrases.hpp"

#include <algorithm>

namespace switchboard::tools {

namespace {

/// One event of the room in words.
struct room_teller {
  const call_story& story;
  naming names{story};

  std::string operator()(const room::call_invited& happened) const {
    std::vector<std::string> targets;
    for (const auto& each : happened.targets)
      targets.push_back(names.person(each));
    auto words = names.person(happened.caller_id) + " called " + list_words(targets) + " ("
                 + std::string{boost::describe::enum_to_string(happened.call_type, "?")} + ")";
    if (happened.caller_connection_id)
      words += " from " + names.device_alone(happened.caller_id, *happened.caller_connection_id);
    return words + "; it may ring for " + duration_words(happened.expires_at - story.began_at());
  }
  /// Of a queue's call, the queue tells the beginning and the end.
  std::string operator()(const room::call_opened&) const {
    return story.queue ? std::string{} : "the call was opened";
  }
  std::string operator()(const room::call_ringing& happened) const {
    const auto person = story.people.find(happened.user_id);
    const bool is_told_by_device =
        person != story.people.end() && !devices_rung(story, person->second).names.empty();
    return is_told_by_device ? std::string{} : "it rang for " + names.person(happened.user_id);
  }
  std::string operator()(const room::call_accepted& happened) const {
    return names.person(happened.user_id) + " answered" + on_device(happened);
  }
  std::string operator()(const room::call_rejected& happened) const {
    const bool has_reason = happened.reason && !happened.reason->empty();
    return names.person(happened.user_id) + " declined" + on_device(happened)
           + (has_reason ? ", saying \"" + *happened.reason + '"' : std::string{});
  }
  std::string operator()(const room::call_cancelled& happened) const {
    return "it no longer rang for " + names.person(happened.user_id) + ": cancelled";
  }
  std::string operator()(const room::call_missed& happened) const {
    return "the ring time was over, and " + names.person(happened.user_id) + " had not answered";
  }
  std::string operator()(const room::ringing_ended& happened) const {
    std::vector<std::string> people;
    for (const auto& each : happened.user_ids)
      people.push_back(names.person(each));
    if (happened.outcome == invitation_outcome::missed)
      return "the ring time was over, and " + list_words(people) + " had not answered";
    return "it no longer rang for " + list_words(people) + ": cancelled";
  }
  std::string operator()(const room::call_busy& happened) const {
    const auto person = story.people.find(happened.user_id);
    if (person == story.people.end()) return names.person(happened.user_id) + " was busy";
    return busy_words(story, person->second);
  }

  std::string operator()(const room::participant_joined& happened) const {
    return names.person(happened.user_id) + " came in"
           + (names.is_side(happened.user_id)
                  ? std::string{}
                  : " with " + names.device_alone(happened.user_id, happened.connection_id));
  }
  std::string operator()(const room::participant_suspected& happened) const {
    return device_of(happened) + " lost its connection; it had until "
           + clock_time(happened.grace_until) + " to come back";
  }
  std::string operator()(const room::participant_resumed& happened) const {
    return device_of(happened) + " was back";
  }
  std::string operator()(const room::participant_left& happened) const {
    switch (happened.reason) {
    case leave_reason::left:
      return device_of(happened) + " left";
    case leave_reason::connection_lost:
      return device_of(happened) + " was gone: its connection was lost";
    case leave_reason::replaced:
      return device_of(happened) + " was replaced";
    case leave_reason::call_ended:
      return {};
    case leave_reason::removed:
      return names.person(happened.user_id) + " was removed from the room";
    case leave_reason::node_restarted:
      return device_of(happened) + " was gone: its server had started anew";
    }
    return {};
  }
  std::string operator()(const room::security_reported& happened) const {
    if (happened.status == risk_status::safe) return {};
    return names.person(happened.reporter_id) + "'s device took "
           + names.person(happened.subject_user_id) + " for a risk";
  }
  std::string operator()(const room::recording_noted& happened) const {
    return names.person(happened.user_id)
           + (happened.is_recording ? " began to record" : " stopped recording");
  }
  std::string operator()(const room::call_ended& happened) const {
    if (story.queue) return {};
    const auto by = hang_up_words(story);
    return "the call ended as " + spaced(boost::describe::enum_to_string(happened.reason, "ended"))
           + (by.empty() ? std::string{} : ": " + by);
  }

  /// What does not bear on how the call went.
  template <class Other>
  std::string operator()(const Other&) const {
    return {};
  }

private:
  template <class Answer>
  std::string on_device(const Answer& happened) const {
    if (!happened.connection_id) return {};
    return " on " + names.device_alone(happened.user_id, *happened.connection_id);
  }
  template <class Event>
  std::string device_of(const Event& happened) const {
    return names.device(happened.user_id, happened.connection_id);
  }
};

/// Whether the room tells of this device itself, because it takes part in the call.
bool is_told_by_room(const std::vector<call_id>& calls, const call_story& story) {
  return std::ranges::find(calls, story.id) != calls.end();
}

} // namespace

std::string room_words(const room::event& happened, const call_story& story) {
  return std::visit(room_teller{story}, happened);
}

std::string person_words(const recorded& happened, const person_story& person,
                         const call_story& story) {
  const naming names{story};
  const auto device = [&](const connection_id& connection) {
    return names.device(person.id, connection);
  };
  const bool is_caller = story.invited() && story.invited()->caller_id == person.id;
  if (const auto* rang = as<user::device_rang>(happened))
    return rang->call_id == story.id ? "it rang on " + device(rang->connection_id) : std::string{};
  if (const auto* connected = as<user::device_connected>(happened); connected && !is_caller)
    return device(connected->connection_id) + " came online, on " + connected->node;
  if (const auto* lost = as<user::device_suspected>(happened);
      lost && !is_told_by_room(lost->calls, story))
    return device(lost->connection_id) + " lost its connection";
  if (const auto* back = as<user::device_resumed>(happened);
      back && !is_told_by_room(back->calls, story))
    return device(back->connection_id) + " was back";
  if (const auto* gone = as<user::device_disconnected>(happened);
      gone && !is_told_by_room(gone->calls, story))
    return device(gone->connection_id)
           + " went offline: " + spaced(boost::describe::enum_to_string(gone->reason, "gone"));
  return {};
}

} // namespace switchboard::tools
