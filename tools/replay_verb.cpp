#include "projections/progress_display.hpp"
#include "tools/call/story.hpp"
#include "tools/read_model_check.hpp"
#include "tools/replay.hpp"
#include "tools/slice_of_log.hpp"
#include "tools/stop_signal.hpp"
#include "tools/usage_error.hpp"
#include "tools/verb.hpp"
#include "tools/what_if.hpp"

#include <CLI/CLI.hpp>

#include <charconv>
#include <filesystem>
#include <iostream>

/// `replay` in its four forms: states, read models, a queue's day, and frames for a client.
namespace switchboard::tools {

namespace {

struct replay_options {
  source_options source;
  std::string stream;
  std::string what_if;
  std::string since;
  std::string until;
  std::string call;
  std::string speed;
  std::string as;
  std::uint16_t port = 0;
  bool with_hashes = false;
  bool of_projections = false;
};

std::optional<timestamp> parse_optional(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return parse_moment(text, source_options::now());
}

int replay_states(const replay_options& asked) {
  const auto log = asked.source.open();
  std::optional<stream_id> only;
  if (!asked.stream.empty()) only = parse_stream(asked.stream);
  const data_folder folder{asked.source.data};
  const auto report = replay(*log, only, read_kept_states(folder));
  std::cout << (asked.source.is_json ? to_json(report) : to_text(report, asked.with_hashes));
  return report.is_well() ? 0 : 1;
}

int replay_day(const replay_options& asked) {
  const auto log = asked.source.open();
  const auto stream = parse_stream(asked.stream.empty() ? "queue/default" : asked.stream);
  if (stream.kind != entity_kind::queue)
    throw usage_error{"--what-if is for a queue's day: give --stream queue/NAME"};
  const auto change = parse_change(asked.what_if);
  const auto day =
      read_day(*log, {stream.key}, parse_optional(asked.since), parse_optional(asked.until));
  const auto outcomes = what_if(day, asked.what_if, change);
  std::cout << (asked.source.is_json ? to_json(outcomes) : to_text(outcomes, day));
  return 0;
}

int replay_projections(const replay_options& asked) {
  const std::filesystem::path folder{asked.source.data};
  if (std::filesystem::exists(folder) && !std::filesystem::is_directory(folder))
    throw usage_error{"--projections: " + asked.source.data
                      + " is a file: give the data folder of a server with --data"};
  const auto log = asked.source.open();
  const auto report = projections::check_file(
      *log, folder / "projections.db",
      projections::shown_progress([](const std::string& line) { std::cerr << line << '\n'; }));
  std::cout << (asked.source.is_json ? to_json(report) : to_text(report, asked.source.colours()));
  return report.rows.difference ? 1 : 0;
}

// --- To a client ---------------------------------------------------------------------------------

double parse_speed(const std::string& text) {
  if (text == "max") return 0;
  double speed = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), speed);
  if (error != std::errc{} || end != text.data() + text.size() || !(speed > 0))
    throw usage_error{"--speed: '" + text + "' is no speed: give 1, 10, 0.5 or max"};
  return speed;
}

user_id parse_listener(const std::string& text) {
  if (text.empty()) throw usage_error{"--speed needs --as USER_ID: whose client is played to"};
  auto who = parse_recorded_user_id(without_key(text));
  if (!who) throw usage_error{"--as: '" + text + "' is no user's id"};
  return *std::move(who);
}

slice_of_log slice_for(const event_log& log, const replay_options& asked) {
  if (asked.call.empty())
    return slice_between(log, parse_optional(asked.since), parse_optional(asked.until));
  return slice_of_call(log, call_named(log, asked.call, asked.source.stays()));
}

int play_slice(const replay_options& asked, const put_on& perform) {
  performance wanted;
  wanted.speed = parse_speed(asked.speed);
  wanted.as = parse_listener(asked.as);
  wanted.port = asked.port;
  const stop_signal stop;
  wanted.await_end = [&] { stop.wait(); };
  const auto log = asked.source.open();
  check_is_known(*log, wanted.as, asked.source.stays());
  const auto slice = slice_for(*log, asked);
  wanted.first_position = slice.first_position;
  wanted.last_position = slice.last_position;
  wanted.begins_at = slice.begins_at;
  wanted.on_open = [&](const std::string& url) {
    std::cout << (asked.source.is_json ? to_json(slice, url) : to_text(slice, url)) << std::flush;
  };
  perform(*log, wanted);
  return 0;
}

int run_replay(const replay_options& asked, const put_on& perform) {
  if (!asked.speed.empty()) return play_slice(asked, perform);
  if (asked.of_projections) return replay_projections(asked);
  const bool has_slice = !asked.since.empty() || !asked.until.empty();
  if (!asked.what_if.empty()) return replay_day(asked);
  if (has_slice) throw usage_error{"--since and --until go with --what-if or --speed"};
  return replay_states(asked);
}

} // namespace

void add_replay(CLI::App& app, chosen_verb& chosen, put_on perform) {
  auto* verb = app.add_subcommand(
      "replay", "Fold the log again and compare with what the server kept; play it to a client; "
                "or a queue's day anew");
  auto asked = std::make_shared<replay_options>();
  add_source(*verb, asked->source);
  auto* stream = verb->add_option("--stream", asked->stream, "Only this one")->type_name("STREAM");
  auto* hashes =
      verb->add_flag("--hashes", asked->with_hashes, "The hash of each state, not only of all");
  auto* rows = verb->add_flag("--projections", asked->of_projections,
                              "Make the read models once more and compare them row for row")
                   ->excludes(stream)
                   ->excludes(hashes);
  auto* change = verb->add_option("--what-if", asked->what_if,
                                  "A queue's day with another setting: queue.strategy=round_robin")
                     ->type_name("queue.SETTING=VALUE")
                     ->excludes(rows);
  auto* speed = verb->add_option("--speed", asked->speed,
                                 "Play it to whoever connects, so many times as fast, or 'max'")
                    ->type_name("N|max")
                    ->excludes(stream)
                    ->excludes(hashes)
                    ->excludes(rows)
                    ->excludes(change);
  verb->add_option("--as", asked->as, "Whose client is played to")
      ->type_name("USER_ID")
      ->needs(speed);
  verb->add_option("--port", asked->port, "Where one connects; any that is free by default")
      ->needs(speed);
  auto* since = verb->add_option("--since", asked->since, "Where the day, or the play, begins");
  auto* until = verb->add_option("--until", asked->until, "Where it ends");
  verb->add_option("--call", asked->call, "Play this call")
      ->type_name("CALL_ID")
      ->needs(speed)
      ->excludes(since)
      ->excludes(until);
  on_asked(*verb, chosen,
           [asked, perform = std::move(perform)] { return run_replay(*asked, perform); });
}

} // namespace switchboard::tools
