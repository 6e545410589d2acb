#include "config/load.hpp"
#include "tests/config/temporary_file.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

namespace switchboard::config {

namespace {

/// The one line that this file is answered with, its path left out; empty when it is good.
std::string fault_of(std::string_view toml) {
  const testing::temporary_file file{toml};
  try {
    load({.file = file.path(), .values = {}}, {});
  } catch (const setting_error& error) {
    const std::string what = error.what();
    REQUIRE(what.starts_with(file.path()));
    return what.substr(file.path().size());
  }
  return {};
}

std::string fault_of_variable(const std::string& name, const std::string& text) {
  try {
    load({}, {{name, text}});
  } catch (const setting_error& error) {
    return error.what();
  }
  return {};
}

std::string fault_of_flag(const std::string& name, const std::string& text) {
  try {
    load({.file = {}, .values = {{name, text}}}, {});
  } catch (const setting_error& error) {
    return error.what();
  }
  return {};
}

} // namespace

TEST_CASE("every wrong file is one line that says where, what and what is allowed") {
  struct wrong {
    std::string toml;
    std::string line;
  };
  const wrong table[] = {
      {"[limits]\nbody_byte = 5\n",
       ":2: limits.body_byte is not a setting; did you mean limits.body_bytes?"},
      {"[nowhere]\nnothing_alike = 5\n",
       ":2: nowhere.nothing_alike is not a setting; docs/configuration.md lists all of them"},
      {"[limits]\nbody_bytes = 5\n",
       ":2: limits.body_bytes cannot be 5; allowed is an integer, 1024 to 67108864"},
      {"\n[limits]\n\nbody_bytes = \"big\"\n",
       ":4: limits.body_bytes cannot be \"big\"; allowed is an integer, 1024 to 67108864"},
      {"[limits]\nbody_bytes = 2048.5\n",
       ":2: limits.body_bytes cannot be 2048.5; allowed is an integer, 1024 to 67108864"},
      {"[queues]\nopen_agents = 1\n",
       ":2: queues.open_agents cannot be 1; allowed is true or false"},
      {"[calls]\nrisk_threshold = 1.5\n",
       ":2: calls.risk_threshold cannot be 1.5; allowed is a number, 0 to 1"},
      {"[logging]\nformat = \"xml\"\n",
       ":2: logging.format cannot be \"xml\"; allowed is text or json"},
      {"[server]\nlisten = \"localhost\"\n",
       ":2: server.listen cannot be \"localhost\"; allowed is HOST:PORT, port 0 to 65535"},
      {"[server]\nlisten = \"localhost:65536\"\n",
       ":2: server.listen cannot be \"localhost:65536\"; allowed is HOST:PORT, port 0 to 65535"},
      {"[server]\nallowed_origins = \"http://a.example\"\n",
       ":2: server.allowed_origins cannot be \"http://a.example\"; allowed is a list of texts"},
      {"[server]\nallowed_origins = [\"*\"]\n",
       ":2: server.allowed_origins holds \"*\"; allowed is https://HOST or http://HOST, with "
       ":PORT or not"},
      {"[server]\nallowed_origins = [7]\n",
       ":2: server.allowed_origins is of no type that a setting has; allowed are numbers, texts, "
       "true, false and lists of texts"},
      {"[server]\ndata = 1979-05-27\n",
       ":2: server.data is of no type that a setting has; allowed are numbers, texts, true, false "
       "and lists of texts"},
      {"[server]\nlisten = \"\"\n",
       ":2: server.listen is empty, and so is server.listen_tls; at least one address is needed"},
      {"[server]\nlisten_tls = \"127.0.0.1:8443\"\n",
       ":2: server.listen_tls needs server.tls_certificate"},
      {"[server]\nlisten_tls = \"127.0.0.1:8443\"\ntls_certificate = \"c.pem\"\n",
       ":2: server.listen_tls needs server.tls_key"},
      {"[deadlines]\nsilence_ms = 20000\n",
       ":2: deadlines.silence_ms must be more than deadlines.heartbeat_ms"},
      {"[accounts]\nrefresh_lifetime_s = 60\n",
       ":2: accounts.refresh_lifetime_s must be at least accounts.token_lifetime_s"},
      {"[accounts]\nmin_password_length = 4\n",
       ":2: accounts.min_password_length cannot be 4; allowed is an integer, 8 to 128"},
      {"[accounts]\noutside_issuer = \"https://id.example\"\n",
       ":2: accounts.outside_issuer needs accounts.outside_audience"},
      {"[ice]\nstun_urls = [\"stun.example.org\"]\n",
       ":2: ice.stun_urls holds \"stun.example.org\"; allowed is stun:HOST or stuns:HOST, with "
       ":PORT or not"},
      {"[ice]\nturn_secret = \"s\"\nturn_urls = [\"stun:turn.example.org\"]\n",
       ":3: ice.turn_urls holds \"stun:turn.example.org\"; allowed is turn:HOST or turns:HOST, "
       "with :PORT and ?transport= or not"},
      {"[ice]\nturn_urls = [\"turn:turn.example.org\"]\n",
       ":2: ice.turn_urls needs ice.turn_secret or ice.turn_secret_file"},
      {"[ice]\nturn_secret = \"hush\"\nturn_secret_file = \"turn.secret\"\n",
       ":3: ice.turn_secret_file is given beside ice.turn_secret; one of them is enough"},
      {"listen = \"127.0.0.1:8000\"\n",
       ":1: listen stands outside a section; write it below a line such as [server]"},
  };
  for (const auto& each : table) {
    CAPTURE(each.toml);
    CHECK(fault_of(each.toml) == each.line);
  }
}

TEST_CASE("what is wrong with the queues is said in one line, too") {
  const std::pair<std::string, std::string> table[] = {
      {"[queues]\nnames = [\"Sales\"]\n", ":2: queues.names holds \"Sales\"; a queue's name has 1 "
                                          "to 26 characters out of a-z 0-9 _ -"},
      {"[queues]\nopen = 101\n", ":2: queues.open cannot be 101; allowed is an integer, 0 to 100"},
      {"[queues]\ncustomer_secret = \"short\"\n",
       ":2: queues.customer_secret must have at least 32 characters"},
  };
  for (const auto& [toml, line] : table)
    CHECK(fault_of(toml) == line);
}

TEST_CASE("a file that is not TOML names the line") {
  const auto fault = fault_of("[limits]\nbody_bytes 5\n");
  CHECK(fault.starts_with(":2: "));
  CHECK(fault.find('\n') == std::string::npos);
}

TEST_CASE("the first wrong line of a file is the one that is named") {
  CHECK(fault_of("[server]\nthreads = -1\n[accounts]\nhash_passes = 0\n")
            .starts_with(":2: server.threads"));
}

TEST_CASE("a file that cannot be read is named") {
  CHECK_THROWS_WITH_AS(load({.file = "/nowhere/settings.toml", .values = {}}, {}),
                       "/nowhere/settings.toml: cannot be read: No such file or directory",
                       setting_error);
  CHECK_THROWS_WITH_AS(load({.file = "/", .values = {}}, {}), "/: cannot be read: Is a directory",
                       setting_error);
}

TEST_CASE("a wrong variable is named") {
  CHECK(fault_of_variable("SWITCHBOARD_LIMITS_BODY_BYTES", "many")
        == "environment variable SWITCHBOARD_LIMITS_BODY_BYTES: limits.body_bytes cannot be "
           "\"many\"; allowed is an integer, 1024 to 67108864");
  CHECK(fault_of_variable("SWITCHBOARD_LIMIT_BODY_BYTES", "2048")
        == "environment variable SWITCHBOARD_LIMIT_BODY_BYTES: SWITCHBOARD_LIMIT_BODY_BYTES is "
           "not a setting; did you mean SWITCHBOARD_LIMITS_BODY_BYTES?");
  CHECK(fault_of_variable("SWITCHBOARD_QUEUES_OPEN_AGENTS", "maybe")
        == "environment variable SWITCHBOARD_QUEUES_OPEN_AGENTS: queues.open_agents cannot be "
           "\"maybe\"; allowed is true or false");
}

TEST_CASE("a wrong flag is named") {
  CHECK(fault_of_flag("--listen", "8000")
        == "flag --listen: server.listen cannot be \"8000\"; allowed is HOST:PORT, port 0 to "
           "65535");
  CHECK(fault_of_flag("--data", "") == "flag --data: server.data is empty; a folder is needed");
}

TEST_CASE("no fault shows more than the beginning of a long value, nor a line break") {
  const auto fault = fault_of_flag("--listen", "line\nbreak" + std::string(1'000, 'x'));
  CHECK(fault.size() < 200);
  CHECK(fault.find('\n') == std::string::npos);
}

} // namespace switchboard::config
