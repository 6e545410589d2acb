#include "transport/accounts/password_hasher.hpp"

#include "tests/accounts/awaited.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <ctime>
#include <limits>
#include <optional>
#include <string>

namespace switchboard {

using testing::cheap;

TEST_CASE("a password is right, and every other is wrong") {
  const password_hasher hasher{cheap};
  const auto hash = hasher.hash("correct horse");
  REQUIRE(hash.has_value());
  CHECK(hasher.verify("correct horse", hash) == password_verdict::right);
  for (const std::string other : {"Correct horse", "correct horse ", "", "correct"})
    CHECK(hasher.verify(other, hash) == password_verdict::wrong);
}

TEST_CASE("a password may hold any bytes, also a zero") {
  const password_hasher hasher{cheap};
  const std::string with_zero{"one\0two", 7};
  const auto hash = hasher.hash(with_zero);
  CHECK(hasher.verify(with_zero, hash) == password_verdict::right);
  CHECK(hasher.verify("one", hash) == password_verdict::wrong);
}

TEST_CASE("a hash is Argon2id, salted, and holds no password") {
  const password_hasher hasher{cheap};
  const auto one = hasher.hash("correct horse");
  const auto other = hasher.hash("correct horse");
  CHECK(one->starts_with("$argon2id$v=19$m=8,t=1,p=1$"));
  CHECK(*one != *other);
  CHECK(one->find("correct") == std::string::npos);
}

TEST_CASE("without an account every password is wrong") {
  const password_hasher hasher{cheap};
  CHECK(hasher.verify("", std::nullopt) == password_verdict::wrong);
  CHECK(hasher.verify("correct horse", std::nullopt) == password_verdict::wrong);
}

TEST_CASE("a hash that is none lets nobody in") {
  const password_hasher hasher{cheap};
  for (const std::string damaged : {"", "$argon2id$", "plain text"})
    CHECK(hasher.verify("plain text", std::string{damaged}) != password_verdict::right);
}

TEST_CASE("a hash of another cost is outdated") {
  const password_hasher hasher{cheap};
  const password_hasher dearer{{.memory_kib = 16, .passes = 2}};
  const auto hash = hasher.hash("correct horse");
  CHECK_FALSE(hasher.is_outdated(*hash));
  CHECK(dearer.is_outdated(*hash));
  CHECK(dearer.verify("correct horse", hash) == password_verdict::right);
}

TEST_CASE("a wrong name takes as long as a wrong password") {
  const password_hasher hasher{{.memory_kib = 4 * 1024, .passes = 1}};
  const auto hash = hasher.hash("correct horse");
  // What this thread works, not what passes on the clock: others may be busy meanwhile.
  const auto least_work_for = [&](const std::optional<std::string>& stored) {
    auto least = std::numeric_limits<std::clock_t>::max();
    for (int i = 0; i < 15; ++i) {
      const auto begin = std::clock();
      REQUIRE(hasher.verify("battery staple", stored) == password_verdict::wrong);
      least = std::min(least, std::clock() - begin);
    }
    return static_cast<double>(least);
  };
  const auto ratio = least_work_for(std::nullopt) / least_work_for(hash);
  CHECK(ratio > 0.5);
  CHECK(ratio < 2);
}

} // namespace switchboard
