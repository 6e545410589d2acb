#include "tools/call/exchange.hpp"

#include "events/one_line.hpp"
#include "tools/call/naming.hpp"
#include "tools/phrases.hpp"

#include <algorithm>
#include <utility>

namespace switchboard::tools {

namespace {

constexpr std::size_t server = 1;

/// Draws events one after the other.
class drawer {
public:
  drawer(const call_story& story, exchange& into) : story_{story}, names_{story}, into_{into} {}

  void draw(const recorded& event) {
    at_ = event.entry.time;
    std::visit([this](const auto& of_kind) { std::visit(*this, of_kind); }, event.entry.body);
  }

  // --- The room ----------------------------------------------------------------------------------

  void operator()(const room::call_invited& happened) {
    tell_server(happened.caller_id,
                "calls (" + std::string{boost::describe::enum_to_string(happened.call_type, "?")}
                    + ")");
  }
  void operator()(const room::call_ringing& happened) {
    if (story_.invited()) tell(story_.invited()->caller_id, "rings for " + name(happened.user_id));
  }
  void operator()(const room::call_accepted& happened) {
    answer(happened, "answers", name(happened.user_id) + " answered");
  }
  void operator()(const room::call_rejected& happened) {
    answer(happened, "declines", name(happened.user_id) + " declined");
  }
  void operator()(const room::call_cancelled& happened) { tell(happened.user_id, "cancelled"); }
  void operator()(const room::call_missed& happened) { tell(happened.user_id, "missed"); }
  void operator()(const room::ringing_ended& happened) {
    const std::string word = boost::describe::enum_to_string(happened.outcome, "over");
    for (const auto& each : happened.user_ids)
      tell(each, word);
  }
  void operator()(const room::call_busy& happened) {
    if (story_.invited()) tell(story_.invited()->caller_id, name(happened.user_id) + " is busy");
  }
  void operator()(const room::participant_joined& happened) {
    tell_server(happened.user_id, "comes in" + with_device(happened));
  }
  void operator()(const room::participant_suspected& happened) {
    note(happened.user_id, "connection lost" + with_device(happened));
  }
  void operator()(const room::participant_resumed& happened) {
    tell_server(happened.user_id, "is back" + with_device(happened));
  }
  void operator()(const room::participant_left& happened) {
    if (happened.reason == leave_reason::left)
      tell_server(happened.user_id, "leaves" + with_device(happened));
    else if (happened.reason != leave_reason::call_ended)
      note(happened.user_id,
           "gone: " + spaced(boost::describe::enum_to_string(happened.reason, "gone")));
  }
  void operator()(const room::call_ended& happened) {
    if (happened.ended_by) tell_server(*happened.ended_by, "ends the call");
    const auto word = spaced(boost::describe::enum_to_string(happened.reason, "ended"));
    for (std::size_t lane = 0; lane < into_.lanes.size(); ++lane)
      if (lane != server) into_.arrows.push_back({at_, server, lane, "over: " + word});
  }

  // --- People and sides --------------------------------------------------------------------------

  void operator()(const user::device_rang& happened) {
    if (happened.call_id == story_.id)
      tell(owner_, "rings on " + names_.device_alone(owner_, happened.connection_id));
  }
  void operator()(const queue::customer_waiting& happened) {
    tell_server(happened.call_id, "waits, at place " + std::to_string(happened.position));
  }
  void operator()(const queue::agent_ready& happened) { tell_server(happened.call_id, "is ready"); }
  void operator()(const queue::offer_made& happened) {
    for (const auto& each : happened.agent_call_ids)
      tell(each, "offers " + happened.customer_name);
  }
  void operator()(const queue::offer_accepted& happened) {
    tell_server(happened.agent_call_id, "takes the offer");
  }
  void operator()(const queue::offer_rejected& happened) {
    tell_server(happened.agent_call_id, "declines the offer");
  }
  void operator()(const queue::matched& happened) {
    tell(happened.customer_call_id, "matched with " + happened.agent_name);
    tell(happened.agent_call_id, "matched with " + happened.customer_name);
  }

  /// What is no message between anybody.
  template <class Other>
  void operator()(const Other&) {}

  /// Whose stream the next events are of.
  void set_owner(const user_id& owner) { owner_ = owner; }

private:
  std::string name(const user_id& id) const { return names_.person(id); }

  std::size_t lane_of(const user_id& id) {
    const auto wanted = name(id);
    const auto found = std::ranges::find(into_.lanes, wanted);
    if (found == into_.lanes.end()) {
      into_.lanes.push_back(wanted);
      return into_.lanes.size() - 1;
    }
    return static_cast<std::size_t>(found - into_.lanes.begin());
  }

  void tell_server(const user_id& from, std::string text) {
    into_.arrows.push_back({at_, lane_of(from), server, std::move(text)});
  }
  void tell(const user_id& whom, std::string text) {
    into_.arrows.push_back({at_, server, lane_of(whom), std::move(text)});
  }
  void note(const user_id& on, std::string text) {
    const auto lane = lane_of(on);
    into_.arrows.push_back({at_, lane, lane, std::move(text)});
  }

  template <class Answer>
  void answer(const Answer& happened, const std::string& verb, std::string told) {
    tell_server(happened.user_id,
                verb
                    + (happened.connection_id
                           ? " on " + names_.device_alone(happened.user_id, *happened.connection_id)
                           : std::string{}));
    if (story_.invited()) tell(story_.invited()->caller_id, std::move(told));
  }

  template <class Event>
  std::string with_device(const Event& happened) const {
    if (names_.is_side(happened.user_id)) return {};
    return " (" + names_.device_alone(happened.user_id, happened.connection_id) + ")";
  }

  const call_story& story_;
  naming names_;
  exchange& into_;
  timestamp at_;
  user_id owner_;
};

/// Who called, or the customer of a queue.
std::string first_party(const call_story& story) {
  if (story.invited()) return naming{story}.person(story.invited()->caller_id);
  if (story.queue)
    for (const auto& each : story.queue->events)
      if (const auto* match = as<queue::matched>(each))
        return naming{story}.person(match->customer_call_id);
  return "caller";
}

/// The events of a call in the order in which they happened, with whose stream each is of.
std::vector<const recorded*> in_order(const call_story& story) {
  std::vector<const recorded*> all;
  const auto end = story.ended_at();
  for (const auto& each : story.events)
    all.push_back(&each);
  for (const auto& [id, person] : story.people)
    for (const auto& each : person.meanwhile)
      if (!end || each.entry.time <= *end) all.push_back(&each);
  if (story.queue)
    for (const auto& each : story.queue->events)
      all.push_back(&each);
  std::ranges::sort(all, {}, [](const recorded* each) {
    return std::pair{each->entry.time, each->position};
  });
  return all;
}

} // namespace

exchange exchange_of(const call_story& story) {
  exchange made{story.id.value, {first_party(story), "switchboard"}, {}};
  drawer draws{story, made};
  for (const auto* each : in_order(story)) {
    draws.set_owner({each->entry.stream.key});
    draws.draw(*each);
  }
  // Whoever draws this writes a line for each of these, and people choose their names themselves.
  for (auto& each : made.lanes)
    each = one_line(each);
  for (auto& each : made.arrows)
    each.text = one_line(each.text);
  return made;
}

} // namespace switchboard::tools
