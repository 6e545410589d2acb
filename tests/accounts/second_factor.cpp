#include "tests/accounts/awaited.hpp"
#include "tests/accounts/temporary_folder.hpp"
#include "transport/accounts/accounts.hpp"
#include "transport/accounts/totp.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace switchboard {

using namespace switchboard::testing;

namespace {

constexpr std::int64_t step_ms = 30'000;

/// The bytes that a text in base 32 stands for.
std::string bytes_of_base32(std::string_view text) {
  const std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string bytes;
  std::uint32_t bits = 0;
  unsigned int count = 0;
  for (const char c : text) {
    bits = (bits << 5) | static_cast<std::uint32_t>(letters.find(c));
    if ((count += 5) < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count);
  }
  return bytes;
}

account_reply<authenticator_offer> begin(accounts& in, std::string shown = password) {
  return awaited<authenticator_offer>([&](auto done) {
    in.begin_authenticator({{"alice"}, secret{std::move(shown)}}, at_home, start, done);
  });
}

account_reply<recovery_codes> confirm(accounts& in, std::string code, timestamp now = start) {
  return awaited<recovery_codes>(
      [&](auto done) { in.confirm_authenticator({"alice"}, std::move(code), now, done); });
}

account_reply<signed_in> log_in_second(accounts& in, second_step given, timestamp now = start,
                                       client from = at_home) {
  return awaited<signed_in>(
      [&](auto done) { in.log_in_second(std::move(given), std::move(from), now, done); });
}

/// Alice with an authenticator app.
struct protected_account {
  accounts& in;
  std::string key;
  std::vector<std::string> codes;
  account_note note;

  explicit protected_account(accounts& of) : in{of} {
    register_user(in, "alice", password, "alice@example.org");
    key = bytes_of_base32(value_of(begin(in)).key);
    auto made = value_of(confirm(in, code_at(start)));
    codes = made.codes;
    note = made.note.value();
  }

  std::string code_at(timestamp now) const { return totp::code_of(key, totp::step_at(now)); }

  std::string challenge(timestamp now = start) const {
    const auto asked = std::get<refusal>(log_in(in, "alice", password, now));
    REQUIRE(asked.code == account_fault::second_factor_required);
    return asked.challenge;
  }
};

account_safety safety(accounts& in) {
  return value_of(awaited<account_safety>([&](auto done) { in.safety_of({"alice"}, done); }));
}

} // namespace

TEST_CASE("with an authenticator a password asks for a code, and the code lets in") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  const protected_account alice{all};
  CHECK(alice.note.kind == note_kind::second_factor_added);
  CHECK(alice.note.actor == "user/alice");
  const auto later = start + step_ms;
  const auto fresh =
      value_of(log_in_second(all, {alice.challenge(later), alice.code_at(later), ""}, later));
  CHECK(is_let_in(all, fresh.token, later));
  CHECK(safety(all).has_authenticator);
  CHECK(safety(all).recovery_codes_left == 10);
}

TEST_CASE("an authenticator that was only begun asks for nothing") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  register_user(all, "alice", password);
  const auto first = value_of(begin(all)).key;
  const auto second = value_of(begin(all)).key;
  CHECK(first != second);
  CHECK(fault_of(confirm(all, totp::code_of(bytes_of_base32(first), totp::step_at(start))))
        == account_fault::bad_code);
  CHECK(std::holds_alternative<signed_in>(log_in(all, "alice", password)));
  CHECK_FALSE(safety(all).has_authenticator);
}

TEST_CASE("whoever sits at an open session but does not know the password changes nothing") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  register_user(all, "alice", password);
  CHECK(fault_of(begin(all, "battery staple")) == account_fault::bad_credentials);
  CHECK(fault_of(confirm(all, "000000")) == account_fault::second_factor_off);
}

TEST_CASE("no code is good twice, the one that confirmed the app included") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  const protected_account alice{all};
  CHECK(fault_of(log_in_second(all, {alice.challenge(), alice.code_at(start), ""}))
        == account_fault::bad_code);
  const auto later = start + step_ms;
  const auto code = alice.code_at(later);
  value_of(log_in_second(all, {alice.challenge(later), code, ""}, later));
  CHECK(fault_of(log_in_second(all, {alice.challenge(later), code, ""}, later))
        == account_fault::bad_code);
  CHECK(fault_of(log_in_second(all, {alice.challenge(later), alice.code_at(start), ""}, later))
        == account_fault::bad_code);
}

TEST_CASE("each recovery code lets in once") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  const protected_account alice{all};
  value_of(log_in_second(all, {alice.challenge(), "", alice.codes[3]}));
  CHECK(fault_of(log_in_second(all, {alice.challenge(), "", alice.codes[3]}))
        == account_fault::bad_code);
  value_of(log_in_second(all, {alice.challenge(), "", alice.codes[4]}));
  CHECK(safety(all).recovery_codes_left == 8);
}

