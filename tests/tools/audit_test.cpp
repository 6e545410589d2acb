#include "events/codec.hpp"
#include "tests/tools/flows.hpp"
#include "tools/audit.hpp"
#include "tools/audit/broken.hpp"
#include "tools/bundle.hpp"
#include "tools/log_verify.hpp"
#include "tools/replay.hpp"
#include "tools/why.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

namespace switchboard::tools {

namespace {

void put(memory_log& into, const std::vector<envelope>& events) {
  for (const auto& each : events)
    into.append({each}, [](const append_result& verdict) {
      REQUIRE(std::holds_alternative<append_accepted>(verdict));
    });
}

std::vector<envelope> all_of(const event_log& log) {
  std::vector<envelope> all;
  for (const auto& each : log.read_all(1, 10'000))
    all.push_back(each.entry);
  return all;
}

TEST_CASE("what the rules have made holds, as a whole and call by call") {
  for (const auto& flow : testing::five_flows()) {
    CAPTURE(flow.name);
    const auto& log = flow.played->log;
    const auto whole = audit_log(log);
    INFO(to_text(whole, paint{false}));
    CHECK(whole.is_well());
    CHECK(whole.events == log.head());
    const auto call = audit_call(log, flow.call);
    INFO(to_text(call, paint{false}));
    CHECK(call.is_well());
    CHECK(call.events > 5);
  }
}

TEST_CASE("a log whose streams come one after the other, as out of Kafka, holds as well") {
  for (const auto& flow : testing::five_flows()) {
    CAPTURE(flow.name);
    auto events = all_of(flow.played->log);
    std::ranges::stable_sort(events, std::ranges::greater{},
                             [](const envelope& each) { return to_string(each.stream); });
    memory_log log;
    put(log, events);
    const auto report = audit_log(log);
    INFO(to_text(report, paint{false}));
    CHECK(report.is_well());
    CHECK(verify_log(log).events == events.size());
  }
}

TEST_CASE("an event whose cause never comes is a violation") {
  auto events = all_of(testing::five_flows().front().played->log);
  const auto caused = std::ranges::find_if(
      events, [](const envelope& each) { return type_of(each.body) == "user.device_rang"; });
  REQUIRE(caused != events.end());
  caused->causation_id = to_string(make_event_id(caused->time.ms, 1, 2));
  memory_log log;
  put(log, events);
  const auto report = audit_log(log);
  REQUIRE_FALSE(report.is_well());
  CHECK(report.first.back().rule.ends_with("comes from an event that asked for nothing here"));
  CHECK(report.first.back().events.front().entry.id == caused->id);
  CHECK_THROWS_AS(verify_log(log), audit::broken);
}

TEST_CASE("each violation is told with its event and what led to it") {
  const auto flows = testing::five_flows();
  auto events = all_of(flows.front().played->log);
  const auto accepted = std::ranges::find_if(
      events, [](const envelope& each) { return type_of(each.body) == "room.call_accepted"; });
  REQUIRE(accepted != events.end());
  std::get<room::call_accepted>(std::get<room::event>(accepted->body)).user_id = {"mallory"};
  memory_log log;
  put(log, events);
  const auto report = audit_log(log);
  REQUIRE_FALSE(report.is_well());
  CHECK(report.first.front().rule
        == "room/direct~alice~bob #6: an invitation ends once, and only if there was one");
  CHECK(report.first.front().events.front().entry.id == accepted->id);
  CHECK(to_text(report, paint{false}).find("room.call_accepted") != std::string::npos);
  CHECK_FALSE(audit_call(log, flows.front().call).is_well());
}

TEST_CASE("a call that rings on after its time is a violation") {
  testing::stage on;
  on.enroll("alice");
  on.enroll("bob");
  on.connect("alice", "phone");
  on.call("alice", "phone", "bob");
  auto events = all_of(on.log);
  auto much_later = events.front();
  much_later.id = make_event_id(1, 2, 3);
  much_later.time = on.now() + 3'600'000;
  much_later.stream = stream_of(user_id{"carol"});
  much_later.seq = 1;
  events.push_back(much_later);
  memory_log log;
  put(log, events);
  const auto report = audit_log(log);
  REQUIRE(report.first.size() == 1);
  CHECK(report.first.front().rule.find("rings although its time was over") != std::string::npos);
}

TEST_CASE("a bundle tells the same story about nobody") {
  for (const auto& flow : testing::five_flows()) {
    CAPTURE(flow.name);
    const auto bundled = bundle(flow.played->log, flow.call);
    memory_log log;
    put(log, bundled);
    const auto report = audit_log(log);
    INFO(to_text(report, paint{false}));
    CHECK(report.is_well());
    CHECK(replay(log, std::nullopt, {}).events == bundled.size());
    std::string call;
    for (const auto& each : bundled)
      if (type_of(each.body) == "room.call_ended") call = each.correlation_id;
    const auto original = explain(flow.played->log, flow.call.value);
    CHECK(explain(log, call).timeline.size() == original.timeline.size());
  }
}

TEST_CASE("a bundle holds no name, no word and no address") {
  const auto flows = testing::five_flows();
  for (const auto& flow : flows) {
    std::string text;
    for (const auto& each : bundle(flow.played->log, flow.call))
      text += to_string(each.stream) + ' ' + each.actor + ' ' + each.command_id + ' '
              + encode_data(each.body) + '\n';
    INFO(text);
    for (const auto* told : {"alice", "bob", "Ann", "example.org", "Doe", "phone", "laptop",
                             "order", "uuid-of", "c-1"})
      CHECK(text.find(told) == std::string::npos);
  }
}

} // namespace

} // namespace switchboard::tools
