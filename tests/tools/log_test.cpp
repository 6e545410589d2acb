#include "events/codec.hpp"
#include "events/log/embedded_log.hpp"
#include "tests/log/temporary_folder.hpp"
#include "tests/support/file_text.hpp"
#include "tests/tools/flows.hpp"
#include "tools/copy_targets.hpp"
#include "tools/log_export.hpp"
#include "tools/log_show.hpp"
#include "tools/log_tail.hpp"
#include "tools/log_verify.hpp"
#include "tools/source.hpp"
#include "tools/usage_error.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

namespace switchboard::tools {

namespace {

using testing::flow;

void ignore(const std::string&) {}

const flow& invitation() {
  static const auto flows = testing::five_flows();
  return flows.front();
}

const event_log& log_of_invitation() { return invitation().played->log; }

std::string exported(const event_log& log, const selection& wanted = {},
                     export_form form = export_form::ndjson) {
  std::ostringstream out;
  export_events(out, log, wanted, form);
  return out.str();
}

std::vector<std::string> types_of(const event_log& log, const selection& wanted) {
  std::vector<std::string> types;
  for_each_selected(log, wanted, [&](const recorded& each) {
    types.emplace_back(type_of(each.entry.body));
    return true;
  });
  return types;
}

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

TEST_CASE("events are chosen by stream, type, time, call and user") {
  const auto& log = log_of_invitation();
  selection wanted;
  wanted.stream = stream_of(user_id{"bob"});
  wanted.types = {"user.device_connected"};
  CHECK(types_of(log, wanted).size() == 2);
  wanted = {};
  wanted.types = {"room.call_"};
  CHECK(types_of(log, wanted).empty());
  wanted.types = {"room."};
  CHECK(types_of(log, wanted).front() == "room.created");
  wanted = {};
  wanted.since = log.read_all(log.head(), 1).front().entry.time;
  for (const auto& each : types_of(log, wanted))
    CHECK_MESSAGE((each == "room.call_ended" || each == "user.call_exited"), each);
  wanted = {};
  wanted.until = log.read_all(1, 1).front().entry.time;
  CHECK(types_of(log, wanted).back() == "user.device_connected");
  wanted = {};
  wanted.call = invitation().call.value;
  const auto of_call = types_of(log, wanted);
  CHECK(std::ranges::count(of_call, "user.device_rang") == 2);
  CHECK(std::ranges::count(of_call, "user.registered") == 0);
  wanted = {};
  wanted.user = user_id{"bob"};
  const auto of_bob = types_of(log, wanted);
  CHECK(std::ranges::count(of_bob, "user.registered") == 1);
  CHECK(std::ranges::count(of_bob, "room.call_accepted") == 1);
}

TEST_CASE("an export is a log again, which says the same") {
  const testing::temporary_folder folder;
  const auto file = folder.path() / "all.ndjson";
  const auto target = make_target(file.string());
  CHECK(copy(log_of_invitation(), *target).copied == log_of_invitation().head());
  const auto again = open_source(file, ignore);
  CHECK(exported(*again) == exported(log_of_invitation()));
  CHECK(exported(*again) == testing::text_in(file));
  CHECK(verify_log(*again).events == log_of_invitation().head());
  CHECK_THROWS_AS(make_target(file.string()), log_error);
}

TEST_CASE("CSV has a row for each event, with the data quoted") {
  selection wanted;
  wanted.types = {"user.registered"};
  const auto csv = exported(log_of_invitation(), wanted, export_form::csv);
  CHECK(lines_in(csv) == 3);
  CHECK(csv.starts_with("id,stream,seq,type,version,time,command_id,"));
  CHECK(csv.find(",\"{\"\"uuid\"\":\"\"uuid-of-alice\"\"") != std::string::npos);
}

TEST_CASE("a copy to a data folder is taken up where it stopped") {
  const testing::temporary_folder folder;
  const auto path = folder.path() / "copied";
  {
    const auto target = make_target(path.string());
    target->take(log_of_invitation().read_all(1, 10));
    target->finish();
  }
  const auto target = make_target(path.string());
  const auto summary = copy(log_of_invitation(), *target);
  CHECK(summary.there_before == 10);
  CHECK(summary.copied == log_of_invitation().head() - 10);
  CHECK(exported(*open_source(path, ignore)) == exported(log_of_invitation()));
  const auto flows = testing::five_flows();
  CHECK_THROWS_AS(copy(flows.back().played->log, *target), log_error);
  CHECK_THROWS_AS(make_target("carrier-pigeon://roof"), log_error);
}

TEST_CASE("files that are no whole export are refused with one line") {
  const testing::temporary_folder folder;
  const auto file = folder.path() / "broken.ndjson";
  const auto refusal = [&](const std::string& text) {
    std::ofstream{file, std::ios::binary} << text;
    try {
      verify_log(*open_source(file, ignore));
    } catch (const log_error& refused) {
      return std::string{refused.what()};
    }
    return std::string{"taken"};
  };
  const auto whole = exported(log_of_invitation());
  CHECK(refusal(whole) == "taken");
  CHECK(refusal(whole.substr(0, whole.size() - 1)) == "taken");
  for (const std::size_t missing : {2, 20, 400})
    CHECK(refusal(whole.substr(0, whole.size() - missing)).find("is cut off in line")
          != std::string::npos);
  CHECK(refusal(whole.substr(0, 100)).find("is cut off in line 1") != std::string::npos);
  CHECK(refusal("Dear diary\n").find("is no export of a switchboard's log") != std::string::npos);
  CHECK(refusal(whole + "Dear diary\n").find("is no event's record") != std::string::npos);
  CHECK(refusal(whole.substr(whole.find('\n') + 1)).find("stands where #1") != std::string::npos);
  auto newer = whole;
  newer.replace(newer.find("user.registered"), 15, "user.reincarnat");
  CHECK(refusal(newer).find("a newer switchboard may have written it") != std::string::npos);
  CHECK_THROWS_AS(open_source(folder.path() / "missing", ignore), log_error);
}

TEST_CASE("one event is shown with what led to it and what it led to") {
  const auto& log = log_of_invitation();
  const auto report = report_event(log, "room/direct~alice~bob#4");
  CHECK(type_of(report.event.entry.body) == "room.call_invited");
  CHECK(report.causes.empty());
  CHECK(report.consequences.size() >= 4);
  const auto& rang = report.consequences.back();
  const auto back = report_event(log, to_string(rang.entry.id));
  CHECK(back.event.position == rang.position);
  CHECK(back.causes.front().position == report.event.position);
  CHECK(report_event(log, std::to_string(rang.position)).event.entry.id == rang.entry.id);
  const auto text = to_text(back, paint{false});
  CHECK(text.find("caused by") != std::string::npos);
  CHECK(text.find("began with   a command of user/alice") != std::string::npos);
  CHECK_THROWS_AS(report_event(log, "room/direct~alice~bob#99"), not_found);
  CHECK_THROWS_AS(report_event(log, "yesterday"), usage_error);
}

TEST_CASE("the tail begins with the last events and goes on with those that come") {
  testing::stage on;
  on.enroll("alice");
  on.enroll("bob");
  std::ostringstream out;
  selection wanted;
  wanted.types = {"user."};
  const auto next = print_last(out, on.log, wanted, 1, {});
  CHECK(lines_in(out.str()) == 1);
  CHECK(out.str().find("user/bob #1  user.registered  by user/bob") != std::string::npos);
  const auto following = print_coming(out, on.log, next, wanted, {});
  on.connect("alice", "phone");
  on.call("alice", "phone", "bob");
  CHECK(out.str().find("user.device_connected") != std::string::npos);
  CHECK(out.str().find("room.") == std::string::npos);
}

} // namespace

} // namespace switchboard::tools
