#include "tools/commands.hpp"

#include "events/codec.hpp"
#include "tools/audit.hpp"
#include "tools/bundle.hpp"
#include "tools/diagram.hpp"
#include "tools/phrases.hpp"
#include "tools/source.hpp"
#include "tools/state.hpp"
#include "tools/usage_error.hpp"
#include "tools/verb.hpp"
#include "tools/why.hpp"

#include <CLI/CLI.hpp>

#include <charconv>
#include <iostream>

namespace switchboard::tools {

namespace {

std::optional<std::uint64_t> parse_seq(std::string_view text) {
  std::uint64_t seq = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seq);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return seq;
}

// --- Calls ---------------------------------------------------------------------------------------

struct call_options {
  source_options source;
  std::string call;
  std::string form = "text";

  call_id named_in(const event_log& log) const { return call_named(log, call, source.stays()); }
};

std::shared_ptr<call_options> add_call_options(CLI::App& verb) {
  auto asked = std::make_shared<call_options>();
  add_source(verb, asked->source);
  verb.add_option("call", asked->call, "The call's id, or a queue's side_… id")->required();
  return asked;
}

void add_why(CLI::App& app, chosen_verb& chosen) {
  auto* verb = app.add_subcommand("why", "Why a call went and ended as it did, in sentences");
  auto asked = add_call_options(*verb);
  on_asked(*verb, chosen, [asked] {
    const auto log = asked->source.open();
    const auto why = explain(*log, asked->call, asked->source.stays());
    std::cout << (asked->source.is_json ? to_json(why) : to_text(why, asked->source.colours()));
    return 0;
  });
}

std::string draw(const exchange& of, const std::string& form) {
  if (form == "mermaid") return draw_mermaid(of);
  return form == "svg" ? draw_svg(of) : draw_text(of);
}

void add_diagram(CLI::App& app, chosen_verb& chosen) {
  auto* verb = app.add_subcommand("diagram", "A call as a sequence diagram");
  auto asked = add_call_options(*verb);
  verb->add_option("--format", asked->form, "text, mermaid or svg")
      ->check(CLI::IsMember({"text", "mermaid", "svg"}))
      ->capture_default_str();
  on_asked(*verb, chosen, [asked] {
    const auto log = asked->source.open();
    const auto story = tell_call(*log, asked->named_in(*log));
    const auto drawn = exchange_of(story);
    std::cout << (asked->source.is_json ? to_json(drawn) : draw(drawn, asked->form));
    return 0;
  });
}

void add_bundle(CLI::App& app, chosen_verb& chosen) {
  auto* verb = app.add_subcommand(
      "bundle", "What a bug report about a call needs, without names, words and addresses");
  auto asked = add_call_options(*verb);
  on_asked(*verb, chosen, [asked] {
    const auto log = asked->source.open();
    for (const auto& each : bundle(*log, asked->named_in(*log)))
      std::cout << encode(each) << '\n';
    return 0;
  });
}

// --- State ---------------------------------------------------------------------------------------

struct state_options {
  source_options source;
  std::string stream;
  std::string at;
  std::string diff;
};

fold_limit parse_limit(const std::string& at) {
  if (at.empty()) return {};
  if (const auto seq = parse_seq(at)) return {seq, {}};
  return {{}, parse_moment(at, source_options::now())};
}

int show_changes(const event_log& log, const state_options& asked) {
  const auto dots = asked.diff.find("..");
  const auto from = parse_seq(std::string_view{asked.diff}.substr(0, dots));
  const auto to = dots == std::string::npos
                      ? std::nullopt
                      : parse_seq(std::string_view{asked.diff}.substr(dots + 2));
  if (!from || !to || *from > *to)
    throw usage_error{"--diff: '" + asked.diff + "' is no range of numbers: give 12..17"};
  const auto steps = changes_between(log, parse_stream(asked.stream), *from, *to);
  std::cout << (asked.source.is_json ? to_json(steps) : to_text(steps, asked.source.colours()));
  return 0;
}

int show_state(const state_options& asked) {
  const auto log = asked.source.open();
  if (!asked.diff.empty()) return show_changes(*log, asked);
  const auto past = state_at(*log, parse_stream(asked.stream), parse_limit(asked.at));
  std::cout << (asked.source.is_json ? to_json(past) : to_text(past, asked.source.colours()));
  return 0;
}

void add_state(CLI::App& app, chosen_verb& chosen) {
  auto* verb = app.add_subcommand("state", "A user, room or queue as it was");
  auto asked = std::make_shared<state_options>();
  add_source(*verb, asked->source);
  verb->add_option("stream", asked->stream, "user/ID, room/ID or queue/NAME")->required();
  auto* at = verb->add_option("--at", asked->at, "After this number, or at this time")
                 ->type_name("SEQ|TIME");
  verb->add_option("--diff", asked->diff, "What changed from one number to another: 12..17")
      ->type_name("SEQ..SEQ")
      ->excludes(at);
  on_asked(*verb, chosen, [asked] { return show_state(*asked); });
}

// --- The whole log -------------------------------------------------------------------------------

void add_audit(CLI::App& app, chosen_verb& chosen) {
  auto* verb = app.add_subcommand("audit", "Hold the log against every rule that must never break");
  auto asked = std::make_shared<call_options>();
  add_source(*verb, asked->source);
  verb->add_option("--call", asked->call, "Only one call: its room and its people")
      ->type_name("CALL_ID");
  on_asked(*verb, chosen, [asked] {
    const auto log = asked->source.open();
    auto report = asked->call.empty() ? audit_log(*log) : audit_call(*log, asked->named_in(*log));
    if (asked->call.empty()) report.skipped = skipped_records(*log, asked->source.data);
    std::cout << (asked->source.is_json ? to_json(report)
                                        : to_text(report, asked->source.colours()));
    return report.is_well() ? 0 : 1;
  });
}

} // namespace

void add_tools(CLI::App& app, chosen_verb& chosen, put_on perform) {
  add_log_verbs(app, chosen);
  add_state(app, chosen);
  add_why(app, chosen);
  add_diagram(app, chosen);
  add_audit(app, chosen);
  add_replay(app, chosen, std::move(perform));
  add_bundle(app, chosen);
}

} // namespace switchboard::tools
