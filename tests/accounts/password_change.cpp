#include "tests/accounts/awaited.hpp"
#include "tests/accounts/temporary_folder.hpp"
#include "transport/accounts/accounts.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace switchboard {

using namespace switchboard::testing;

namespace {

const std::string next_password = "battery staple";

using ended_sessions = std::vector<ended_session>;

account_reply<ended_sessions> change(accounts& in, std::string present, std::string next,
                                     std::optional<session_id> kept = {}, timestamp now = start) {
  return awaited<ended_sessions>([&](auto done) {
    in.change_password({.user = {"alice"},
                        .present = secret{std::move(present)},
                        .next = secret{std::move(next)},
                        .kept = std::move(kept)},
                       at_home, now, done);
  });
}

TEST_CASE("a changed password is the one that lets in, and ends every session but one") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  const auto kept = register_user(all, "alice", password);
  const auto other = value_of(log_in(all, "alice", password));
  register_user(all, "bob", password);
  const auto ended = value_of(change(all, password, next_password, kept.session.id));
  REQUIRE(ended.size() == 1);
  CHECK(ended.front().id == other.session.id);
  CHECK(is_let_in(all, kept.token));
  CHECK_FALSE(is_let_in(all, other.token));
  CHECK(fault_of(refresh(all, other.refresh_token.view())) == account_fault::bad_refresh_token);
  CHECK(fault_of(log_in(all, "alice", password)) == account_fault::bad_credentials);
  CHECK(std::holds_alternative<signed_in>(log_in(all, "alice", next_password)));
  CHECK(std::holds_alternative<signed_in>(log_in(all, "bob", password)));
}

TEST_CASE("without a session to keep, all of them end") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  register_user(all, "alice", password);
  log_in(all, "alice", password);
  CHECK(value_of(change(all, password, next_password)).size() == 2);
}

TEST_CASE("a password is not changed to one that will not do, nor by whoever does not know it") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  const auto made = register_user(all, "alice", password, "alice@example.org");
  CHECK(fault_of(change(all, "guess", next_password)) == account_fault::bad_credentials);
  for (const auto* weak : {"short", "", "alice@example.org"}) {
    CAPTURE(weak);
    CHECK(fault_of(change(all, password, weak)) == account_fault::weak_password);
  }
  CHECK(is_let_in(all, made.token));
  CHECK(std::holds_alternative<signed_in>(log_in(all, "alice", password)));
}

TEST_CASE("guessing at a change is guessing at the account") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  register_user(all, "alice", password);
  for (int i = 0; i < 10; ++i)
    CHECK(fault_of(change(all, "guess", next_password)) == account_fault::bad_credentials);
  CHECK(fault_of(change(all, password, next_password)) == account_fault::too_many_attempts);
  CHECK(fault_of(log_in(all, "alice", password)) == account_fault::too_many_attempts);
}

TEST_CASE("an account of an outside issuer has no password to change") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  CHECK(fault_of(change(all, password, next_password)) == account_fault::bad_credentials);
}

TEST_CASE("of two changes at once one is done, and the other finds the password changed") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  register_user(all, "alice", password);
  for (int round = 0; round < 10; ++round) {
    const auto before = round == 0 ? password : next_password + std::to_string(round - 1);
    const auto after = next_password + std::to_string(round);
    auto other = awaited<ended_sessions>([&](auto done) {
      all.change_password({{"alice"}, secret{before}, secret{after}, {}}, at_home, start,
                          [](const account_reply<ended_sessions>&) {});
      all.change_password({{"alice"}, secret{before}, secret{after}, {}}, at_home, start, done);
    });
    if (const auto* late = std::get_if<refusal>(&other))
      CHECK(late->code == account_fault::bad_credentials);
    CHECK(std::holds_alternative<signed_in>(log_in(all, "alice", after)));
  }
}

TEST_CASE("registrations are limited by address, except for the operator") {
  const temporary_folder folder;
  auto chosen = quick_options();
  chosen.registrations = {.registrations_per_address = 1, .window_ms = 60'000};
  accounts all{chosen, folder.path()};
  const auto ask = [&](std::string name, std::string address, bool is_by_operator = false) {
    return awaited<reservation>([&](auto done) {
      all.reserve({.user = {std::move(name)},
                   .email = {},
                   .password = secret{password},
                   .is_by_operator = is_by_operator,
                   .ip_address = std::move(address)},
                  start, done);
    });
  };
  CHECK(fault_of(ask("call_me", "192.0.2.1")) == account_fault::bad_username);
  CHECK(std::holds_alternative<reservation>(ask("alice", "192.0.2.1")));
  const auto refused = std::get<refusal>(ask("bob", "192.0.2.1"));
  CHECK(refused.code == account_fault::too_many_attempts);
  CHECK(refused.retry_after_ms == 60'000);
  CHECK(std::holds_alternative<reservation>(ask("bob", "192.0.2.2")));
  CHECK(std::holds_alternative<reservation>(ask("root", "192.0.2.1", true)));
}

} // namespace

} // namespace switchboard
