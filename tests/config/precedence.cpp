#include "config/load.hpp"
#include "config/value.hpp"
#include "tests/config/temporary_file.hpp"

#include <CLI/CLI.hpp>
#include <doctest/doctest.h>

#include <cstdlib>

namespace switchboard::config {

TEST_CASE("nothing given is the default configuration") {
  const auto loaded = load({}, {});
  CHECK(loaded.server.listen == endpoint{"127.0.0.1", 8000});
  CHECK(loaded.limits.body_bytes == 1024 * 1024);
  CHECK_FALSE(loaded.queues.open_agents);
}

TEST_CASE("a flag beats a variable, a variable beats the file, the file beats the default") {
  const testing::temporary_file file{"[server]\n"
                                     "listen = \"127.0.0.1:1\"\n"
                                     "data = \"from_file\"\n"
                                     "node = \"from_file\"\n"};
  const environment variables{{"SWITCHBOARD_SERVER_LISTEN", "127.0.0.1:2"},
                              {"SWITCHBOARD_SERVER_DATA", "from_variable"}};
  const flags given{.file = file.path(), .values = {{"--listen", "127.0.0.1:3"}}};
  const auto loaded = load(given, variables);
  CHECK(loaded.server.listen.port == 3);
  CHECK(loaded.server.data == "from_variable");
  CHECK(loaded.server.node == "from_file");
  CHECK(loaded.server.threads == 0);
}

TEST_CASE("every kind of value can come from a variable") {
  const auto loaded = load(
      {}, {{"SWITCHBOARD_QUEUES_OPEN_AGENTS", "true"},
           {"SWITCHBOARD_LIMITS_FRAME_BYTES", "2048"},
           {"SWITCHBOARD_CALLS_RISK_THRESHOLD", "0.25"},
           {"SWITCHBOARD_LOGGING_LEVEL", "debug"},
           {"SWITCHBOARD_SERVER_ALLOWED_ORIGINS", "https://one.example, http://localhost:3000"},
           {"SWITCHBOARD_SERVER_LISTEN", "[::1]:0"}});
  CHECK(loaded.queues.open_agents);
  CHECK(loaded.limits.frame_bytes == 2048);
  CHECK(loaded.calls.risk_threshold == 0.25);
  CHECK(loaded.logging.level == "debug");
  CHECK(loaded.server.allowed_origins
        == std::vector<std::string>{"https://one.example", "http://localhost:3000"});
  CHECK(loaded.server.listen == endpoint{"::1", 0});
}

TEST_CASE("the process's variables are those with the prefix") {
  ::setenv("SWITCHBOARD_SERVER_NODE", "west=1", 1);
  ::setenv("OTHER_SERVER_NODE", "east", 1);
  const auto variables = environment_of_process();
  ::unsetenv("SWITCHBOARD_SERVER_NODE");
  ::unsetenv("OTHER_SERVER_NODE");
  REQUIRE(variables.contains("SWITCHBOARD_SERVER_NODE"));
  CHECK(variables.at("SWITCHBOARD_SERVER_NODE") == "west=1");
  CHECK_FALSE(variables.contains("OTHER_SERVER_NODE"));
}

TEST_CASE("the common settings have flags") {
  CLI::App app;
  flags given;
  add_flags(app, given);
  const char* arguments[] = {"switchboard", "--listen",    "0.0.0.0:9000", "--data",
                             "/tmp/data",   "--log-level", "warn"};
  app.parse(static_cast<int>(std::size(arguments)), arguments);
  const auto loaded = load(given, {});
  CHECK(to_string(loaded.server.listen) == "0.0.0.0:9000");
  CHECK(loaded.server.data == "/tmp/data");
  CHECK(loaded.logging.level == "warn");
}

TEST_CASE("--config names the file") {
  CLI::App app;
  flags given;
  add_flags(app, given);
  const char* arguments[] = {"switchboard", "--config", SOURCE_DIR "/config/dev.toml"};
  app.parse(static_cast<int>(std::size(arguments)), arguments);
  const auto loaded = load(given, {});
  CHECK(loaded.queues.open_agents);
  CHECK(to_string(loaded.server.listen) == "127.0.0.1:8000");
  CHECK(loaded.server.data == "./data");
}

TEST_CASE("an address is read as it is written") {
  for (const std::string text : {"127.0.0.1:8000", "localhost:0", "[::1]:65535", ""}) {
    CAPTURE(text);
    const auto parsed = parse_endpoint(text);
    REQUIRE(parsed.has_value());
    CHECK(to_string(*parsed) == text);
  }
  for (const std::string text :
       {"8000", ":8000", "host:", "host:-1", "host:1x", "::1:80", "[]:80", "[::1]", "a/b:80"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_endpoint(text).has_value());
  }
}

} // namespace switchboard::config
