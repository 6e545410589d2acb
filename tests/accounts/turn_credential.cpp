#include "transport/accounts/turn_credential.hpp"

#include "tests/accounts/temporary_folder.hpp"
#include "transport/accounts/token_key.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

namespace switchboard {

namespace {

std::string fault_of_secret(const std::filesystem::path& path) {
  try {
    load_turn_secret(path);
  } catch (const key_error& error) {
    const std::string what = error.what();
    REQUIRE(what.starts_with(path.string() + ": "));
    return what.substr(path.string().size() + 2);
  }
  return {};
}

void write(const std::filesystem::path& path, const std::string& text, unsigned mode) {
  std::ofstream{path} << text;
  std::filesystem::permissions(path, static_cast<std::filesystem::perms>(mode));
}

TEST_CASE("a credential for a TURN server says until when, and is its HMAC") {
  // printf '1763676000:alice' | openssl dgst -sha1 -hmac 'north star' -binary | base64
  const auto made = make_turn_credential(secret{"north star"}, "alice", {1'763'676'000'999});
  CHECK(made.username == "1763676000:alice");
  CHECK(made.password == "+D70PZsccq6MtsTfegjrWbb6C1g=");
}

TEST_CASE("another secret, person or time makes another credential") {
  const auto of = [](const char* shared, const char* user, std::int64_t at_ms) {
    return make_turn_credential(secret{shared}, user, {at_ms}).password;
  };
  const auto usual = of("north star", "alice", 1'763'676'000'000);
  CHECK(of("north stars", "alice", 1'763'676'000'000) != usual);
  CHECK(of("north star", "bob", 1'763'676'000'000) != usual);
  CHECK(of("north star", "alice", 1'763'676'001'000) != usual);
}

TEST_CASE("the secret is the first line of a file that is its owner's alone") {
  const testing::temporary_folder folder;
  const auto path = folder.path() / "turn.secret";
  CHECK(fault_of_secret(path) == "there is no such file; ice.turn_secret_file names it");
  write(path, "", 0600);
  CHECK(fault_of_secret(path).starts_with("holds no secret; "));
  write(path, "north star\n", 0600);
  CHECK(load_turn_secret(path).view() == "north star");
  write(path, "north star\n", 0640);
  CHECK(fault_of_secret(path).starts_with("others may read or change it (mode 0640)"));
}

} // namespace

} // namespace switchboard
