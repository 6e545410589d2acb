#include "tests/log/temporary_folder.hpp"
#include "tests/support/file_text.hpp"
#include "tests/tools/stage.hpp"
#include "tools/log_export.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace switchboard::tools {

namespace {

constexpr std::int64_t an_hour_ms = 3'600'000;

/// A day on which some calls are answered sooner, some later, and some not at all.
void live_a_day(testing::stage& on) {
  for (const auto* user : {"alice", "bob", "carol"}) {
    on.enroll(user);
    on.connect(user, "phone");
  }
  for (const std::int64_t answer_ms : {2'000, 4'000, 9'000}) {
    const auto call = on.call("alice", "phone", "bob");
    on.pass(answer_ms);
    on.accept(call, "bob", "phone");
    on.pass(60'000);
    on.end(call, "alice");
  }
  on.pass(an_hour_ms);
  on.call("bob", "phone", "carol", call_type::audio);
  on.pass(an_hour_ms);
  const auto declined = on.call("bob", "phone", "carol", call_type::audio);
  on.reject(declined, "carol", "phone", "");
  on.call("alice", "phone", "carol", call_type::audio);
  on.pass(61'000);
  on.start_customer(1, "Ann");
  on.connect_side(1);
  on.pass(12'000);
  on.start_agent(2, "Bo");
  on.connect_side(2);
  on.start_customer(3, "Cy");
  on.connect_side(3);
  on.pass(45'000);
  on.complete(1);
  on.start_customer(4, "Di");
  on.connect_side(4);
  on.pass(5'000);
  on.complete(4);
  on.pass(30'000);
}

bool has_python() { return std::system("python3 --version >/dev/null 2>&1") == 0; }

TEST_CASE("the analytics example answers its questions from an export") {
  if (!has_python()) {
    MESSAGE("SKIPPED: python3 is not installed; scripts/setup installs it");
    return;
  }
  const testing::temporary_folder folder;
  const auto events = folder.path() / "day.ndjson";
  const auto answers = folder.path() / "report.txt";
  testing::stage on;
  live_a_day(on);
  std::ofstream out{events, std::ios::binary};
  export_events(out, on.log, {}, export_form::ndjson);
  out.close();
  const auto command = "'" SOURCE_DIR "/examples/analytics/consumer.py' '" + events.string()
                       + "' >'" + answers.string() + "' 2>&1";
  CHECK(std::system(command.c_str()) == 0);
  const auto told = testing::text_in(answers);
  CHECK(told == testing::text_in(SOURCE_DIR "/tests/golden/analytics/report.txt"));
}

} // namespace

} // namespace switchboard::tools
