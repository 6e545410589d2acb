#include "tests/accounts/awaited.hpp"
#include "tests/accounts/forged_authenticator.hpp"
#include "tests/accounts/temporary_folder.hpp"
#include "transport/accounts/accounts.hpp"
#include "transport/accounts/webauthn.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace switchboard {

using namespace switchboard::testing;

namespace {

account_options passkey_options() {
  auto chosen = quick_options();
  chosen.passkey_domain = "localhost";
  return chosen;
}

account_reply<passkey_request> begin_making(accounts& in, std::string user = "alice") {
  return awaited<passkey_request>([&](auto done) {
    in.begin_passkey({{std::move(user)}, secret{password}}, at_home, start, done);
  });
}

account_reply<passkey_made> finish_making(accounts& in, new_passkey made,
                                          std::string user = "alice", timestamp now = start) {
  return awaited<passkey_made>(
      [&](auto done) { in.finish_passkey({std::move(user)}, std::move(made), now, done); });
}

account_reply<signed_in> sign_in(accounts& in, passkey_answer given, timestamp now = start) {
  return awaited<signed_in>(
      [&](auto done) { in.sign_in_with_passkey(std::move(given), at_home, now, done); });
}

std::string sign_in_challenge(const accounts& in) {
  return in.begin_passkey_sign_in(start).challenge;
}

/// Gives the account a passkey of this authenticator.
passkey_made add(accounts& in, const forged_authenticator& of) {
  return value_of(finish_making(in, of.make(value_of(begin_making(in)).challenge)));
}

} // namespace

TEST_CASE("a passkey of any kind that is asked for lets its owner in") {
  for (const auto kind : {key_kind::es256, key_kind::eddsa, key_kind::rs256}) {
    CAPTURE(static_cast<int>(kind));
    const temporary_folder folder;
    accounts all{passkey_options(), folder.path()};
    register_user(all, "alice", password);
    const forged_authenticator phone{kind};
    const auto made = add(all, phone);
    CHECK(made.made.name == "my phone");
    CHECK(made.note.kind == note_kind::passkey_added);
    CHECK(made.note.subject == made.made.id);
    const auto fresh = value_of(sign_in(all, phone.answer(sign_in_challenge(all))));
    CHECK(fresh.session.user == user_id{"alice"});
    CHECK(is_let_in(all, fresh.token));
  }
}

TEST_CASE("an answer that anything is wrong with makes no passkey") {
  const temporary_folder folder;
  accounts all{passkey_options(), folder.path()};
  register_user(all, "alice", password);
  register_user(all, "bob", password);
  const auto challenge = value_of(begin_making(all)).challenge;
  const auto outcome = [&](const std::function<void(forged_authenticator&)>& change) {
    forged_authenticator wrong;
    change(wrong);
    return fault_of(finish_making(all, wrong.make(challenge)));
  };
  CHECK(outcome([](auto& it) { it.origin = "https://evil.example"; })
        == account_fault::bad_passkey);
  CHECK(outcome([](auto& it) { it.domain = "evil.example"; }) == account_fault::bad_passkey);
  CHECK(outcome([](auto& it) { it.is_user_present = false; }) == account_fault::bad_passkey);
  CHECK(outcome([](auto& it) { it.is_user_verified = false; }) == account_fault::bad_passkey);
  CHECK(outcome([](auto& it) { it.credential_id = ""; }) == account_fault::bad_passkey);
  CHECK(outcome([](auto& it) { it.credential_id = std::string(1024, 'c'); })
        == account_fault::bad_passkey);
  const forged_authenticator phone;
  CHECK(fault_of(finish_making(all, phone.make(challenge, "webauthn.get")))
        == account_fault::bad_passkey);
  CHECK(fault_of(finish_making(all, phone.make(sign_in_challenge(all))))
        == account_fault::bad_passkey);
  CHECK(fault_of(finish_making(all, phone.make(challenge), "bob")) == account_fault::bad_passkey);
  CHECK(fault_of(
            finish_making(all, phone.make(challenge), "alice", start + challenge_desk::lifetime_ms))
        == account_fault::bad_passkey);
  value_of(finish_making(all, phone.make(challenge)));
  CHECK(fault_of(finish_making(all, phone.make(challenge))) == account_fault::bad_passkey);
}

