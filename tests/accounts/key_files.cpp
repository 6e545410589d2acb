#include "tests/accounts/forge.hpp"
#include "tests/accounts/temporary_folder.hpp"
#include "transport/accounts/token_key.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace switchboard {

namespace {

std::string fault_of_key_in(const std::filesystem::path& folder) {
  try {
    load_or_make_token_key(folder);
  } catch (const key_error& error) {
    return error.what();
  }
  return {};
}

std::string fault_of_outside_key(const testing::temporary_folder& folder, const std::string& pem) {
  const auto path = folder.path() / "issuer.pem";
  std::ofstream{path} << pem;
  try {
    load_outside_key(path);
  } catch (const key_error& error) {
    const std::string what = error.what();
    REQUIRE(what.starts_with(path.string() + ": "));
    return what.substr(path.string().size() + 2);
  }
  return {};
}

} // namespace

TEST_CASE("the key is made at the first start, for its owner alone, and stays") {
  const testing::temporary_folder folder;
  const auto made = load_or_make_token_key(folder.path());
  CHECK(made.bytes.view().size() == 32);
  CHECK(testing::mode_of(folder.path() / "keys") == 0700);
  CHECK(testing::mode_of(folder.path() / "keys" / "tokens.key") == 0600);
  const auto read = load_or_make_token_key(folder.path());
  CHECK(read.bytes.view() == made.bytes.view());
  CHECK(read.id == made.id);
}

TEST_CASE("every data folder has a key of its own, and its id does not tell it") {
  const testing::temporary_folder one;
  const testing::temporary_folder other;
  const auto first = load_or_make_token_key(one.path());
  const auto second = load_or_make_token_key(other.path());
  CHECK(first.bytes.view() != second.bytes.view());
  CHECK(first.id != second.id);
  const auto content = testing::content_of(one.path() / "keys" / "tokens.key");
  CHECK(content.find(first.id) == std::string::npos);
}

TEST_CASE("a key that others may read is refused, with the remedy") {
  const testing::temporary_folder folder;
  load_or_make_token_key(folder.path());
  const auto path = folder.path() / "keys" / "tokens.key";
  std::filesystem::permissions(path, std::filesystem::perms{0644});
  CHECK(fault_of_key_in(folder.path())
        == path.string()
               + ": others may read or change it (mode 0644), and it holds secrets; allow its "
                 "owner alone: chmod 600 "
               + path.string());
}

TEST_CASE("a key that is cut off is refused, and not told") {
  const testing::temporary_folder folder;
  load_or_make_token_key(folder.path());
  const auto path = folder.path() / "keys" / "tokens.key";
  std::filesystem::resize_file(path, 40);
  const auto fault = fault_of_key_in(folder.path());
  CHECK(fault.starts_with(path.string() + ": is not a key of 64 hexadecimal digits"));
  CHECK(fault.find(testing::content_of(path)) == std::string::npos);
}

TEST_CASE("an outside issuer's key says with which algorithm it signs") {
  const testing::temporary_folder folder;
  const auto path = folder.path() / "issuer.pem";
  std::ofstream{path} << testing::make_rsa_pair(2048).public_pem;
  CHECK(load_outside_key(path).algorithm() == "RS256");
  std::ofstream{path, std::ios::trunc} << testing::make_ec_pair("P-256").public_pem;
  CHECK(load_outside_key(path).algorithm() == "ES256");
}

TEST_CASE("an outside key of a kind that is not allowed is refused") {
  const testing::temporary_folder folder;
  const auto not_allowed =
      "is a key of a kind that is not allowed; allowed are RSA of at least 2048 bits and P-256";
  const auto no_key = "is not a public key in PEM (-----BEGIN PUBLIC KEY-----)";
  CHECK(fault_of_outside_key(folder, testing::make_rsa_pair(1024).public_pem) == not_allowed);
  CHECK(fault_of_outside_key(folder, testing::make_ec_pair("P-384").public_pem) == not_allowed);
  CHECK(fault_of_outside_key(folder, testing::make_ec_pair("P-256").private_pem) == no_key);
  CHECK(fault_of_outside_key(folder, "a shared secret") == no_key);
  CHECK(fault_of_outside_key(folder, "") == no_key);
}

TEST_CASE("an outside key that is not there is named") {
  const testing::temporary_folder folder;
  const auto path = folder.path() / "issuer.pem";
  CHECK_THROWS_WITH_AS(load_outside_key(path), (path.string() + ": cannot be read").c_str(),
                       key_error);
  CHECK_THROWS_AS(load_outside_key(folder.path()), key_error);
}

} // namespace switchboard