TEST_CASE("a challenge is good once, for a while, and only with the password of then") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  const protected_account alice{all};
  const auto challenge = alice.challenge();
  value_of(log_in_second(all, {challenge, "", alice.codes[0]}));
  CHECK(fault_of(log_in_second(all, {challenge, "", alice.codes[1]}))
        == account_fault::bad_challenge);
  CHECK(fault_of(log_in_second(all, {"made up", "", alice.codes[1]}))
        == account_fault::bad_challenge);
  const auto too_late = start + challenge_desk::lifetime_ms;
  CHECK(fault_of(log_in_second(all, {alice.challenge(), "", alice.codes[1]}, too_late))
        == account_fault::bad_challenge);

  const auto of_old_password = alice.challenge();
  value_of(awaited<std::vector<ended_session>>([&](auto done) {
    all.change_password({{"alice"}, secret{password}, secret{"battery staple"}, {}}, at_home, start,
                        done);
  }));
  CHECK(fault_of(log_in_second(all, {of_old_password, "", alice.codes[2]}))
        == account_fault::bad_challenge);
}

TEST_CASE("of all who show one code at once, one is let in") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  const protected_account alice{all};
  for (int round = 0; round < 8; ++round) {
    std::atomic<int> won{0};
    std::vector<std::thread> racers;
    const auto& code = alice.codes[static_cast<std::size_t>(round)];
    for (int i = 0; i < 4; ++i)
      racers.emplace_back([&, challenge = alice.challenge()] {
        won += std::holds_alternative<signed_in>(log_in_second(all, {challenge, "", code}));
      });
    for (auto& each : racers)
      each.join();
    REQUIRE(won == 1);
  }
}

TEST_CASE("guessing at codes is slowed down, and does not lock the owner out elsewhere") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  const protected_account alice{all};
  value_of(log_in_second(all, {alice.challenge(), "", alice.codes[0]}));
  const client elsewhere{"198.51.100.7", "a guesser"};
  const auto challenge = alice.challenge();
  for (int i = 0; i < 10; ++i)
    CHECK(fault_of(log_in_second(all, {challenge, "", "wrong"}, start, elsewhere))
          == account_fault::bad_code);
  const auto stopped =
      std::get<refusal>(log_in_second(all, {challenge, "", alice.codes[1]}, start, elsewhere));
  CHECK(stopped.code == account_fault::too_many_attempts);
  CHECK(stopped.retry_after_ms > 0);
  value_of(log_in_second(all, {alice.challenge(), "", alice.codes[1]}));
}

TEST_CASE("the second factor outlives a restart, and what it was told to do once") {
  const temporary_folder folder;
  std::vector<std::string> codes;
  {
    accounts all{quick_options(), folder.path()};
    const protected_account alice{all};
    codes = alice.codes;
    value_of(log_in_second(all, {alice.challenge(), "", codes[0]}));
  }
  accounts all{quick_options(), folder.path()};
  const auto asked = std::get<refusal>(log_in(all, "alice", password));
  REQUIRE(asked.code == account_fault::second_factor_required);
  CHECK(fault_of(log_in_second(all, {asked.challenge, "", codes[0]})) == account_fault::bad_code);
  value_of(log_in_second(all, {asked.challenge, "", codes[1]}));
}

TEST_CASE("new recovery codes put the old ones aside") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  const protected_account alice{all};
  const auto renewed = value_of(awaited<recovery_codes>([&](auto done) {
    all.renew_recovery_codes({{"alice"}, secret{password}}, at_home, start, done);
  }));
  CHECK(fault_of(log_in_second(all, {alice.challenge(), "", alice.codes[0]}))
        == account_fault::bad_code);
  value_of(log_in_second(all, {alice.challenge(), "", renewed.codes[0]}));
}

TEST_CASE("a second factor goes with the password, or by an admin") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  const protected_account alice{all};
  CHECK(fault_of(begin(all)) == account_fault::second_factor_on);
  const auto remove = [&](std::string shown) {
    return awaited<account_note>([&](auto done) {
      all.remove_authenticator({{"alice"}, secret{std::move(shown)}}, at_home, start, done);
    });
  };
  CHECK(fault_of(remove("battery staple")) == account_fault::bad_credentials);
  CHECK(value_of(remove(password)).kind == note_kind::second_factor_removed);
  CHECK(fault_of(remove(password)) == account_fault::second_factor_off);
  CHECK(std::holds_alternative<signed_in>(log_in(all, "alice", password)));
  CHECK(safety(all).recovery_codes_left == 0);

  value_of(
      confirm(all, totp::code_of(bytes_of_base32(value_of(begin(all)).key), totp::step_at(start))));
  const auto by_admin = value_of(awaited<account_note>(
      [&](auto done) { all.remove_authenticator_of({"alice"}, {"root"}, start, done); }));
  CHECK(by_admin.actor == "user/root");
  CHECK(std::holds_alternative<signed_in>(log_in(all, "alice", password)));
}

TEST_CASE("what changed is noted until the log has it, also through a crash") {
  const temporary_folder folder;
  account_note made;
  {
    accounts all{quick_options(), folder.path()};
    made = protected_account{all}.note;
  }
  accounts all{quick_options(), folder.path()};
  CHECK(all.notes_before(start).empty());
  CHECK(all.notes_before(start + 1) == std::vector{made});
  value_of(awaited<bool>([&](auto done) { all.forget_note(made, done); }));
  CHECK(all.notes_before(start + 1).empty());
}

} // namespace switchboard
