#include "transport/accounts/secret.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <utility>

namespace switchboard {

TEST_CASE("a random token is 43 characters that may stand in a URL, and never the same") {
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) {
    const auto token = random_token();
    CHECK(token.view().size() == 43);
    CHECK(token.view().find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                         "0123456789-_")
          == std::string_view::npos);
    CHECK(seen.emplace(token.view()).second);
  }
}

TEST_CASE("a random uuid says that it is one of version 4") {
  for (int i = 0; i < 100; ++i) {
    const auto uuid = random_uuid();
    REQUIRE(uuid.size() == 36);
    CHECK(uuid[8] == '-');
    CHECK(uuid[13] == '-');
    CHECK(uuid[14] == '4');
    CHECK(uuid[18] == '-');
    CHECK(std::string_view{"89ab"}.find(uuid[19]) != std::string_view::npos);
    CHECK(uuid[23] == '-');
  }
}

TEST_CASE("a secret moves, and leaves nothing behind") {
  secret one{"short"};
  secret other{std::move(one)};
  CHECK(other.view() == "short");
  CHECK(one.empty());
  one = secret{std::string(100, 'x')};
  other = std::move(one);
  CHECK(other.view() == std::string(100, 'x'));
  CHECK(one.empty());
}

TEST_CASE("equal tokens have equal digests, and others have not") {
  CHECK(digest_of("token") == digest_of("token"));
  CHECK(digest_of("token") != digest_of("tokem"));
}

} // namespace switchboard