TEST_CASE("an attestation that ends anywhere, or has any byte changed, does no harm") {
  const temporary_folder folder;
  accounts all{passkey_options(), folder.path()};
  register_user(all, "alice", password);
  const auto challenge = value_of(begin_making(all)).challenge;
  const auto good = forged_authenticator{}.make(challenge);
  for (std::size_t i = 0; i < good.attestation.size(); ++i) {
    CAPTURE(i);
    auto cut = good;
    cut.attestation.resize(i);
    CHECK(fault_of(finish_making(all, cut)) == account_fault::bad_passkey);
    // A byte may be one that nobody looks at, such as the model of the authenticator.
    auto changed = good.attestation;
    changed[i] = static_cast<char>(changed[i] ^ 0xff);
    if (const auto data = webauthn::data_in_attestation(changed))
      (void)webauthn::read_authenticator_data(*data, "localhost");
  }
}

TEST_CASE("an answer that anything is wrong with lets nobody in") {
  const temporary_folder folder;
  accounts all{passkey_options(), folder.path()};
  register_user(all, "alice", password);
  const forged_authenticator phone;
  add(all, phone);
  const auto challenge = sign_in_challenge(all);
  const auto outcome = [&](const std::function<void(forged_authenticator&)>& change) {
    auto wrong = phone;
    change(wrong);
    return fault_of(sign_in(all, wrong.answer(challenge)));
  };
  CHECK(outcome([](auto& it) { it.origin = "https://evil.example"; })
        == account_fault::bad_passkey);
  CHECK(outcome([](auto& it) { it.domain = "evil.example"; }) == account_fault::bad_passkey);
  CHECK(outcome([](auto& it) { it.is_user_present = false; }) == account_fault::bad_passkey);
  CHECK(outcome([](auto& it) { it.is_user_verified = false; }) == account_fault::bad_passkey);
  CHECK(outcome([](auto& it) { it.credential_id = "another"; }) == account_fault::bad_passkey);
  CHECK(fault_of(sign_in(all, phone.answer(challenge, "webauthn.create")))
        == account_fault::bad_passkey);
  CHECK(fault_of(sign_in(all, phone.answer(value_of(begin_making(all)).challenge)))
        == account_fault::bad_passkey);
  CHECK(fault_of(sign_in(all, phone.answer(challenge), start + challenge_desk::lifetime_ms))
        == account_fault::bad_passkey);

  const forged_authenticator of_another_key;
  CHECK(fault_of(sign_in(all, of_another_key.answer(challenge))) == account_fault::bad_passkey);
  auto changed = phone.answer(challenge);
  changed.authenticator_data[36] = '\x01';
  CHECK(fault_of(sign_in(all, changed)) == account_fault::bad_passkey);
  auto of_another_user = phone.answer(challenge);
  of_another_user.user_handle = "another";
  CHECK(fault_of(sign_in(all, of_another_user)) == account_fault::bad_passkey);

  const auto good = phone.answer(challenge);
  value_of(sign_in(all, good));
  CHECK(fault_of(sign_in(all, good)) == account_fault::bad_passkey);
}

