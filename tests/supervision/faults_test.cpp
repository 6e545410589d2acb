#include "tests/supervision/living_server.hpp"
#include "threads/failures.hpp"
#include "threads/fault_port.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <thread>

// A fault at every boundary of a whole server over the embedded log: whoever was concerned is told,
// it is counted, and the next one is served as if nothing had been.

using namespace switchboard;
using namespace switchboard::testing;
using threads::failure_kind;
using threads::fault_port;

namespace {

std::uint64_t count_of(failure_kind kind, std::string_view where) {
  for (const auto& [place, count] : threads::failures().counts_of(kind))
    if (place == where) return count;
  return 0;
}

/// What `condition` waits for comes by itself, within a bounded time.
template <class Condition>
bool comes_true(Condition condition) {
  for (int i = 0; i < 1'000; ++i) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
  return false;
}

struct place {
  failure_kind kind;
  std::string_view where;
};

} // namespace

TEST_CASE("a fault at any boundary is told and counted, and the server goes on") {
  living_server server;
  REQUIRE(server.live_a_day());
  for (const auto& [kind, where] : {place{failure_kind::boundary, "request"},
                                    place{failure_kind::boundary, "connection"},
                                    place{failure_kind::boundary, "listener"},
                                    place{failure_kind::boundary, "frame"},
                                    place{failure_kind::boundary, "errand"},
                                    place{failure_kind::boundary, "socket"},
                                    place{failure_kind::boundary, "resume"},

                                    place{failure_kind::boundary, "accounts"},
                                    place{failure_kind::boundary, "credentials"},
                                    place{failure_kind::boundary, "hashing"},
                                    place{failure_kind::boundary, "append"},
                                    place{failure_kind::boundary, "log upkeep"},
                                    place{failure_kind::boundary, "profiles"},
                                    place{failure_kind::boundary, "delivery"},
                                    place{failure_kind::boundary, "deadlines"},
                                    place{failure_kind::boundary, "overdue appends"},
                                    place{failure_kind::boundary, "housekeeping"},
                                    place{failure_kind::follower, "hub"},
                                    place{failure_kind::follower, "presence"},
                                    place{failure_kind::follower, "log follower"},
                                    place{failure_kind::follower, "log reading"},
                                    place{failure_kind::follower, "read models"}}) {
    CAPTURE(where);
    const auto before = count_of(kind, where);
    fault_port::arm(std::string{where});
    // Some of it goes wrong, for somebody.
    CHECK(comes_true([&] {
      server.live_a_day();
      return fault_port::left() == 0;
    }));
    fault_port::disarm();
    CHECK(comes_true([&] { return server.is_ready(); }));
    CHECK(count_of(kind, where) == before + 1);
    CHECK(comes_true([&] { return server.live_a_day(); }));
  }
  CHECK(server.metric("switchboard_follower_failures_total{name=\"hub\"}") == 1);
  CHECK(server.metric("switchboard_guarded_failures_total{boundary=\"request\"}") == 1);
}

TEST_CASE("what throws before anybody is served holds up nobody") {
  living_server server;
  server.stop();
  fault_port::arm("I/O thread");
  server.start();
  CHECK(comes_true([&] { return fault_port::left() == 0; }));
  fault_port::disarm();
  CHECK(server.live_a_day());
}

TEST_CASE("a commit that throws stores nothing, and the same key does it once") {
  living_server server;
  const auto alice = server.sign_in("alice");
  REQUIRE_FALSE(server.sign_in("bob").empty());
  fault_port::arm("commit");
  const auto refused =
      server.ask("POST", "/api/v1/chat/messages", R"({"to":"bob","content":"hi"})", alice);
  CHECK(refused.status == 503);
  CHECK(text_in(refused.body, "code") == "unavailable");
  fault_port::disarm();
  CHECK(server.ask("POST", "/api/v1/chat/messages", R"({"to":"bob","content":"hi"})", alice).status
        == 201);
}

TEST_CASE("read models that cannot follow make the node unready, and say why, until they can") {
  living_server server;
  REQUIRE(server.live_a_day());
  fault_port::arm("read models", 1'000'000);
  server.sign_in("carol");
  CHECK(comes_true([&] { return !server.is_ready(); }));
  CHECK(server.why_unready().find("the read models stand still") != std::string::npos);
  CHECK(server.ask("GET", "/healthz").status == 200);
  fault_port::disarm();
  CHECK(comes_true([&] { return server.is_ready(); }));
  CHECK(server.live_a_day());
}
