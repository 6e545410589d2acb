#include "transport/accounts/user_store.hpp"

#include "tests/accounts/awaited.hpp"
#include "tests/accounts/temporary_folder.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <functional>

namespace switchboard {

using testing::start;

namespace {

reservation wanted(std::string name, std::optional<std::string> email = {}) {
  return {{std::move(name)}, std::move(email), role::user, "a-uuid", start};
}

/// Runs this in a process that is killed right afterwards.
void in_killed_process(const std::function<void()>& work) {
  const auto child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    work();
    ::raise(SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
}

} // namespace

TEST_CASE("a name is taken once, in whatever case") {
  const testing::temporary_folder folder;
  database file{folder.path()};
  user_store users{file};
  CHECK(users.reserve(wanted("Alice", "a@example.org"), "hash"));
  CHECK_FALSE(users.reserve(wanted("alice"), "hash"));
  CHECK(users.reserve(wanted("bob"), "hash"));
  CHECK(users.is_taken({"ALICE"}));
  CHECK_FALSE(users.is_taken({"dave"}));
}

TEST_CASE("nobody's name is somebody else's address") {
  const testing::temporary_folder folder;
  database file{folder.path()};
  user_store users{file};
  CHECK(users.reserve(wanted("me@example.org", "me@example.org"), ""));
  CHECK(users.reserve(wanted("alice", "a@example.org"), ""));
  CHECK_FALSE(users.reserve(wanted("A@example.org"), ""));
  REQUIRE(users.reserve(wanted("bob", "Me@example.org"), ""));
  users.confirm({"me@example.org"});
  users.confirm({"bob"});
  CHECK(users.find_by_email("me@example.org")->user == user_id{"me@example.org"});
}

TEST_CASE("an address that another signs in with is kept, and lets nobody else in") {
  const testing::temporary_folder folder;
  database file{folder.path()};
  user_store users{file};
  REQUIRE(users.reserve(wanted("alice", "a@example.org"), "hash"));
  REQUIRE(users.reserve(wanted("bob", "A@Example.org"), "hash"));
  users.confirm({"alice"});
  users.confirm({"bob"});
  CHECK(users.find_by_email("a@example.org")->user == user_id{"alice"});
  CHECK(users.find_by_name("bob")->email == "A@Example.org");
}

TEST_CASE("an account is found once it is confirmed") {
  const testing::temporary_folder folder;
  database file{folder.path()};
  user_store users{file};
  users.reserve(wanted("Alice", "A@example.org"), "hash");
  CHECK_FALSE(users.find_by_name("alice").has_value());
  REQUIRE(users.confirm({"Alice"}));
  REQUIRE(users.find_by_name("ALICE").has_value());
  CHECK(users.find_by_name("ALICE")->user == user_id{"Alice"});
  CHECK(users.find_by_name("ALICE")->password_hash == "hash");
  CHECK(users.find_by_email("a@EXAMPLE.ORG")->user == user_id{"Alice"});
  CHECK_FALSE(users.find_by_name("a@example.org").has_value());
  CHECK_FALSE(users.find_by_email("").has_value());
}

TEST_CASE("a reservation is given up, an account is not") {
  const testing::temporary_folder folder;
  database file{folder.path()};
  user_store users{file};
  users.reserve(wanted("alice", "a@example.org"), "hash");
  CHECK(users.release({"alice"}));
  CHECK_FALSE(users.release({"alice"}));
  CHECK(users.reserve(wanted("ALICE", "A@example.org"), "hash"));
  users.confirm({"ALICE"});
  CHECK_FALSE(users.release({"ALICE"}));
  CHECK(users.find_by_name("alice").has_value());
  CHECK_FALSE(users.confirm({"nobody"}));
}

TEST_CASE("a crash after the reservation leaves it to be settled") {
  const testing::temporary_folder folder;
  const reservation left{{"alice"}, "a@example.org", role::agent, "uuid-of-alice", start};
  in_killed_process([&] {
    database file{folder.path()};
    user_store{file}.reserve(left, "hash");
  });
  database file{folder.path()};
  user_store users{file};
  CHECK(users.unconfirmed() == std::vector{left});
  CHECK_FALSE(users.reserve(wanted("alice"), "hash"));
  users.confirm(left.user);
  CHECK(users.unconfirmed().empty());
  CHECK(users.find_by_name("alice")->role == role::agent);
}

TEST_CASE("a crash after the confirmation leaves an account") {
  const testing::temporary_folder folder;
  in_killed_process([&] {
    database file{folder.path()};
    user_store users{file};
    users.reserve(wanted("alice"), "hash");
    users.confirm({"alice"});
  });
  database file{folder.path()};
  CHECK(user_store{file}.find_by_name("alice").has_value());
}

TEST_CASE("a crash within a reservation leaves nothing") {
  const testing::temporary_folder folder;
  in_killed_process([&] {
    database file{folder.path()};
    file.run("BEGIN IMMEDIATE;"
             "INSERT INTO users (user_id, folded_name, password_hash, role, uuid, reserved_at)"
             " VALUES ('alice', 'alice', 'hash', 'user', 'uuid', 0)");
  });
  database file{folder.path()};
  user_store users{file};
  CHECK(users.unconfirmed().empty());
  CHECK(users.reserve(wanted("alice"), "hash"));
}

TEST_CASE("role and password of an account can change") {
  const testing::temporary_folder folder;
  database file{folder.path()};
  user_store users{file};
  users.reserve(wanted("alice"), "hash");
  users.confirm({"alice"});
  CHECK(users.set_role({"alice"}, role::admin));
  CHECK(users.set_password_hash({"alice"}, "other"));
  CHECK(users.find_by_name("alice")->role == role::admin);
  CHECK(users.find_by_name("alice")->password_hash == "other");
  CHECK_FALSE(users.set_role({"bob"}, role::admin));
  CHECK_FALSE(users.set_password_hash({"bob"}, "other"));
}

} // namespace switchboard
