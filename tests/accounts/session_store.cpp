#include "transport/accounts/session_store.hpp"

#include "tests/accounts/awaited.hpp"
#include "tests/accounts/temporary_folder.hpp"
#include "transport/accounts/user_store.hpp"

#include <doctest/doctest.h>

namespace switchboard {

using testing::start;

namespace {

constexpr std::int64_t lifetime_ms = 1'000'000;

/// A store with one user and one session, whose refresh token is `first`.
struct one_session {
  testing::temporary_folder folder;
  database file{folder.path()};
  user_store users{file};
  session_store sessions{file};
  session opened{{"s1"}, {"alice"}, start, start + lifetime_ms, "192.0.2.1", "a test"};

  one_session() {
    users.reserve({{"alice"}, {}, role::user, "uuid", start}, "hash");
    users.confirm({"alice"});
    sessions.open(opened, digest_of("first"));
  }

  rotation_result rotate(std::string_view shown, std::string_view next, timestamp now = start) {
    return sessions.rotate(digest_of(shown), digest_of(next), now, now + lifetime_ms);
  }
};

} // namespace

TEST_CASE("a refresh token is replaced by the next, and the session lasts longer") {
  one_session given;
  const auto result = given.rotate("first", "second", start + 500);
  CHECK(result.outcome == rotation::rotated);
  REQUIRE(result.of.has_value());
  CHECK(result.of->id == session_id{"s1"});
  CHECK(result.of->expires_at == start + 500 + lifetime_ms);
  CHECK(given.rotate("second", "third").outcome == rotation::rotated);
}

TEST_CASE("a token that was used before revokes its session, whichever it is of those before") {
  for (const std::string old : {"first", "second"}) {
    CAPTURE(old);
    one_session given;
    given.rotate("first", "second");
    given.rotate("second", "third");
    const auto result = given.rotate(old, "fourth");
    CHECK(result.outcome == rotation::reused);
    CHECK(result.of->id == session_id{"s1"});
    CHECK(given.rotate("third", "fourth").outcome == rotation::unknown);
    CHECK(given.sessions.of_user({"alice"}, start).empty());
    CHECK(given.rotate(old, "fourth").outcome == rotation::reused);
  }
}

TEST_CASE("a token that never was one does no harm") {
  one_session given;
  CHECK(given.rotate("guess", "second").outcome == rotation::unknown);
  CHECK(given.rotate("s1", "second").outcome == rotation::unknown);
  CHECK(given.rotate("first", "second").outcome == rotation::rotated);
}

TEST_CASE("a session that expired is not carried on") {
  one_session given;
  CHECK(given.rotate("first", "second", start + lifetime_ms).outcome == rotation::unknown);
  CHECK(given.rotate("first", "second", start + (lifetime_ms - 1)).outcome == rotation::rotated);
}

TEST_CASE("a session that is revoked is not carried on") {
  one_session given;
  CHECK_FALSE(given.sessions.revoke({"s1"}, {"bob"}));
  CHECK(given.sessions.revoke({"s1"}, {"alice"}));
  CHECK_FALSE(given.sessions.revoke({"s1"}, {"alice"}));
  CHECK(given.rotate("first", "second").outcome == rotation::unknown);
}

TEST_CASE("a role that changed shows with the next refresh") {
  one_session given;
  given.users.set_role({"alice"}, role::agent);
  CHECK(given.rotate("first", "second").role == role::agent);
}

TEST_CASE("the sessions of a user are told, newest first, while they live") {
  one_session given;
  const session newer{{"s2"}, {"alice"}, start + 1, start + 10, "2001:db8::1", "another"};
  given.sessions.open(newer, digest_of("other"));
  CHECK(given.sessions.of_user({"alice"}, start) == std::vector{newer, given.opened});
  CHECK(given.sessions.of_user({"alice"}, start + 10) == std::vector{given.opened});
  CHECK(given.sessions.of_user({"bob"}, start).empty());
}

TEST_CASE("sessions and their tokens outlive the process") {
  one_session given;
  given.rotate("first", "second");
  given.sessions.open({{"s2"}, {"alice"}, start, start + 10, "", ""}, digest_of("other"));
  given.sessions.revoke({"s2"}, {"alice"});
  database again{given.folder.path()};
  session_store sessions{again};
  REQUIRE(sessions.unrevoked().size() == 1);
  CHECK(sessions.unrevoked()[0].id == session_id{"s1"});
  const auto next = digest_of("third");
  CHECK(sessions.rotate(digest_of("second"), next, start, start + 1).outcome == rotation::rotated);
  CHECK(sessions.rotate(digest_of("first"), next, start, start + 1).outcome == rotation::reused);
}

TEST_CASE("what has expired is forgotten, with its tokens") {
  one_session given;
  given.rotate("first", "second");
  given.sessions.forget_expired(start + (lifetime_ms - 1));
  CHECK(given.sessions.unrevoked().size() == 1);
  given.sessions.forget_expired(start + lifetime_ms);
  CHECK(given.sessions.unrevoked().empty());
  CHECK(given.rotate("first", "third").outcome == rotation::unknown);
}

TEST_CASE("no token is in the file") {
  one_session given;
  given.rotate("first", "a refresh token in plain text");
  for (const std::string name : {"credentials.db", "credentials.db-wal"}) {
    const auto content = testing::content_of(given.folder.path() / name);
    REQUIRE_FALSE(content.empty());
    CHECK(content.find("plain text") == std::string::npos);
  }
}

} // namespace switchboard
