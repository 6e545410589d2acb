#include "tests/log/temporary_folder.hpp"
#include "tests/support/file_text.hpp"
#include "tests/tools/flows.hpp"
#include "tools/commands.hpp"
#include "tools/copy_targets.hpp"

#include <CLI/CLI.hpp>
#include <doctest/doctest.h>

#include <iostream>
#include <sstream>

namespace switchboard::tools {

namespace {

/// What a command line printed, and with which code it ended.
struct printed {
  int code = 0;
  std::string out;
  std::string error;
};

/// Takes what is written to a stream for as long as it lives.
class capture {
public:
  explicit capture(std::ostream& from) : from_{from}, before_{from.rdbuf(text_.rdbuf())} {}
  ~capture() { from_.rdbuf(before_); }
  capture(const capture&) = delete;
  capture& operator=(const capture&) = delete;
  std::string text() const { return text_.str(); }

private:
  std::ostream& from_;
  std::ostringstream text_;
  std::streambuf* before_;
};

printed run(std::vector<std::string> words) {
  const capture out{std::cout};
  const capture error{std::cerr};
  CLI::App app;
  app.require_subcommand(1);
  chosen_verb chosen;
  add_tools(app, chosen, [](const event_log&, const performance&) {});
  std::ranges::reverse(words);
  try {
    app.parse(words);
  } catch (const CLI::ParseError&) {
    return {2, out.text(), error.text()};
  }
  const auto code = chosen();
  return {code, out.text(), error.text()};
}

/// The data folder of a server that was used for one call, and an export of it.
struct used_folder {
  testing::temporary_folder folder;
  std::string data = (folder.path() / "data").string();
  std::string file = (folder.path() / "all.ndjson").string();
  std::string call;

  used_folder() {
    const auto flows = testing::five_flows();
    call = flows.front().call.value;
    const auto target = make_target(data);
    copy(flows.front().played->log, *target);
    const auto exported = make_target(file);
    copy(flows.front().played->log, *exported);
  }
};

TEST_CASE("every verb works on a data folder and on an exported file alike") {
  const used_folder used;
  const std::vector<std::vector<std::string>> verbs = {
      {"log", "tail", "--no-follow"},
      {"log", "show", "room/direct~alice~bob#4"},
      {"log", "export", "--format", "csv"},
      {"log", "verify"},
      {"state", "room/direct~alice~bob", "--at", "5"},
      {"state", "room/direct~alice~bob", "--diff", "3..5"},
      {"why", used.call},
      {"diagram", used.call, "--format", "mermaid"},
      {"audit"},
      {"audit", "--call", used.call},
      {"replay", "--hashes"},
      {"bundle", used.call}};
  for (auto words : verbs) {
    CAPTURE(words[0] + ' ' + words.back());
    words.insert(words.end(), {"--data", used.data});
    const auto of_folder = run(words);
    CHECK(of_folder.error == "");
    CHECK(of_folder.code == 0);
    CHECK_FALSE(of_folder.out.empty());
    words.back() = used.file;
    const auto of_file = run(words);
    CHECK(of_file.code == 0);
    CHECK(of_file.out == of_folder.out);
    CHECK(of_file.out.find('\033') == std::string::npos);
    words.emplace_back("--json");
    CHECK(run(words).code == 0);
  }
}

TEST_CASE("what fails is told in one line, with its exit code") {
  const used_folder used;
  const auto check = [&](std::vector<std::string> words, int code, const std::string& part) {
    CAPTURE(words[0] + ' ' + words.back());
    const auto told = run(std::move(words));
    CHECK(told.code == code);
    CHECK(told.out == "");
    CHECK(told.error.find(part) != std::string::npos);
    CHECK(told.error.find('\n') + 1 == told.error.size());
  };
  check({"why", used.call, "--data", "/nowhere"}, 1, "there is no such data folder");
  check({"why", "direct~alice~bob~1", "--data", used.data}, 1, "there is no call");
  check({"why", "alice", "--data", used.data}, 2, "is no call's id");
  check({"state", "alice", "--data", used.data}, 2, "is no stream");
  check({"state", "user/alice", "--at", "soon", "--data", used.data}, 2, "is no time");
  check({"state", "user/alice", "--diff", "9..2", "--data", used.data}, 2, "is no range");
  check({"log", "tail", "--user", "!", "--data", used.data}, 2, "is no user's id");
  check({"log", "tail", "--type", "room.", "--type", "room.calls", "--data", used.data}, 2,
        "there is no event 'room.calls'");
  check({"replay", "--projections", "--data", used.data}, 1, "there are no read models");
  check({"replay", "--projections", "--data", used.file}, 2, "give the data folder");
  check({"replay", "--speed", "1", "--as", "nobody", "--data", used.data}, 1, "no user/nobody");
  check({"replay", "--since", "1h", "--data", used.data}, 2, "--what-if or --speed");
  check({"audit", "--data", "/dev/null"}, 1, "is a pipe or a device");
  check({"log", "copy", used.file, "--data", used.data}, 1, "is there already");
  check({"replay", "--what-if", "speed=9", "--data", used.data}, 2, "is no change of a queue");
  CHECK(run({"log"}).code == 2);
  CHECK(run({"why"}).code == 2);
  CHECK(run({"diagram", used.call, "--format", "poem"}).code == 2);
}

TEST_CASE("nothing that is read is written to") {
  const used_folder used;
  const auto log = used.data + "/log.db";
  const auto before = testing::text_in(log);
  run({"audit", "--data", used.data});
  run({"replay", "--data", used.data});
  run({"why", used.call, "--data", used.data});
  CHECK(testing::text_in(log) == before);
}

} // namespace

} // namespace switchboard::tools
