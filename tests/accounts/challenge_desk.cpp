#include "transport/accounts/challenge_desk.hpp"

#include "tests/accounts/awaited.hpp"
#include "transport/accounts/base64url.hpp"

#include <doctest/doctest.h>

#include <string>

namespace switchboard {

using testing::start;

namespace {

constexpr auto step_purpose = challenge_purpose::second_step;

} // namespace

TEST_CASE("a challenge says what it is about, for its purpose and for its time") {
  const challenge_desk desk;
  const auto made = desk.issue(step_purpose, "alice", start);
  CHECK(desk.subject_of(made, step_purpose, start) == "alice");
  CHECK(desk.subject_of(made, step_purpose, start + (challenge_desk::lifetime_ms - 1)) == "alice");
  CHECK_FALSE(desk.subject_of(made, step_purpose, start + challenge_desk::lifetime_ms));
  CHECK_FALSE(desk.subject_of(made, challenge_purpose::passkey_sign_in, start));
  CHECK(made != desk.issue(step_purpose, "alice", start));
}

TEST_CASE("a challenge of another process, or with anything changed, is none") {
  const challenge_desk desk;
  const auto made = desk.issue(step_purpose, "alice", start);
  CHECK_FALSE(challenge_desk{}.subject_of(made, step_purpose, start));
  auto bytes = from_base64url(made).value();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    CAPTURE(i);
    auto changed = bytes;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK_FALSE(desk.subject_of(base64url(changed), step_purpose, start));
    CHECK_FALSE(desk.subject_of(base64url(bytes.substr(0, i)), step_purpose, start));
  }
  for (const auto* text : {"", "!", "AAAA"})
    CHECK_FALSE(desk.subject_of(text, step_purpose, start));
}

TEST_CASE("a challenge is spent once, and forgotten when its time is up") {
  challenge_desk desk;
  const auto made = desk.issue(step_purpose, "alice", start);
  CHECK(desk.spend(made, start));
  CHECK_FALSE(desk.spend(made, start + 1));
  CHECK(desk.spend(desk.issue(step_purpose, "alice", start), start));
}

TEST_CASE("base64url takes what it made and nothing else") {
  for (const std::string bytes : {"", "a", "ab", "abc", "\xff\xfe\xfd\xfc"})
    CHECK(from_base64url(base64url(bytes)) == bytes);
  CHECK(base64url("\xfb\xff") == "-_8");
  for (const auto* text : {"a", "ab=", "a b", "ab+/", "-_9", "abcd\n"})
    CHECK_FALSE(from_base64url(text));
}

} // namespace switchboard
