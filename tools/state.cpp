#include "tools/state.hpp"

#include "tools/event_line.hpp"
#include "tools/reading.hpp"
#include "tools/usage_error.hpp"

#include <nlohmann/json.hpp>

#include <map>

namespace switchboard::tools {

namespace {

bool is_beyond(const fold_limit& limit, const envelope& entry) {
  return (limit.seq && entry.seq > *limit.seq) || (limit.time && entry.time > *limit.time);
}

using flat_state = std::map<std::string, std::string>;

nlohmann::json document_of(const any_state& state) {
  auto document = nlohmann::json::parse(to_json_text(state));
  // Each event has a number: that it is in the state says nothing.
  document.erase("seq");
  return document;
}

void flatten_into(flat_state& values, const std::string& path, const nlohmann::json& part) {
  const auto flat = part.flatten();
  for (const auto& [below, value] : flat.items())
    values[path + below] = value.dump();
}

std::vector<std::string> keys_of(const nlohmann::json& part) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : part.items())
    keys.push_back(key);
  return keys;
}

const nlohmann::json* find_in(const nlohmann::json& part, const std::string& key) {
  if (part.is_object()) return part.contains(key) ? &part[key] : nullptr;
  const auto index = std::stoul(key);
  return index < part.size() ? &part[index] : nullptr;
}

/// The values of two states where they differ. A state may be large and a step changes little of
/// it, so what is the same is not taken apart.
struct difference {
  flat_state before;
  flat_state after;

  void note(const std::string& path, const nlohmann::json* old, const nlohmann::json* now) {
    if (old && now && *old == *now) return;
    const bool is_inside = old && now && old->type() == now->type() && old->is_structured()
                           && !old->empty() && !now->empty();
    if (is_inside) return note_inside(path, *old, *now);
    if (old) flatten_into(before, path, *old);
    if (now) flatten_into(after, path, *now);
  }

private:
  void note_inside(const std::string& path, const nlohmann::json& old, const nlohmann::json& now) {
    for (const auto& key : keys_of(old))
      note(below(path, key), find_in(old, key), find_in(now, key));
    for (const auto& key : keys_of(now))
      if (!find_in(old, key)) note(below(path, key), nullptr, find_in(now, key));
  }

  static std::string below(const std::string& path, const std::string& key) {
    return path + (nlohmann::json::json_pointer{} / key).to_string();
  }
};

std::vector<change> changes_of(const flat_state& before, const flat_state& after) {
  std::vector<change> changes;
  for (const auto& [path, value] : after) {
    const auto old = before.find(path);
    if (old == before.end())
      changes.push_back({path, "", value});
    else if (old->second != value)
      changes.push_back({path, old->second, value});
  }
  for (const auto& [path, value] : before)
    if (!after.contains(path)) changes.push_back({path, value, ""});
  return changes;
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
  auto before = document_of(state);
  std::vector<step_of_state> steps;
  for_each_event_of(log, stream, from_seq + 1, [&](recorded&& each) {
    if (each.entry.seq > to_seq) return false;
    evolve(state, each.entry);
    auto after = document_of(state);
    difference found;
    found.note("", &before, &after);
    steps.push_back({std::move(each), changes_of(found.before, found.after)});
    before = std::move(after);
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
