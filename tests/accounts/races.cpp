#include "tests/accounts/awaited.hpp"
#include "tests/accounts/temporary_folder.hpp"
#include "transport/accounts/accounts.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <string>
#include <thread>
#include <vector>

namespace switchboard {

using namespace switchboard::testing;

namespace {

/// Runs this on several threads and waits for all of them.
template <class Work>
void at_once(int threads, Work work) {
  std::vector<std::thread> racers;
  for (int i = 0; i < threads; ++i)
    racers.emplace_back([&work, i] { work(i); });
  for (auto& each : racers)
    each.join();
}

} // namespace

TEST_CASE("of all who reserve one name at once, one gets it") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  for (int round = 0; round < 20; ++round) {
    std::atomic<int> won{0};
    const auto name = "alice" + std::to_string(round);
    at_once(4,
            [&](int) { won += std::holds_alternative<reservation>(reserve(all, name, password)); });
    REQUIRE(won == 1);
  }
}

TEST_CASE("everybody who gives one address at once gets a name, and is not told of the others") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  for (int round = 0; round < 20; ++round) {
    std::atomic<int> won{0};
    const auto email = std::to_string(round) + "@example.org";
    at_once(4, [&](int i) {
      const auto name = "user" + std::to_string(round) + '.' + std::to_string(i);
      won += std::holds_alternative<reservation>(reserve(all, name, password, email));
    });
    REQUIRE(won == 4);
  }
}

TEST_CASE("of all who refresh with one token at once, one gets a session, and it is over") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  register_user(all, "alice", password);
  for (int round = 0; round < 20; ++round) {
    const auto made = value_of(log_in(all, "alice", password));
    std::atomic<int> won{0};
    std::atomic<int> told_of_end{0};
    at_once(4, [&](int) {
      const auto result = refresh(all, made.refresh_token.view());
      won += std::holds_alternative<signed_in>(result);
      const auto* fault = std::get_if<refusal>(&result);
      told_of_end += fault && fault->ended.has_value();
    });
    REQUIRE(won == 1);
    REQUIRE(told_of_end == 1);
    REQUIRE_FALSE(is_let_in(all, made.token));
  }
}

TEST_CASE("a session that ends while it is refreshed stays ended") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  register_user(all, "alice", password);
  for (int round = 0; round < 50; ++round) {
    const auto made = value_of(log_in(all, "alice", password));
    std::string token;
    std::string next;
    at_once(2, [&](int i) {
      if (i == 0) {
        value_of(
            awaited<bool>([&](auto done) { all.end_session(made.session.id, {"alice"}, done); }));
        return;
      }
      auto result = refresh(all, made.refresh_token.view());
      if (const auto* won = std::get_if<signed_in>(&result)) {
        token = won->token;
        next = won->refresh_token.view();
      }
    });
    REQUIRE_FALSE(is_let_in(all, made.token));
    if (token.empty()) continue;
    REQUIRE_FALSE(is_let_in(all, token));
    REQUIRE(fault_of(refresh(all, next)) == account_fault::bad_refresh_token);
  }
}

TEST_CASE("a burst of guesses gets no more tries than guesses one by one") {
  const temporary_folder folder;
  auto chosen = quick_options();
  chosen.hashing.threads = 1;
  accounts all{chosen, folder.path()};
  register_user(all, "alice", password);
  std::atomic<int> tried{0};
  at_once(50, [&](int) {
    const auto result = log_in(all, "alice", "guess", start, {"198.51.100.1", ""});
    tried += std::get<refusal>(result).code == account_fault::bad_credentials;
  });
  CHECK(tried == 10);
}

TEST_CASE("a burst of right passwords is not taken for guessing") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  register_user(all, "alice", password);
  std::atomic<int> let_in{0};
  at_once(50, [&](int) {
    let_in += std::holds_alternative<signed_in>(log_in(all, "alice", password));
  });
  CHECK(let_in == 50);
}

TEST_CASE("more than may wait are told to try again") {
  std::promise<void> begun;
  std::promise<void> release;
  const temporary_folder folder;
  auto chosen = quick_options();
  chosen.hashing = {.name = "hashing", .threads = 1, .queue_bound = 1, .nice = 0};
  accounts all{chosen, folder.path()};
  register_user(all, "alice", password);
  // The first reply comes on the one hashing thread and holds it.
  all.log_in({"nobody", {}, secret{password}}, at_home, start, [&](account_reply<signed_in>) {
    begun.set_value();
    release.get_future().wait();
  });
  begun.get_future().wait();
  all.log_in({"alice", {}, secret{password}}, at_home, start, [](account_reply<signed_in>) {});
  const auto third = log_in(all, "alice", password);
  CHECK(fault_of(third) == account_fault::busy);
  CHECK(std::get<refusal>(third).retry_after_ms > 0);
  release.set_value();
}

} // namespace switchboard