TEST_CASE("a counter that does not rise says that there is a copy") {
  const temporary_folder folder;
  accounts all{passkey_options(), folder.path()};
  register_user(all, "alice", password);
  forged_authenticator phone;
  phone.sign_count = 5;
  add(all, phone);
  const auto sign_in_at = [&](std::uint32_t count) {
    phone.sign_count = count;
    return sign_in(all, phone.answer(sign_in_challenge(all)));
  };
  CHECK(fault_of(sign_in_at(5)) == account_fault::bad_passkey);
  value_of(sign_in_at(6));
  CHECK(fault_of(sign_in_at(6)) == account_fault::bad_passkey);
  CHECK(fault_of(sign_in_at(0)) == account_fault::bad_passkey);
  value_of(sign_in_at(4'000'000'000));
}

TEST_CASE("of all who show one answer at once, one is let in") {
  const temporary_folder folder;
  accounts all{passkey_options(), folder.path()};
  register_user(all, "alice", password);
  const forged_authenticator phone;
  add(all, phone);
  for (int round = 0; round < 5; ++round) {
    const auto given = phone.answer(sign_in_challenge(all));
    std::atomic<int> won{0};
    std::vector<std::thread> racers;
    for (int i = 0; i < 4; ++i)
      racers.emplace_back([&] { won += std::holds_alternative<signed_in>(sign_in(all, given)); });
    for (auto& each : racers)
      each.join();
    REQUIRE(won == 1);
  }
}

TEST_CASE("passkeys are listed and removed, known once, and not without end") {
  const temporary_folder folder;
  accounts all{passkey_options(), folder.path()};
  register_user(all, "alice", password);
  register_user(all, "bob", password);
  forged_authenticator phone;
  const auto made = add(all, phone);
  CHECK(value_of(begin_making(all)).known.size() == 1);
  CHECK(fault_of(finish_making(all, phone.make(value_of(begin_making(all)).challenge)))
        == account_fault::passkey_known);
  const auto remove = [&](const char* user) {
    return awaited<account_note>(
        [&](auto done) { all.remove_passkey({user}, made.made.id, start, done); });
  };
  CHECK(fault_of(remove("bob")) == account_fault::unknown_passkey);
  CHECK(value_of(remove("alice")).kind == note_kind::passkey_removed);
  CHECK(fault_of(remove("alice")) == account_fault::unknown_passkey);
  CHECK(fault_of(sign_in(all, phone.answer(sign_in_challenge(all)))) == account_fault::bad_passkey);
  for (int i = 0; i < passkey_store::max_per_user; ++i) {
    phone.credential_id = std::to_string(i);
    add(all, phone);
  }
  phone.credential_id = "one more";
  CHECK(fault_of(finish_making(all, phone.make(value_of(begin_making(all)).challenge)))
        == account_fault::too_many_passkeys);
}

TEST_CASE("without a domain there are no passkeys") {
  const temporary_folder folder;
  accounts all{quick_options(), folder.path()};
  register_user(all, "alice", password);
  CHECK(fault_of(begin_making(all)) == account_fault::passkeys_off);
  CHECK(fault_of(finish_making(all, {})) == account_fault::passkeys_off);
  CHECK(fault_of(sign_in(all, {})) == account_fault::passkeys_off);
}

TEST_CASE("a page is of a domain by its host, its scheme, and because it is ours") {
  const auto is_page = [](std::string_view origin, std::string_view domain, std::string_view host) {
    return webauthn::is_page_of(origin, domain, {"https://calls.example.org"}, host);
  };
  CHECK(is_page("https://calls.example.org", "example.org", "api.example.org"));
  CHECK(is_page("https://api.example.org", "example.org", "api.example.org"));
  CHECK(is_page("https://EXAMPLE.org:8443", "example.org", "example.org:8443"));
  CHECK(is_page("http://localhost:8000", "localhost", "localhost:8000"));
  CHECK_FALSE(is_page("http://api.example.org", "example.org", "api.example.org"));
  CHECK_FALSE(is_page("https://other.example.org", "example.org", "api.example.org"));
  CHECK_FALSE(is_page("https://badexample.org", "example.org", "badexample.org"));
  CHECK_FALSE(is_page("https://example.org.evil.test", "example.org", "example.org.evil.test"));
  CHECK_FALSE(is_page("http://127.0.0.1:8000", "localhost", "127.0.0.1:8000"));
  CHECK_FALSE(is_page("example.org", "example.org", "example.org"));
  CHECK_FALSE(is_page("https://example.org", "", "example.org"));
}

} // namespace switchboard
