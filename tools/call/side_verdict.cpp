#include "tools/call/side_verdict.hpp"

#include "events/correlation.hpp"
#include "tools/call/queue_words.hpp"
#include "tools/call/story.hpp"
#include "tools/phrases.hpp"

namespace switchboard::tools {

namespace {

/// What happened to a side so far, read from its events.
struct side_digest {
  std::string name;
  bool is_agent = false;
  std::int64_t place = 0;
  std::vector<const queue::matched*> matches;
  std::uint64_t offers_missed = 0;
  /// The event with which it was gone, in words.
  std::string end;
};

side_digest digest(const std::vector<recorded>& events, const user_id& side) {
  side_names names;
  for (const auto& each : events)
    note_names(names, std::get<queue::event>(each.entry.body));
  side_digest all;
  all.name = names[side];
  for (const auto& each : events) {
    if (as<queue::agent_ready>(each)) all.is_agent = true;
    if (const auto* waiting = as<queue::customer_waiting>(each)) all.place = waiting->position;
    if (const auto* match = as<queue::matched>(each)) all.matches.push_back(match);
    if (as<queue::offer_timed_out>(each) || as<queue::offer_rejected>(each)) ++all.offers_missed;
    if (as<queue::customer_left>(each) || as<queue::customer_abandoned>(each)
        || as<queue::agent_gone>(each))
      all.end = queue_words(std::get<queue::event>(each.entry.body), names);
  }
  return all;
}

std::string call_words(const queue::matched& match) {
  return call_of(switchboard::event{queue::event{match}});
}

std::string customer_verdict(const side_digest& of, const std::string& queue) {
  auto words = of.name + " came to queue " + queue + " at place " + std::to_string(of.place);
  words += of.end.empty() ? ", and waits still." : ". " + of.end + ".";
  if (of.offers_missed > 0)
    words += ' ' + count_words(of.offers_missed, "offer") + " to agents had not been taken.";
  return (of.end.empty() ? "Waiting: " : "Not served: ") + words;
}

std::string agent_verdict(const side_digest& of, const std::string& queue) {
  auto words =
      of.name + " came to queue " + queue + " and took " + count_words(of.matches.size(), "call");
  if (of.offers_missed > 0) words += " and let " + count_words(of.offers_missed, "offer") + " pass";
  words += ".";
  if (!of.matches.empty()) words += " The last one is " + call_words(*of.matches.back()) + ".";
  return (of.end.empty() ? "There: " : "Gone: ") + words
         + (of.end.empty() ? std::string{} : " " + of.end + ".");
}

} // namespace

std::string verdict_on_side(const std::vector<recorded>& events, const user_id& side) {
  const auto all = digest(events, side);
  const auto queue = queue_of(side.value)->value;
  return all.is_agent ? agent_verdict(all, queue) : customer_verdict(all, queue);
}

} // namespace switchboard::tools
