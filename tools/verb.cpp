#include "tools/verb.hpp"

#include "tools/phrases.hpp"
#include "tools/source.hpp"
#include "tools/usage_error.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <type_traits>
#include <variant>

namespace switchboard::tools {

namespace {

int complain(const std::exception& what, int code) {
  std::cerr << "switchboard: " << what.what() << '\n';
  return code;
}

template <class... Records>
bool is_type_among(std::string_view wanted, std::type_identity<std::variant<Records...>>) {
  const auto fits = [&](std::string_view type) {
    return wanted.ends_with('.') ? type.starts_with(wanted) : type == wanted;
  };
  return (fits(Records::type) || ...);
}

void check_is_type(std::string_view wanted) {
  if (is_type_among(wanted, std::type_identity<user::event>{})
      || is_type_among(wanted, std::type_identity<room::event>{})
      || is_type_among(wanted, std::type_identity<queue::event>{}))
    return;
  throw usage_error{"--type: there is no event '" + std::string{wanted}
                    + "': give one such as room.call_missed, or 'room.' for all that begin so"};
}

} // namespace

timestamp source_options::now() {
  using namespace std::chrono;
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

std::unique_ptr<event_log> source_options::open() const {
  return open_source(data, [](const std::string& line) { std::cerr << line << '\n'; });
}

paint source_options::colours() const {
  return paint{::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr};
}

selection filter_options::selected() const {
  selection wanted;
  if (!since.empty()) wanted.since = parse_moment(since, source_options::now());
  if (!until.empty()) wanted.until = parse_moment(until, source_options::now());
  if (!stream.empty()) wanted.stream = parse_stream(stream);
  std::ranges::for_each(types, check_is_type);
  wanted.types = types;
  if (!call.empty()) wanted.call = without_key(call);
  if (!user.empty()) {
    wanted.user = parse_recorded_user_id(without_key(user));
    if (!wanted.user) throw usage_error{"--user: '" + user + "' is no user's id"};
  }
  if (wanted.call && !room_of(*wanted.call) && !queue_of(*wanted.call))
    throw usage_error{"--call: '" + call + "' is no call's id"};
  return wanted;
}

void add_source(CLI::App& verb, source_options& into) {
  verb.add_option("--data", into.data,
                  "A server's data folder (it may be running), or an exported .ndjson file")
      ->capture_default_str()
      ->type_name("DIR|FILE");
  verb.add_flag("--json", into.is_json, "For programs: JSON instead of text");
}

void add_filters(CLI::App& verb, filter_options& into) {
  verb.add_option("--since", into.since, "Not older: 2026-11-21T10:00:00Z, 2026-11-21, or 15m ago")
      ->type_name("TIME");
  verb.add_option("--until", into.until, "Not younger")->type_name("TIME");
  verb.add_option("--stream", into.stream, "Of one stream: user/ID, room/ID or queue/NAME")
      ->type_name("STREAM");
  verb.add_option("--type", into.types, "Of these types; 'room.' is all that begin so")
      ->type_name("TYPE")
      ->delimiter(',');
  verb.add_option("--call", into.call, "Of one call, or of one side of a queue (side_…)")
      ->type_name("CALL_ID");
  verb.add_option("--user", into.user, "Of one user: their stream, and what they did elsewhere")
      ->type_name("USER_ID");
}

void on_asked(CLI::App& verb, chosen_verb& chosen, std::function<int()> body) {
  verb.callback([&chosen, body = std::move(body)] {
    chosen = [body] {
      try {
        return body();
      } catch (const usage_error& wrong) {
        return complain(wrong, 2);
      } catch (const std::exception& failed) {
        return complain(failed, 1);
      }
    };
  });
}

stream_id parse_stream(const std::string& text) {
  auto stream = parse_stream_id(text);
  if (!stream)
    throw usage_error{"'" + text
                      + "' is no stream: give user/ID, room/ID or queue/NAME, such as "
                        "room/direct~alice~bob"};
  return *std::move(stream);
}

} // namespace switchboard::tools
