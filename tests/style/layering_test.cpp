#include "tests/style/layering.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

namespace switchboard::style {
namespace {

TEST_CASE("includes follow the arrows of the architecture") {
  CHECK(report_of(over_the_tree(wrong_includes)) == "");
}

TEST_CASE("the pure folders ask neither the clock nor chance") {
  CHECK(report_of(over_the_tree(impure_calls)) == "");
}

TEST_CASE("the walk sees the whole tree") {
  const auto has = [](std::string_view path) {
    return std::ranges::find(whole_tree(), path, &source_file::path) != whole_tree().end();
  };
  CHECK(has("README.md"));
  CHECK(has("scripts/test"));
  CHECK(has("events/event.hpp"));
  CHECK(has("actors/rules/decision.hpp"));
  CHECK(has("tests/style/layering_test.cpp"));
}

struct example {
  std::string path;
  std::string line;
  bool is_fine = false;
};

TEST_CASE("an include is judged by where it stands and where it goes") {
  const example examples[] = {
      {"events/room.hpp", "#include \"events/ids.hpp\"", true},
      {"events/room.hpp", "#include \"events/log/event_log.hpp\"", false},
      {"events/room.hpp", "#include \"actors/room/commands.hpp\"", false},
      {"events/log/embedded_log.cpp", "#include \"events/codec.hpp\"", true},
      {"events/log/embedded_log.cpp", "#include \"actors/engine.hpp\"", false},
      {"actors/room/rules.cpp", "#include \"actors/user/commands.hpp\"", true},
      {"actors/room/rules.cpp", "#include \"actors/user/state.hpp\"", false},
      {"actors/room/rules.cpp", "#include \"actors/rules/decision.hpp\"", true},
      {"actors/room/rules.cpp", "#include \"actors/router.hpp\"", false},
      {"actors/room/rules.cpp", "#include \"events/log/event_log.hpp\"", false},
      {"actors/router.cpp", "#include \"actors/room/rules.hpp\"", true},
      {"actors/router.cpp", "#include \"transport/http/router.hpp\"", false},
      {"projections/calls.cpp", "#include \"actors/room/state.hpp\"", false},
      {"config/settings.cpp", "#include \"config/sections/server.hpp\"", true},
      {"config/settings.cpp", "#include \"actors/rules/policy.hpp\"", false},
      {"transport/net/tls.cpp", "#include \"transport/http/session.hpp\"", false},
      {"transport/server.cpp", "#include \"transport/http/session.hpp\"", true},
      {"tools/why.cpp", "#include \"transport/server.hpp\"", false},
      {"tests/http/flow.cpp", "#include \"transport/server.hpp\"", true},
      {"main.cpp", "#include \"transport/server.hpp\"", true},
      {"elsewhere/new.cpp", "", false},

      {"actors/router.cpp", "#include <caf/actor_system.hpp>", true},
      {"actors/room/rules.cpp", "#include <caf/actor_system.hpp>", false},
      {"transport/http/session.cpp", "#include <caf/actor_system.hpp>", false},
      {"transport/http/session.cpp", "#include <boost/beast/http.hpp>", true},
      {"actors/router.cpp", "#include <boost/beast/http.hpp>", false},
      {"events/log/sqlite.cpp", "#include <sqlite3.h>", true},
      {"actors/ledger.cpp", "#include <sqlite3.h>", false},
      {"events/log/embedded_log.cpp", "#include <librdkafka/rdkafka.h>", false},
      {"events/json.hpp", "#include <nlohmann/json.hpp>", true},
      {"actors/room/reply.cpp", "#include <nlohmann/json.hpp>", false},
      {"actors/room/rules.cpp", "#include <vector>", true},
      {"actors/room/rules.cpp", "#include <unistd.h>", false},
      {"events/log/data_folder.cpp", "#include <unistd.h>", true},
  };
  for (const auto& each : examples) {
    CAPTURE(each.path);
    CAPTURE(each.line);
    CHECK(wrong_includes({each.path, each.line + '\n'}).empty() == each.is_fine);
  }
}

TEST_CASE("an objection names the line, the arrow and what is allowed") {
  const auto wrong = wrong_includes(
      {"actors/room/rules.cpp", "#include <vector>\n\n#include \"actors/router.hpp\"\n"});
  REQUIRE(wrong.size() == 1);
  CHECK(report_of(wrong)
        == "\nactors/room/rules.cpp:3: actors/room -> actors is against the architecture: "
           "actors/room may include, beside itself, events/*, actors/rules/*, "
           "actors/user/commands.hpp, actors/queue/commands.hpp");
}

TEST_CASE("chance is found in the code of a pure folder, and nowhere else") {
  const std::string clock = "auto now = std::chrono::system_clock::now();\n";
  CHECK(impure_calls({"actors/room/rules.cpp", clock}).size() == 1);
  CHECK(impure_calls({"events/time.cpp", clock}).size() == 1);
  CHECK(impure_calls({"actors/clock.cpp", clock}).empty());
  CHECK(impure_calls({"events/time.cpp", "// " + clock}).empty());
  CHECK(impure_calls({"events/time.cpp", "int a = rand();\n"}).size() == 1);
  CHECK(impure_calls({"events/time.cpp", "int a = operand();\n"}).empty());
}

} // namespace
} // namespace switchboard::style
