#include "transport/accounts/accounts.hpp"

#include "tests/accounts/awaited.hpp"
#include "tests/accounts/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace switchboard {

using namespace switchboard::testing;

TEST_CASE("who registers is signed in, and can sign in again") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  const auto first = register_user(all, "alice", password, "alice@example.org");
  CHECK(first.session.user == user_id{"alice"});
  CHECK(first.expires_in_s == 900);
  CHECK(is_let_in(all, first.token));
  const auto second = value_of(log_in(all, "ALICE", password));
  CHECK(second.session.user == user_id{"alice"});
  CHECK(second.session.id != first.session.id);
  const auto by_email = value_of(awaited<signed_in>([&](auto done) {
    all.log_in({{}, "Alice@example.org", secret{password}}, at_home, start, done);
  }));
  CHECK(by_email.session.user == user_id{"alice"});
}

TEST_CASE("a registration that will not do is answered with what is wrong") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  register_user(all, "alice", password, "alice@example.org");
  CHECK(fault_of(reserve(all, "call_me", password)) == account_fault::bad_username);
  CHECK(fault_of(reserve(all, "bob", password, "bob")) == account_fault::bad_email);
  CHECK(fault_of(reserve(all, "bob", "short")) == account_fault::weak_password);
  CHECK(fault_of(reserve(all, "Alice", password)) == account_fault::username_taken);
  // That somebody has this address is not told.
  CHECK(std::holds_alternative<reservation>(reserve(all, "bob", password, "ALICE@example.org")));
}

TEST_CASE("a wrong name and a wrong password are answered alike") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  register_user(all, "alice", password);
  const auto wrong_name = std::get<refusal>(log_in(all, "nobody", password));
  const auto wrong_password = std::get<refusal>(log_in(all, "alice", "battery staple"));
  CHECK(wrong_name.code == account_fault::bad_credentials);
  CHECK(wrong_password.code == account_fault::bad_credentials);
  CHECK(wrong_name.message == wrong_password.message);
}

TEST_CASE("an address that somebody has signed in from is known also after a restart") {
  const temporary_folder folder;
  auto options = quick_options();
  options.limits.attempts_per_account = 3;
  {
    accounts all{options, folder.path()};
    register_user(all, "alice", password);
    value_of(log_in(all, "alice", password));
    value_of(log_in(all, "alice", password)); // Behind the note of the first.
  }
  accounts all{options, folder.path()};
  const client guesser{"198.51.100.1", "a guesser"};
  for (int i = 0; i < 3; ++i)
    CHECK(fault_of(log_in(all, "alice", "battery staple", start, guesser))
          == account_fault::bad_credentials);
  CHECK(fault_of(log_in(all, "alice", password, start, guesser))
        == account_fault::too_many_attempts);
  CHECK(std::holds_alternative<signed_in>(log_in(all, "alice", password)));
}

TEST_CASE("nobody signs in to an account that is only reserved") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  value_of(reserve(all, "alice", password));
  CHECK(fault_of(log_in(all, "alice", password)) == account_fault::bad_credentials);
}

TEST_CASE("closed registration is open to the operator") {
  const temporary_folder folder;
  auto chosen = quick_options();
  chosen.registration_open = false;
  accounts all{chosen, folder.path()};
  CHECK(fault_of(reserve(all, "alice", password)) == account_fault::registration_closed);
  const auto made = awaited<reservation>([&](auto done) {
    all.reserve({{"root"}, {}, secret{password}, role::admin, true}, start, done);
  });
  CHECK(value_of(made).role == role::admin);
}

TEST_CASE("a registration that a crash cut in two is settled by the log") {
  const temporary_folder folder;
  {
    accounts all{quick_options(), folder.path()};
    value_of(reserve(all, "logged", password));
    value_of(reserve(all, "lost", password));
  }
  accounts all{quick_options(), folder.path()};
  const auto left = all.unconfirmed();
  REQUIRE(left.size() == 2);
  for (const auto& each : left)
    all.settle(each, each.user == user_id{"logged"});
  CHECK(all.unconfirmed().empty());
  CHECK(std::holds_alternative<signed_in>(log_in(all, "logged", password)));
  CHECK(fault_of(log_in(all, "lost", password)) == account_fault::bad_credentials);
  CHECK(std::holds_alternative<reservation>(reserve(all, "lost", password)));
}

TEST_CASE("a name whose registration the log refused is free again") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  value_of(reserve(all, "alice", password));
  CHECK(value_of(awaited<bool>([&](auto done) { all.release({"alice"}, done); })));
  CHECK(std::holds_alternative<reservation>(reserve(all, "alice", password)));
}

