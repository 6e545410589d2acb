#include "transport/accounts/input_rules.hpp"

#include <doctest/doctest.h>

#include <string>

namespace switchboard {

namespace {

/// `tail` behind so many times `c`.
std::string padded(std::size_t count, char c, std::string tail) {
  tail.insert(0, count, c);
  return tail;
}

} // namespace

TEST_CASE("a username is a user id that names no call") {
  for (const std::string name :
       {"a", "7", "alice", "Alice.B_c-d@example.org", "caller", "call-1"}) {
    CAPTURE(name);
    CHECK_FALSE(fault_of_username(name).has_value());
  }
  for (const std::string name : {"", "a b", "a/b", "ä", "call_1", "CALL_1", "me", ".", ".."}) {
    CAPTURE(name);
    CHECK(fault_of_username(name).has_value());
  }
  CHECK_FALSE(fault_of_username(std::string(64, 'a')).has_value());
  CHECK(fault_of_username(std::string(65, 'a')).has_value());
  CHECK(fault_of_username(std::string_view{"a\0b", 3}).has_value());
}

TEST_CASE("an e-mail address has a name, one @ and a domain") {
  for (const std::string email : {"a@b.c", "first.last+tag@mail.example.org", "ü@example.org"}) {
    CAPTURE(email);
    CHECK_FALSE(fault_of_email(email).has_value());
  }
  for (const std::string email : {"", "a", "a@", "@b.c", "a@b", "a@b@c.d", "a b@c.d", "a@b..c",
                                  "a@.b.c", "a@b.c.", "a@b.c\n", "<a@b.c>"}) {
    CAPTURE(email);
    CHECK(fault_of_email(email).has_value());
  }
  CHECK_FALSE(fault_of_email(padded(250, 'a', "@b.c")).has_value());
  CHECK(fault_of_email(padded(251, 'a', "@b.c")).has_value());
}

TEST_CASE("a password is long enough, and not what is tried first") {
  const auto fault = [](std::string_view password) {
    return fault_of_password(password, "alice.smith", "alice.s@example.org", 8);
  };
  for (const std::string good : {"correct horse", "s3cr3t-pw", "ñandúñan", "        x"}) {
    CAPTURE(good);
    CHECK_FALSE(fault(good).has_value());
  }
  for (const std::string weak :
       {"", "seven77", "ñandúña", "password", "PassWord", "12345678", "zzzzzzzzz", "alice.smith",
        "Alice.Smith", "alice.s@example.org"}) {
    CAPTURE(weak);
    CHECK(fault(weak).has_value());
  }
  CHECK_FALSE(fault(padded(1023, 'x', "y")).has_value());
  CHECK(fault(padded(1024, 'x', "y")).has_value());
}

TEST_CASE("the shortest password that is taken is a setting") {
  CHECK(fault_of_password("eleven char", "a", "", 12).has_value());
  CHECK_FALSE(fault_of_password("twelve chars", "a", "", 12).has_value());
}

} // namespace switchboard
