#include "tools/log_show.hpp"

#include "events/codec.hpp"
#include "tools/causes.hpp"
#include "tools/event_line.hpp"
#include "tools/reading.hpp"
#include "tools/usage_error.hpp"

#include <charconv>
#include <optional>

namespace switchboard::tools {

namespace {

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

/// So many events around an id's time are looked through, which are far more than come between the
/// making of an event and its place in the log. An id that nobody made costs no more than that.
constexpr std::uint64_t max_events_around = 65'536;

timestamp time_in(const event_id& id) {
  timestamp made;
  for (std::size_t i = 0; i < 6; ++i)
    made.ms = made.ms << 8 | id.bytes[i];
  return made;
}

std::optional<recorded> find_among(std::vector<recorded> part, const event_id& id) {
  for (auto& each : part)
    if (each.entry.id == id) return std::move(each);
  return std::nullopt;
}

/// An id begins with its time, so it is looked for where the log was at that time, and from there
/// on to both sides.
std::optional<recorded> find_by_id(const event_log& log, const event_id& id) {
  constexpr std::uint64_t part = events_of_one_page;
  const auto middle = first_position_since(log, time_in(id) + time_disorder_ms);
  for (std::uint64_t away = 0; away < max_events_around; away += part) {
    if (auto found = find_among(log.read_all(middle + away, part), id)) return found;
    if (middle <= away + 1) continue;
    const auto from = middle > away + part ? middle - away - part : 1;
    if (auto found = find_among(log.read_all(from, middle - away - from), id)) return found;
  }
  return std::nullopt;
}

std::optional<recorded> find_by_reference(const event_log& log, std::string_view reference) {
  if (const auto id = parse_event_id(reference)) return find_by_id(log, *id);
  if (const auto position = parse_number(reference)) {
    auto found = log.read_all(*position, 1);
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
  }
  const auto hash = reference.find('#');
  const auto stream = parse_stream_id(reference.substr(0, hash));
  const auto seq =
      hash == std::string_view::npos ? std::nullopt : parse_number(reference.substr(hash + 1));
  if (!stream || !seq)
    throw usage_error{"'" + std::string{reference}
                      + "' names no event: give its id, its place such as "
                        "'room/direct~alice~bob#17', or its position in the log"};
  return find_event(log, *stream, *seq);
}

void append_lines(std::string& text, std::string_view title, const std::vector<recorded>& events,
                  const paint& colours) {
  if (events.empty()) return;
  text += '\n' + colours.strong(title) + '\n';
  for (const auto& each : events)
    text += "  " + event_line(each, colours) + '\n';
}

nlohmann::ordered_json parsed(const recorded& event) {
  return nlohmann::ordered_json::parse(encode(event.entry));
}

nlohmann::ordered_json parsed(const std::vector<recorded>& events) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& each : events)
    list.push_back(parsed(each));
  return list;
}

} // namespace

event_report report_event(const event_log& log, std::string_view reference) {
  auto found = find_by_reference(log, reference);
  if (!found) throw not_found{"there is no event " + std::string{reference} + " in this log"};
  auto chain = chain_to(log, *found);
  chain.erase(chain.begin());
  auto consequences = consequences_of(log, found->entry);
  return {*std::move(found), std::move(chain), std::move(consequences)};
}

std::string to_text(const event_report& report, const paint& colours) {
  const auto& entry = report.event.entry;
  auto text = colours.strong(place_of(entry)) + "  " + colours.cyan(type_of(entry.body)) + " v"
              + std::to_string(version_of(entry.body)) + '\n';
  const auto add = [&](std::string_view name, std::string_view value) {
    text += "  " + colours.dim(name) + ' ' + std::string{value} + '\n';
  };
  add("id          ", to_string(entry.id));
  add("position    ", std::to_string(report.event.position));
  add("time        ", to_string(entry.time));
  add("actor       ", entry.actor);
  add("command     ", entry.command_id.empty() ? "-" : entry.command_id);
  add("belongs to  ", entry.correlation_id.empty() ? "-" : entry.correlation_id);
  const auto& first = report.causes.empty() ? report.event : report.causes.back();
  add("began with  ", origin_words(first.entry));
  text += parsed(report.event)["data"].dump(2) + '\n';
  append_lines(text, "caused by", report.causes, colours);
  append_lines(text, "led to", report.consequences, colours);
  return text;
}

std::string to_json(const event_report& report) {
  const nlohmann::ordered_json document{{"position", report.event.position},
                                        {"event", parsed(report.event)},
                                        {"causes", parsed(report.causes)},
                                        {"consequences", parsed(report.consequences)}};
  return document.dump() + '\n';
}

} // namespace switchboard::tools
