#include "tools/state.hpp"

#include "tools/event_line.hpp"
#include "tools/reading.hpp"
#include "tools/usage_error.hpp"

#include <nlohmann/json.hpp>

namespace switchboard::tools {

namespace {

bool is_beyond(const fold_limit& limit, const envelope& entry) {
  return (limit.seq && entry.seq > *limit.seq) || (limit.time && entry.time > *limit.time);
}

std::string change_line(const change& each, const paint& colours) {
  if (each.before.empty()) return colours.green("+ " + each.path + " = " + each.after);
  if (each.after.empty()) return colours.red("- " + each.path + " = " + each.before);
  return colours.yellow("~ " + each.path + " = " + each.before + " -> " + each.after);
}

} // namespace

past_state state_at(const event_log& log, const stream_id& stream, const fold_limit& limit) {
  past_state past{stream, untouched(stream), {}};
  bool exists = false;
  for_each_event_of(log, stream, 1, [&](const recorded& each) {
    exists = true;
    if (is_beyond(limit, each.entry)) return false;
    evolve(past.state, each.entry);
    past.at = each.entry.time;
    return !limit.seq || each.entry.seq < *limit.seq;
  });
  if (!exists) throw not_found{"there is no " + to_string(stream) + " in this log"};
  if (limit.seq && last_seq_of(past.state) < *limit.seq)
    throw not_found{to_string(stream) + " ends at #" + std::to_string(last_seq_of(past.state))};
  return past;
}

std::string to_text(const past_state& past, const paint& colours) {
  auto text =
      colours.strong(to_string(past.stream) + " #" + std::to_string(last_seq_of(past.state)));
  if (past.at) text += "  " + colours.dim(to_string(*past.at));
  text += "  " + colours.dim("hash " + hash_text(hash_of(past.state))) + '\n';
  return text + nlohmann::ordered_json::parse(to_json_text(past.state)).dump(2) + '\n';
}

std::string to_json(const past_state& past) {
  nlohmann::ordered_json document{
      {"stream", to_string(past.stream)},
      {"seq", last_seq_of(past.state)},
      {"time", nullptr},
      {"hash", hash_text(hash_of(past.state))},
      {"state", nlohmann::ordered_json::parse(to_json_text(past.state))}};
  if (past.at) document["time"] = to_string(*past.at);
  return document.dump() + '\n';
}

std::vector<step_of_state> changes_between(const event_log& log, const stream_id& stream,
                                           std::uint64_t from_seq, std::uint64_t to_seq) {
  auto state = from_seq == 0 ? untouched(stream) : state_at(log, stream, {from_seq, {}}).state;
  state_comparison comparison{state};
  std::vector<step_of_state> steps;
  for_each_event_of(log, stream, from_seq + 1, [&](recorded&& each) {
    if (each.entry.seq > to_seq) return false;
    evolve(state, each.entry);
    steps.push_back({std::move(each), comparison.next(state)});
    return true;
  });
  if (from_seq + steps.size() < to_seq)
    throw not_found{to_string(stream) + " ends at #" + std::to_string(from_seq + steps.size())};
  return steps;
}

std::string to_text(const std::vector<step_of_state>& steps, const paint& colours) {
  std::string text;
  for (const auto& step : steps) {
    text += event_line(step.event, colours) + '\n';
    for (const auto& each : step.changes)
      text += "    " + change_line(each, colours) + '\n';
    if (step.changes.empty()) text += "    " + colours.dim("changes nothing in the state") + '\n';
  }
  return text;
}

std::string to_json(const std::vector<step_of_state>& steps) {
  std::string lines;
  for (const auto& step : steps) {
    auto changes = nlohmann::ordered_json::array();
    for (const auto& each : step.changes)
      changes.push_back({{"path", each.path}, {"before", each.before}, {"after", each.after}});
    const nlohmann::ordered_json line{{"stream", to_string(step.event.entry.stream)},
                                      {"seq", step.event.entry.seq},
                                      {"type", type_of(step.event.entry.body)},
                                      {"changes", std::move(changes)}};
    lines += line.dump() + '\n';
  }
  return lines;
}

} // namespace switchboard::tools
