#pragma once

#include "tools/call/side_stay.hpp"
#include "tools/commands.hpp"
#include "tools/log_tail.hpp"
#include "tools/selection.hpp"

#include <memory>
#include <string>
#include <vector>

/// What the verbs that read a log have in common.
namespace switchboard::tools {

/// Where the log is, and for whom the answer is.
struct source_options {
  std::string data = "./data";
  bool is_json = false;

  std::unique_ptr<event_log> open() const;
  /// Finds sides of queues by what the server keeps beside the log, if it does.
  find_stay stays() const { return stays_beside(data); }
  /// Colours on a terminal, unless NO_COLOR says otherwise.
  paint colours() const;
  /// What ages such as `15m` count back from.
  static timestamp now();
  line_form lines() const { return {is_json, colours()}; }
};

/// The filters as they are typed.
struct filter_options {
  std::string since;
  std::string until;
  std::string stream;
  std::vector<std::string> types;
  std::string call;
  std::string user;

  /// Throws `usage_error` for what makes no sense.
  selection selected() const;
};

void add_source(CLI::App& verb, source_options& into);
void add_filters(CLI::App& verb, filter_options& into);

/// Runs `body` when this verb is asked for. What it throws is told in one line, as exit code 2 for
/// wrong usage and 1 for all else.
void on_asked(CLI::App& verb, chosen_verb& chosen, std::function<int()> body);

/// Throws `usage_error` for what is no stream's name.
stream_id parse_stream(const std::string& text);

/// The verbs of `log`.
void add_log_verbs(CLI::App& app, chosen_verb& chosen);
void add_replay(CLI::App& app, chosen_verb& chosen, put_on perform);

} // namespace switchboard::tools
