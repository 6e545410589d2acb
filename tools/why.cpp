#include "tools/why.hpp"

#include "events/one_line.hpp"
#include "tools/call/side_verdict.hpp"
#include "tools/call/verdict.hpp"
#include "tools/causes.hpp"
#include "tools/event_line.hpp"
#include "tools/phrases.hpp"

#include <nlohmann/json.hpp>

namespace switchboard::tools {

namespace {

constexpr std::size_t line_width = 100;

/// Breaks between words, so that a paragraph fits a terminal.
std::string wrapped(std::string_view text) {
  std::string all;
  std::size_t column = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    if (column > 0 && column + 1 + end > line_width) {
      all += '\n';
      column = 0;
    }
    if (column > 0) all += ' ';
    all += text.substr(0, end);
    column += end + (column > 0 ? 1 : 0);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

explanation explain_call(const event_log& log, const call_id& call) {
  const auto story = tell_call(log, call);
  return {call.value, verdict_on(story), timeline_of(story), chain_to(log, story.events.back())};
}

/// A customer has one call, which tells all about them; an agent has many.
explanation explain_side(const event_log& log, const user_id& side, const find_stay& find) {
  const auto events = tell_side(log, side, find);
  const bool is_customer = as<queue::customer_waiting>(events.front());
  if (const auto call = is_customer ? last_call_of(events) : std::nullopt)
    return explain_call(log, *call);
  return {side.value, verdict_on_side(events, side), timeline_of_side(events),
          chain_to(log, events.back())};
}

nlohmann::ordered_json reference_to(const recorded& event) {
  return {{"stream", to_string(event.entry.stream)},
          {"seq", event.entry.seq},
          {"id", to_string(event.entry.id)},
          {"type", type_of(event.entry.body)},
          {"actor", event.entry.actor},
          {"command_id", event.entry.command_id}};
}

} // namespace

explanation explain(const event_log& log, std::string_view id, const find_stay& find) {
  auto known = without_key(std::string{id});
  if (queue_of(known)) return explain_side(log, user_id{std::move(known)}, find);
  return explain_call(log, call_id{std::move(known)});
}

std::string to_text(const explanation& why, const paint& colours) {
  std::string text = colours.strong(wrapped(one_line(why.verdict))) + "\n\n";
  text += colours.dim(to_string(why.timeline.front().at).substr(0, 10)) + '\n';
  for (const auto& each : why.timeline)
    text += "  " + colours.dim(clock_time(each.at)) + "  " + one_line(each.text) + "  "
            + colours.dim(place_of(each.event.entry)) + '\n';
  text += '\n' + colours.strong("How the last of it came about") + '\n';
  for (const auto& each : why.chain)
    text += "  " + colours.dim(clock_time(each.entry.time)) + "  "
            + std::string{type_of(each.entry.body)} + "  " + colours.dim(place_of(each.entry))
            + '\n';
  return text + "  from " + origin_words(why.chain.back().entry) + '\n';
}

std::string to_json(const explanation& why) {
  auto timeline = nlohmann::ordered_json::array();
  for (const auto& each : why.timeline)
    timeline.push_back(
        {{"time", to_string(each.at)}, {"text", each.text}, {"event", reference_to(each.event)}});
  auto chain = nlohmann::ordered_json::array();
  for (const auto& each : why.chain)
    chain.push_back(reference_to(each));
  const nlohmann::ordered_json document{{"id", why.id},
                                        {"verdict", why.verdict},
                                        {"timeline", std::move(timeline)},
                                        {"chain", std::move(chain)},
                                        {"origin", origin_words(why.chain.back().entry)}};
  return document.dump() + '\n';
}

} // namespace switchboard::tools
