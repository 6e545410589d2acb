#include "events/log/data_folder.hpp"
#include "events/log/kafka/uri.hpp"
#include "tools/copy_targets.hpp"
#include "tools/log_export.hpp"
#include "tools/log_show.hpp"
#include "tools/log_verify.hpp"
#include "tools/phrases.hpp"
#include "tools/stop_signal.hpp"
#include "tools/verb.hpp"

#include <CLI/CLI.hpp>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <utility>

namespace switchboard::tools {

namespace {

struct tail_options {
  source_options source;
  filter_options filter;
  std::size_t count = 10;
  bool must_end = false;
};

constexpr std::chrono::seconds look_for_another_s{1};

/// Follows the log of a folder, whichever log that is: a folder may be put back from a backup, or
/// begun anew, under the one who looks.
class followed_folder {
public:
  followed_folder(const tail_options& asked, const selection& wanted)
      : asked_{asked}, wanted_{wanted}, file_{data_folder{asked.source.data}.log()} {}

  void follow(std::unique_ptr<event_log> log, std::uint64_t from_position) {
    following_.reset();
    log_ = std::move(log);
    opened_ = file_identity(file_);
    following_ = print_coming(std::cout, *log_, from_position, wanted_, asked_.source.lines());
  }

  void look_again() {
    const auto there = file_identity(file_);
    if (!there || there == opened_) return;
    try {
      follow(asked_.source.open(), 1);
      std::cerr << file_.string() << ": is another log now, and is followed from its beginning\n";
    } catch (const log_error&) {
      // Whoever makes it may not be done: it is looked at again.
    }
  }

private:
  /// What tells a file from another one of the same name.
  static std::optional<std::pair<dev_t, ino_t>> file_identity(const std::filesystem::path& file) {
    struct stat about {};
    if (::stat(file.c_str(), &about) != 0) return std::nullopt;
    return std::pair{about.st_dev, about.st_ino};
  }

