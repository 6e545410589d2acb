#include "tests/accounts/awaited.hpp"
#include "tests/accounts/forge.hpp"
#include "transport/accounts/token_service.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <doctest/doctest.h>
#include <openssl/err.h>

#include <string>

namespace switchboard {

using testing::start;

namespace {

const std::string own_key = "0123456789abcdef0123456789abcdef";

token_service trusting(const std::string& public_pem) {
  token_service::options chosen;
  chosen.outside =
      outside_issuer{"https://id.example", "calls", public_key::from_pem(public_pem).value()};
  return {std::move(chosen), {"k1", secret{own_key}}};
}

json::value outside_claims() {
  return {{"iss", "https://id.example"}, {"aud", "calls"}, {"sub", "alice"}, {"exp", start_s + 60}};
}

json::value outside_claims_with(const char* name, json::value changed) {
  auto claims = outside_claims();
  claims[name] = std::move(changed);
  return claims;
}

std::string verdict_of(const token_service& service, const std::string& token) {
  const auto verdict = service.verify(token, start);
  if (const auto* fault = std::get_if<token_fault>(&verdict))
    return boost::describe::enum_to_string(*fault, "?");
  return "good";
}

} // namespace

TEST_CASE("an outside issuer's token lets its subject in, whichever key it signs with") {
  struct issuer {
    std::string algorithm;
    testing::key_pair keys;
  };
  const issuer issuers[] = {{"RS256", testing::make_rsa_pair(2048)},
                            {"ES256", testing::make_ec_pair("P-256")}};
  for (const auto& [algorithm, keys] : issuers) {
    CAPTURE(algorithm);
    const auto service = trusting(keys.public_pem);
    const auto token =
        testing::signed_by_library(algorithm.c_str(), outside_claims(), keys.private_pem);
    const auto verdict = service.verify(token, start);
    REQUIRE(std::holds_alternative<identity>(verdict));
    CHECK(std::get<identity>(verdict)
          == identity{{"alice"}, role::user, std::nullopt, {(start_s + 60) * 1000}});
  }
}

TEST_CASE("an outside issuer's key cannot be turned into a shared secret") {
  for (const auto& [algorithm, keys] :
       {std::pair{std::string{"RS256"}, testing::make_rsa_pair(2048)},
        std::pair{std::string{"ES256"}, testing::make_ec_pair("P-256")}}) {
    CAPTURE(algorithm);
    const auto service = trusting(keys.public_pem);
    const json::value header{{"alg", "HS256"}, {"typ", "JWT"}};
    CHECK(verdict_of(service, testing::hs256(header, outside_claims(), keys.public_pem))
          == "wrong_key");
    const json::value with_key_id{{"alg", "HS256"}, {"typ", "JWT"}, {"kid", "k1"}};
    CHECK(verdict_of(service, testing::hs256(with_key_id, outside_claims(), keys.public_pem))
          == "bad_signature");
    const json::value lying{{"alg", algorithm}, {"typ", "JWT"}};
    CHECK(verdict_of(service, testing::hs256(lying, outside_claims(), keys.public_pem))
          == "bad_signature");
  }
}

TEST_CASE("neither issuer can speak for the other") {
  const auto keys = testing::make_rsa_pair(2048);
  const auto service = trusting(keys.public_pem);
  const auto own =
      testing::hs256({{"alg", "HS256"}, {"typ", "JWT"}, {"kid", "k1"}}, outside_claims(), own_key);
  CHECK(verdict_of(service, own) == "wrong_issuer");
  auto claims = outside_claims_with("iss", "switchboard");
  claims["aud"] = "switchboard";
  claims["typ"] = "access";
  claims["sid"] = "s1";
  claims["role"] = "admin";
  CHECK(verdict_of(service, testing::signed_by_library("RS256", claims, keys.private_pem))
        == "wrong_issuer");
}

TEST_CASE("an outside token that is not as it must be lets nobody in") {
  const auto keys = testing::make_ec_pair("P-256");
  const auto strangers = testing::make_ec_pair("P-256");
  const auto rsa = testing::make_rsa_pair(2048);
  const auto service = trusting(keys.public_pem);
  const auto signed_with = [&](const json::value& claims) {
    return verdict_of(service, testing::signed_by_library("ES256", claims, keys.private_pem));
  };
  CHECK(signed_with(outside_claims_with("aud", "shop")) == "wrong_audience");
  CHECK(signed_with(outside_claims_with("exp", start_s)) == "expired");
  CHECK(signed_with(outside_claims_with("sub", "call_1")) == "bad_subject");
  CHECK(verdict_of(service,
                   testing::signed_by_library("ES256", outside_claims(), strangers.private_pem))
        == "bad_signature");
  CHECK(verdict_of(service, testing::signed_by_library("RS256", outside_claims(), rsa.private_pem))
        == "wrong_algorithm");
  const auto good = testing::signed_by_library("ES256", outside_claims(), keys.private_pem);
  CHECK(verdict_of(service, good.substr(0, good.rfind('.') + 1)) == "bad_signature");
  CHECK(verdict_of(service, good.substr(0, good.size() - 8)) == "bad_signature");
  CHECK(ERR_peek_error() == 0);
}

TEST_CASE("an outside issuer may count its users, name agents, and make nobody an admin") {
  const auto keys = testing::make_ec_pair("P-256");
  const auto service = trusting(keys.public_pem);
  const auto holder = [&](const json::value& claims) {
    return std::get<identity>(
        service.verify(testing::signed_by_library("ES256", claims, keys.private_pem), start));
  };
  CHECK(holder(outside_claims_with("sub", 7)).user == user_id{"7"});
  CHECK(holder(outside_claims_with("sub", "7")).user == user_id{"7"});
  CHECK(holder(outside_claims_with("role", "agent")).role == role::agent);
  CHECK(holder(outside_claims_with("role", "admin")).role == role::user);
}

} // namespace switchboard