TEST_CASE("a refresh gives new tokens, and the old refresh token ends the session") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  const auto first = register_user(all, "alice", password);
  const auto second = value_of(refresh(all, first.refresh_token.view()));
  CHECK(second.session.id == first.session.id);
  CHECK(second.token != first.token);
  CHECK(second.refresh_token.view() != first.refresh_token.view());
  CHECK(is_let_in(all, second.token));

  const auto reused = std::get<refusal>(refresh(all, first.refresh_token.view()));
  CHECK(reused.code == account_fault::token_reused);
  CHECK(reused.ended == ended_session{first.session.id, {"alice"}});
  CHECK_FALSE(is_let_in(all, second.token));
  CHECK(fault_of(refresh(all, second.refresh_token.view())) == account_fault::bad_refresh_token);
  CHECK_FALSE(std::get<refusal>(refresh(all, first.refresh_token.view())).ended.has_value());
}

TEST_CASE("a token of a session that ended lets nobody in, from that moment on") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  const auto made = register_user(all, "alice", password);
  const auto end = [&](const char* user) {
    return value_of(
        awaited<bool>([&](auto done) { all.end_session(made.session.id, user_id{user}, done); }));
  };
  CHECK_FALSE(end("bob"));
  CHECK(is_let_in(all, made.token));
  CHECK(end("alice"));
  CHECK_FALSE(end("alice"));
  CHECK(std::get<token_fault>(all.authenticate(made.token, start)) == token_fault::unknown_session);
  CHECK(fault_of(refresh(all, made.refresh_token.view())) == account_fault::bad_refresh_token);
}

TEST_CASE("sessions outlive a restart, and so does their end") {
  const temporary_folder folder;
  signed_in kept;
  signed_in ended;
  {
    accounts all{quick_options(), folder.path()};
    kept = register_user(all, "alice", password);
    ended = value_of(log_in(all, "alice", password));
    value_of(awaited<bool>([&](auto done) { all.end_session(ended.session.id, {"alice"}, done); }));
  }
  accounts all{quick_options(), folder.path()};
  CHECK(is_let_in(all, kept.token));
  CHECK_FALSE(is_let_in(all, ended.token));
  CHECK(std::holds_alternative<signed_in>(refresh(all, kept.refresh_token.view())));
}

TEST_CASE("the sessions of a user are listed, with where they are from in plain letters") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  register_user(all, "alice", password);
  const client from{"2001:db8::1", "Brow\xffser\n" + std::string(1'000, 'x')};
  value_of(log_in(all, "alice", password, start + 1, from));
  const auto listed = value_of(awaited<std::vector<session>>(
      [&](auto done) { all.sessions_of({"alice"}, start + 1, done); }));
  REQUIRE(listed.size() == 2);
  CHECK(listed[0].ip_address == "2001:db8::1");
  CHECK(listed[0].user_agent.starts_with("Brow?ser?xxx"));
  CHECK(listed[0].user_agent.size() == 256);
  CHECK(listed[1].ip_address == at_home.ip_address);
  CHECK(listed[1].created_at == start);
}

TEST_CASE("all sessions of a user can end at once, and nobody else's") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  const auto first = register_user(all, "alice", password);
  const auto second = value_of(log_in(all, "alice", password));
  const auto other = register_user(all, "bob", password);
  const auto ended = value_of(awaited<std::vector<ended_session>>(
      [&](auto done) { all.end_sessions_of({"alice"}, start, done); }));
  CHECK(ended.size() == 2);
  CHECK_FALSE(is_let_in(all, first.token));
  CHECK_FALSE(is_let_in(all, second.token));
  CHECK(is_let_in(all, other.token));
}

TEST_CASE("one session too many ends the oldest") {
  const temporary_folder folder;
  auto chosen = quick_options();
  chosen.max_sessions_per_user = 2;
  accounts all{chosen, folder.path()};
  const auto first = register_user(all, "alice", password);
  const auto second = value_of(log_in(all, "alice", password, start + 1));
  CHECK(second.displaced.empty());
  const auto third = value_of(log_in(all, "alice", password, start + 2));
  CHECK(third.displaced == std::vector<ended_session>{{first.session.id, {"alice"}}});
  CHECK_FALSE(is_let_in(all, first.token));
  CHECK(is_let_in(all, second.token));
  CHECK(is_let_in(all, third.token));
}

