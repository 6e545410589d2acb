#include "tests/accounts/awaited.hpp"
#include "tests/accounts/temporary_folder.hpp"
#include "transport/accounts/accounts.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace switchboard {

using namespace switchboard::testing;

namespace {

const std::string chosen_password = "battery staple";

std::optional<fresh_link> ask_for_reset(accounts& in, std::string email, timestamp now = start) {
  return value_of(awaited<std::optional<fresh_link>>([&](auto done) {
    in.request_reset({{}, std::move(email), {}}, now, done);
  }));
}

account_reply<reset_outcome> reset(accounts& in, std::string_view token,
                                   std::string next = chosen_password, timestamp now = start) {
  return awaited<reset_outcome>([&](auto done) {
    in.reset_password(secret{std::string{token}}, secret{std::move(next)}, {}, now, done);
  });
}

account_reply<fresh_link> ask_to_verify(accounts& in, const char* user = "alice") {
  return awaited<fresh_link>([&](auto done) { in.request_verification({user}, start, done); });
}

account_reply<account_note> verify(accounts& in, std::string_view token, timestamp now = start) {
  return awaited<account_note>(
      [&](auto done) { in.verify_email(secret{std::string{token}}, now, done); });
}

} // namespace

TEST_CASE("a reset link gives a new password once, and ends every session") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  const auto before = register_user(all, "alice", password, "Alice@example.org");
  const auto link = ask_for_reset(all, "alice@example.org").value();
  CHECK(link.email == "Alice@example.org");
  CHECK(link.user == user_id{"alice"});
  const auto made = value_of(reset(all, link.token.view()));
  CHECK(made.ended == std::vector{ended_session{before.session.id, {"alice"}}});
  CHECK(made.note.kind == note_kind::password_reset);
  CHECK(made.note.subject == "mail");
  CHECK_FALSE(is_let_in(all, before.token));
  CHECK(fault_of(refresh(all, before.refresh_token.view())) == account_fault::bad_refresh_token);
  CHECK(fault_of(log_in(all, "alice", password)) == account_fault::bad_credentials);
  CHECK(std::holds_alternative<signed_in>(log_in(all, "alice", chosen_password)));
  CHECK(fault_of(reset(all, link.token.view(), "another one")) == account_fault::bad_link);
}

TEST_CASE("nobody learns from a reset which accounts there are, nor floods one with mail") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  register_user(all, "alice", password, "alice@example.org");
  register_user(all, "bob", password);
  CHECK_FALSE(ask_for_reset(all, "nobody@example.org"));
  CHECK_FALSE(value_of(awaited<std::optional<fresh_link>>([&](auto done) {
    all.request_reset({"bob", {}, {}}, start, done);
  })));
  for (int i = 0; i < 5; ++i)
    CHECK(ask_for_reset(all, "alice@example.org"));
  CHECK_FALSE(ask_for_reset(all, "alice@example.org"));
  CHECK(ask_for_reset(all, "alice@example.org", start + 3'600'000));
}

TEST_CASE("an address may ask for so many links within the window") {
  const temporary_folder folder;
  auto chosen = quick_options();
  chosen.links.links_per_address = 2;
  accounts all{chosen, folder.path()};
  CHECK(all.wait_for_link_ms("192.0.2.1", start) == 0);
  CHECK(all.wait_for_link_ms("192.0.2.1", start) == 0);
  CHECK(all.wait_for_link_ms("192.0.2.1", start) > 0);
  CHECK(all.wait_for_link_ms("192.0.2.2", start) == 0);
}

TEST_CASE("a reset link ends with its time, with another that was used, and never by a weak word") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  register_user(all, "alice", password, "alice@example.org");
  const auto one = ask_for_reset(all, "alice@example.org").value();
  const auto other = ask_for_reset(all, "alice@example.org").value();
  CHECK(fault_of(reset(all, one.token.view(), chosen_password, one.expires_at))
        == account_fault::bad_link);
  CHECK(fault_of(reset(all, "made up")) == account_fault::bad_link);
  CHECK(fault_of(reset(all, one.token.view(), "short")) == account_fault::weak_password);
  value_of(reset(all, one.token.view()));
  CHECK(fault_of(reset(all, other.token.view())) == account_fault::bad_link);
}

TEST_CASE("of all who use one reset link at once, one sets the password") {
  const temporary_folder folder;
  auto chosen = quick_options();
  chosen.hashing.threads = 4;
  chosen.links.links_per_account = 100;
  accounts all{chosen, folder.path()};
  register_user(all, "alice", password, "alice@example.org");
  for (int round = 0; round < 10; ++round) {
    const auto link = ask_for_reset(all, "alice@example.org").value();
    std::atomic<int> won{0};
    std::vector<std::thread> racers;
    for (int i = 0; i < 4; ++i)
      racers.emplace_back([&, i] {
        won += std::holds_alternative<reset_outcome>(
            reset(all, link.token.view(), "password of " + std::to_string(i)));
      });
    for (auto& each : racers)
      each.join();
    REQUIRE(won == 1);
  }
}

TEST_CASE("a link that an admin hands over works without an address, and after a restart") {
  const temporary_folder folder;
  std::string token;
  {
    accounts all{quick_options(), folder.path()};
    register_user(all, "alice", password);
    const auto link = value_of(
        awaited<fresh_link>([&](auto done) { all.issue_reset_link({"alice"}, start, done); }));
    CHECK(link.email.empty());
    token = link.token.view();
    CHECK(fault_of(awaited<fresh_link>(
              [&](auto done) { all.issue_reset_link({"nobody"}, start, done); }))
          == account_fault::unknown_user);
  }
  accounts all{quick_options(), folder.path()};
  CHECK(value_of(reset(all, token)).note.subject == "admin");
  CHECK(std::holds_alternative<signed_in>(log_in(all, "alice", chosen_password)));
}

TEST_CASE("an address is verified once, by the link that was mailed to it") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  register_user(all, "alice", password, "alice@example.org");
  register_user(all, "bob", password);
  CHECK(fault_of(ask_to_verify(all, "bob")) == account_fault::no_email);
  const auto link = value_of(ask_to_verify(all));
  CHECK(fault_of(reset(all, link.token.view())) == account_fault::bad_link);
  CHECK(fault_of(verify(all, link.token.view(), link.expires_at)) == account_fault::bad_link);
  const auto note = value_of(verify(all, link.token.view()));
  CHECK(note.kind == note_kind::email_verified);
  CHECK(note.subject == "alice@example.org");
  CHECK(fault_of(verify(all, link.token.view())) == account_fault::bad_link);
  CHECK(fault_of(ask_to_verify(all)) == account_fault::already_verified);
  const auto found =
      value_of(awaited<account_safety>([&](auto done) { all.safety_of({"alice"}, done); }));
  CHECK(found.is_email_verified);
}

TEST_CASE("what a link is kept as lets nobody in") {
  const temporary_folder folder;
  std::string token;
  {
    accounts all{quick_options(), folder.path()};
    register_user(all, "alice", password, "alice@example.org");
    token = ask_for_reset(all, "alice@example.org").value().token.view();
  }
  for (const auto* name : {"credentials.db", "credentials.db-wal"}) {
    const auto file = folder.path() / name;
    if (std::filesystem::exists(file)) CHECK(content_of(file).find(token) == std::string::npos);
  }
}

} // namespace switchboard