  const tail_options& asked_;
  const selection& wanted_;
  const std::filesystem::path file_;
  std::optional<std::pair<dev_t, ino_t>> opened_;
  std::unique_ptr<event_log> log_;
  std::unique_ptr<event_log::subscription> following_;
};

int tail(const tail_options& asked) {
  const stop_signal stop;
  auto log = asked.source.open();
  const auto wanted = asked.filter.selected();
  const auto next = print_last(std::cout, *log, wanted, asked.count, asked.source.lines());
  if (asked.must_end) return 0;
  if (is_kafka_uri(asked.source.data)) {
    const auto following = print_coming(std::cout, *log, next, wanted, asked.source.lines());
    stop.wait();
    return 0;
  }
  // A file that was exported does not grow.
  if (!std::filesystem::is_directory(asked.source.data)) return 0;
  followed_folder followed{asked, wanted};
  followed.follow(std::move(log), next);
  while (!stop.wait_for(look_for_another_s))
    followed.look_again();
  return 0;
}

void add_tail(CLI::App& log, chosen_verb& chosen) {
  auto* verb = log.add_subcommand("tail", "The last events, and those that come, until Ctrl-C");
  auto asked = std::make_shared<tail_options>();
  add_source(*verb, asked->source);
  add_filters(*verb, asked->filter);
  verb->add_option("-n,--count", asked->count, "How many to begin with")->capture_default_str();
  verb->add_flag("--no-follow", asked->must_end, "End after the last one");
  on_asked(*verb, chosen, [asked] { return tail(*asked); });
}

void add_show(CLI::App& log, chosen_verb& chosen) {
  struct options {
    source_options source;
    std::string event;
  };
  auto* verb = log.add_subcommand("show", "One event, with its causes and its consequences");
  auto asked = std::make_shared<options>();
  add_source(*verb, asked->source);
  verb->add_option("event", asked->event,
                   "The event's id, its place ('room/direct~alice~bob#17'), or its position")
      ->required();
  on_asked(*verb, chosen, [asked] {
    const auto log = asked->source.open();
    const auto report = report_event(*log, asked->event);
    std::cout << (asked->source.is_json ? to_json(report)
                                        : to_text(report, asked->source.colours()));
    return 0;
  });
}

struct export_options {
  source_options source;
  filter_options filter;
  std::string form = "ndjson";
  std::string file;
};

int run_export(const export_options& asked) {
  const auto log = asked.source.open();
  const auto form = asked.form == "csv" ? export_form::csv : export_form::ndjson;
  if (asked.file.empty()) {
    export_events(std::cout, *log, asked.filter.selected(), form);
    return 0;
  }
  if (std::filesystem::exists(asked.file))
    throw log_error{asked.file + ": is there already: name another file"};
  std::ofstream out{asked.file, std::ios::binary};
  const auto count = export_events(out, *log, asked.filter.selected(), form);
  out.close();
  if (!out) throw log_error{asked.file + ": cannot be written: check the folder and its rights"};
  std::cerr << count_words(count, "event") << " written to " << asked.file << '\n';
  return 0;
}

void add_export(CLI::App& log, chosen_verb& chosen) {
  auto* verb = log.add_subcommand("export", "Events as NDJSON (the records as they are) or CSV");
  auto asked = std::make_shared<export_options>();
  add_source(*verb, asked->source);
  add_filters(*verb, asked->filter);
  verb->add_option("--format", asked->form, "ndjson or csv")
      ->check(CLI::IsMember({"ndjson", "csv"}))
      ->capture_default_str();
  verb->add_option("-o,--output", asked->file, "Into this file instead of the standard output");
  on_asked(*verb, chosen, [asked] { return run_export(*asked); });
}

void add_verify(CLI::App& log, chosen_verb& chosen) {
  auto* verb =
      log.add_subcommand("verify", "Read it all: checksums, records, numbers and references");
  auto asked = std::make_shared<source_options>();
  add_source(*verb, *asked);
  on_asked(*verb, chosen, [asked] {
    const auto summary = verify_log(*asked->open());
    if (asked->is_json)
      std::cout << "{\"events\":" << summary.events << ",\"streams\":" << summary.streams << "}\n";
    else
      std::cout << "well: " << count_words(summary.events, "event") << " in "
                << count_words(summary.streams, "stream") << ", whole and in order\n";
    return 0;
  });
}

void add_copy(CLI::App& log, chosen_verb& chosen) {
  struct options {
    source_options source;
    std::string target;
  };
  auto* verb = log.add_subcommand(
      "copy",
      "To another data folder, a new .ndjson file or Kafka; again, to take it up where it stopped");
  auto asked = std::make_shared<options>();
  add_source(*verb, asked->source);
  verb->add_option("--from", asked->source.data, "The same as --data");
  verb->add_option("--to,target", asked->target,
                   "The data folder, FILE.ndjson or kafka://HOST:PORT/TOPIC")
      ->required();
  on_asked(*verb, chosen, [asked] {
    const auto log = asked->source.open();
    const auto target = make_target(asked->target, asked->source.data);
    const auto summary = copy(*log, *target);
    if (asked->source.is_json)
      std::cout << "{\"copied\":" << summary.copied << ",\"there_before\":" << summary.there_before
                << "}\n";
    else
      std::cout << count_words(summary.copied, "event") << " copied to " << asked->target << ", "
                << summary.there_before << " had been there before\n";
    return 0;
  });
}

} // namespace

void add_log_verbs(CLI::App& app, chosen_verb& chosen) {
  auto* log = app.add_subcommand("log", "Look into the event log");
  log->require_subcommand(1);
  add_tail(*log, chosen);
  add_show(*log, chosen);
  add_export(*log, chosen);
  add_verify(*log, chosen);
  add_copy(*log, chosen);
}

} // namespace switchboard::tools
