#include "tools/what_if.hpp"

#include "tools/phrases.hpp"
#include "tools/usage_error.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <map>

namespace switchboard::tools {

namespace {

constexpr std::size_t title_width = 22;
constexpr std::size_t column_width = 24;

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size() + 1, width), ' ');
  return text;
}

std::string percent(double share) {
  char text[16];
  std::snprintf(text, sizeof text, "%.1f %%", share);
  return text;
}

template <class Tell>
std::string table_row(const std::string& title, const std::vector<day_outcome>& outcomes,
                      Tell tell) {
  auto row = padded(title, title_width);
  for (const auto& each : outcomes)
    row += padded(tell(each), column_width);
  row.erase(row.find_last_not_of(' ') + 1);
  return row + '\n';
}

/// A number, a word, or what else the setting takes: what is no JSON is a word.
nlohmann::json parse_value(const std::string& text) {
  auto value = nlohmann::json::parse(text, nullptr, false);
  return value.is_discarded() ? nlohmann::json(text) : value;
}

} // namespace

day_outcome outcome_of(const queue_day& day, std::string title) {
  day_outcome all{std::move(title), day.customers.size(), 0, 0, 0, 0, 0, 0, 0};
  std::map<user_id, std::uint64_t> calls;
  for (const auto& each : day.agents)
    calls[each.id];
  std::uint64_t in_time = 0;
  std::int64_t waited_ms = 0;
  for (const auto& each : day.customers) {
    if (!each.waited_ms) {
      all.left += each.patience_ms ? 1 : 0;
      continue;
    }
    ++all.served;
    ++calls[each.served_by];
    waited_ms += *each.waited_ms;
    all.longest_wait_ms = std::max(all.longest_wait_ms, *each.waited_ms);
    if (*each.waited_ms <= day.settings.back().settings.service_level_ms) ++in_time;
  }
  if (all.served > 0) all.average_wait_ms = waited_ms / static_cast<std::int64_t>(all.served);
  if (const auto judged = all.served + all.left; judged > 0)
    all.service_level = 100.0 * static_cast<double>(in_time) / static_cast<double>(judged);
  if (!calls.empty()) {
    const auto [fewest, most] =
        std::ranges::minmax_element(calls, {}, [](const auto& each) { return each.second; });
    all.fewest_calls = fewest->second;
    all.most_calls = most->second;
  }
  return all;
}

other_settings parse_change(const std::string& text) {
  const auto equals = text.find('=');
  if (!text.starts_with("queue.") || equals == std::string::npos)
    throw usage_error{"--what-if: '" + text
                      + "' is no change of a queue: give queue.strategy=round_robin"};
  const auto name = text.substr(6, equals - 6);
  const auto value = parse_value(text.substr(equals + 1));
  other_settings change = [name, value](const queue::settings& before) {
    auto document = json::parse(json::to_text(before));
    document[name] = value;
    return json::read_as<queue::settings>(document, "queue");
  };
  try {
    change({});
  } catch (const json::error& wrong) {
    throw usage_error{"--what-if: " + std::string{wrong.what()}};
  }
  return change;
}

std::vector<day_outcome> what_if(const queue_day& day, const std::string& title,
                                 const other_settings& change) {
  const auto as_it_was = [](const queue::settings& same) { return same; };
  return {outcome_of(day, "recorded"), outcome_of(rerun(day, as_it_was), "model as it was"),
          outcome_of(rerun(day, change), title)};
}

std::string to_text(const std::vector<day_outcome>& outcomes, const queue_day& day) {
  using one = const day_outcome&;
  auto text = table_row("queue " + day.queue.value, outcomes, [](one of) { return of.title; });
  text += table_row("customers", outcomes, [](one of) { return std::to_string(of.customers); });
  text += table_row("served", outcomes, [](one of) { return std::to_string(of.served); });
  text += table_row("left unserved", outcomes, [](one of) { return std::to_string(of.left); });
  text += table_row("average wait", outcomes,
                    [](one of) { return duration_words(of.average_wait_ms); });
  text += table_row("longest wait", outcomes,
                    [](one of) { return duration_words(of.longest_wait_ms); });
  text += table_row("service level", outcomes, [](one of) { return percent(of.service_level); });
  text += table_row("calls of an agent", outcomes, [](one of) {
    return std::to_string(of.fewest_calls) + " to " + std::to_string(of.most_calls);
  });
  return text + '\n' + assumptions(day);
}

std::string to_json(const std::vector<day_outcome>& outcomes) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& each : outcomes)
    list.push_back({{"title", each.title},
                    {"customers", each.customers},
                    {"served", each.served},
                    {"left", each.left},
                    {"average_wait_ms", each.average_wait_ms},
                    {"longest_wait_ms", each.longest_wait_ms},
                    {"service_level_percent", each.service_level},
                    {"fewest_calls", each.fewest_calls},
                    {"most_calls", each.most_calls}});
  return list.dump() + '\n';
}

} // namespace switchboard::tools