TEST_CASE("a session expires by the clock, also over a restart") {
  const temporary_folder folder;
  auto chosen = quick_options();
  chosen.refresh_lifetime_ms = 10'000;
  session_id expired;
  {
    accounts all{chosen, folder.path()};
    const auto made = register_user(all, "alice", password);
    expired = made.session.id;
    CHECK(made.expires_in_s == 10);
    CHECK(all.next_expiry() == start + 10'000);
    CHECK(all.expire_due(start + 9'999).empty());
    CHECK(all.expire_due(start + 10'000) == std::vector<ended_session>{{expired, {"alice"}}});
    CHECK(fault_of(refresh(all, made.refresh_token.view(), start + 10'000))
          == account_fault::bad_refresh_token);
  }
  accounts all{chosen, folder.path()};
  CHECK(all.expire_due(start + 10'000) == std::vector<ended_session>{{expired, {"alice"}}});
  value_of(awaited<bool>([&](auto done) { all.forget_expired(start + 10'000, done); }));
  accounts again{chosen, folder.path()};
  CHECK(again.expire_due(start + 10'000).empty());
}

TEST_CASE("a ticket is good once, and not beyond its session") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  const auto made = register_user(all, "alice", password);
  const auto holder = std::get<identity>(all.authenticate(made.token, start));
  const auto used = all.issue_ticket(holder, start);
  const auto kept = all.issue_ticket(holder, start);
  CHECK(all.redeem_ticket(used->view(), start + 1) == holder);
  CHECK_FALSE(all.redeem_ticket(used->view(), start + 1).has_value());
  value_of(awaited<bool>([&](auto done) { all.end_session(made.session.id, {"alice"}, done); }));
  CHECK_FALSE(all.redeem_ticket(kept->view(), start + 1).has_value());
}

TEST_CASE("guessing is stopped by name and address together, and the owner still gets in") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  register_user(all, "alice", password, "alice@example.org");
  value_of(log_in(all, "alice", password));
  const client stranger{"198.51.100.1", ""};
  for (int i = 0; i < 10; ++i)
    CHECK(fault_of(log_in(all, i % 2 ? "alice" : "ALICE", "guess", start, stranger))
          == account_fault::bad_credentials);
  const auto stopped = std::get<refusal>(log_in(all, "alice", password, start, stranger));
  CHECK(stopped.code == account_fault::too_many_attempts);
  CHECK(stopped.retry_after_ms == 90'000);
  CHECK(std::holds_alternative<signed_in>(log_in(all, "alice", password)));
  CHECK(
      std::holds_alternative<signed_in>(log_in(all, "alice", password, start + 90'000, stranger)));
}

TEST_CASE("an account's tries are one, whether it is named or addressed") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  register_user(all, "alice", password, "alice@example.org");
  const client stranger{"198.51.100.1", ""};
  for (int i = 0; i < 10; ++i)
    log_in(all, "alice", "guess", start, stranger);
  const auto by_email = awaited<signed_in>([&](auto done) {
    all.log_in({{}, "alice@example.org", secret{password}}, stranger, start, done);
  });
  CHECK(fault_of(by_email) == account_fault::too_many_attempts);
}

TEST_CASE("a password hashed at another cost is hashed anew at the next sign-in") {
  const temporary_folder folder;
  {
    accounts all{quick_options(), folder.path()};
    register_user(all, "alice", password);
  }
  auto dearer = quick_options();
  dearer.passwords = {.memory_kib = 16, .passes = 1};
  {
    accounts all{dearer, folder.path()};
    value_of(log_in(all, "alice", password));
    value_of(log_in(all, "alice", password));
  }
  database file{folder.path()};
  CHECK(user_store{file}.find_by_name("alice")->password_hash.starts_with(
      "$argon2id$v=19$m=16,t=1,"));
}

TEST_CASE("a role that changed is in the next token") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  const auto made = register_user(all, "alice", password);
  value_of(awaited<bool>([&](auto done) { all.set_role({"alice"}, role::agent, done); }));
  const auto next = value_of(refresh(all, made.refresh_token.view()));
  CHECK(std::get<identity>(all.authenticate(next.token, start)).role == role::agent);
}

TEST_CASE("a removed key ends the tokens and keeps the sessions") {
  const temporary_folder folder;
  signed_in made;
  {
    accounts all{quick_options(), folder.path()};
    made = register_user(all, "alice", password);
  }
  std::filesystem::remove(folder.path() / "keys" / "tokens.key");
  accounts all{quick_options(), folder.path()};
  CHECK_FALSE(is_let_in(all, made.token));
  CHECK(is_let_in(all, value_of(refresh(all, made.refresh_token.view())).token));
}

} // namespace switchboard
