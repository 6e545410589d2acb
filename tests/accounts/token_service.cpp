#include "transport/accounts/token_service.hpp"

#include "tests/accounts/awaited.hpp"
#include "tests/accounts/forge.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <doctest/doctest.h>
#include <openssl/err.h>

#include <functional>
#include <string>

namespace switchboard {

using claims_json = nlohmann::json;
using testing::start;

namespace {

const std::string key_bytes = "0123456789abcdef0123456789abcdef";
const claims_json own_header{{"alg", "HS256"}, {"typ", "JWT"}, {"kid", "k1"}};
const identity token_holder{{"alice"}, role::agent, session_id{"s1"}, {(start_s + 900) * 1000}};

token_service make_service() { return {{}, {"k1", secret{key_bytes}}}; }

claims_json own_claims() {
  return {{"iss", "switchboard"}, {"aud", "switchboard"}, {"sub", "alice"},
          {"sid", "s1"},          {"role", "agent"},      {"typ", "access"},
          {"iat", start_s},       {"nbf", start_s},       {"exp", start_s + 900}};
}

/// The claims with one of them changed.
claims_json with(const char* name, claims_json changed) {
  auto claims = own_claims();
  claims[name] = std::move(changed);
  return claims;
}

claims_json without(const char* name) {
  auto claims = own_claims();
  claims.erase(name);
  return claims;
}

std::string verdict_on(const std::string& token, timestamp now = start) {
  const auto verdict = make_service().verify(token, now);
  if (const auto* fault = std::get_if<token_fault>(&verdict))
    return boost::describe::enum_to_string(*fault, "?");
  return "good";
}

std::string verdict_on_claims(const claims_json& claims, timestamp now = start) {
  return verdict_on(testing::hs256(own_header, claims, key_bytes), now);
}

} // namespace

TEST_CASE("a token lets its holder in, until it ends") {
  const auto service = make_service();
  const auto token = service.issue(token_holder, start);
  CHECK(std::get<identity>(service.verify(token, start)) == token_holder);
  CHECK(std::get<identity>(service.verify(token, start + 899'999)) == token_holder);
  CHECK(std::get<token_fault>(service.verify(token, start + 900'000)) == token_fault::expired);
}

TEST_CASE("two tokens of one session made at once differ") {
  const auto service = make_service();
  CHECK(service.issue(token_holder, start) != service.issue(token_holder, start));
}

TEST_CASE("a token ends with its session at the latest") {
  const auto service = make_service();
  CHECK(service.end_of_token(start, start + 5'000'000) == start + 900'000);
  CHECK(service.end_of_token(start, start + 5'000) == start + 5'000);
}

TEST_CASE("a token made by another implementation of the standard is good") {
  CHECK(verdict_on_claims(own_claims()) == "good");
}

TEST_CASE("a token that is not signed as it must be lets nobody in") {
  const auto rsa = testing::make_rsa_pair(2048);
  const auto ec = testing::make_ec_pair("P-256");
  const auto good = testing::hs256(own_header, own_claims(), key_bytes);
  const auto none_header = testing::base64url(R"({"alg":"none","typ":"JWT","kid":"k1"})");
  const auto body = testing::base64url(own_claims().dump());
  const auto signature = good.substr(good.rfind('.') + 1);
  const auto header_with = [](const char* name, claims_json value) {
    auto header = own_header;
    header[name] = std::move(value);
    return header;
  };
  auto no_key_id = own_header;
  no_key_id.erase("kid");
  struct forged {
    std::string what;
    std::string token;
    std::string verdict;
  };
  const forged table[] = {
      {"alg none without a signature", none_header + '.' + body + '.', "wrong_algorithm"},
      {"alg none with a signature", none_header + '.' + body + '.' + signature, "wrong_algorithm"},
      {"alg NoNe", testing::hs256(header_with("alg", "NoNe"), own_claims(), key_bytes),
       "wrong_algorithm"},
      {"alg hs256", testing::hs256(header_with("alg", "hs256"), own_claims(), key_bytes),
       "wrong_algorithm"},
      {"no alg", testing::hs256({{"typ", "JWT"}, {"kid", "k1"}}, own_claims(), key_bytes),
       "malformed"},
      {"alg that is a number", testing::hs256(header_with("alg", 256), own_claims(), key_bytes),
       "malformed"},
      {"an alg that nobody knows",
       testing::hs256(header_with("alg", "HS999"), own_claims(), key_bytes), "malformed"},
      {"another HMAC", testing::signed_by_library("HS512", own_claims(), key_bytes),
       "wrong_algorithm"},
      {"an RSA key of somebody", testing::signed_by_library("RS256", own_claims(), rsa.private_pem),
       "wrong_algorithm"},
      {"a P-256 key of somebody", testing::signed_by_library("ES256", own_claims(), ec.private_pem),
       "wrong_algorithm"},
      {"another key", testing::hs256(own_header, own_claims(), "f123456789abcdef0123456789abcdef"),
       "bad_signature"},
      {"an empty key", testing::hs256(own_header, own_claims(), ""), "bad_signature"},
      {"another key id", testing::hs256(header_with("kid", "k2"), own_claims(), key_bytes),
       "wrong_key"},
      {"no key id", testing::hs256(no_key_id, own_claims(), key_bytes), "wrong_key"},
      {"other claims under the signature",
       testing::base64url(own_header.dump()) + '.' + testing::base64url(with("sub", "bob").dump())
           + '.' + signature,
       "bad_signature"},
      {"no signature", good.substr(0, good.rfind('.') + 1), "bad_signature"},
      {"half a signature", good.substr(0, good.size() - 20), "bad_signature"},
      {"more signature", good + "AAAA", "bad_signature"},
      {"the first character of the signature changed",
       good.substr(0, good.rfind('.') + 1) + (signature[0] == 'A' ? 'B' : 'A')
           + signature.substr(1),
       "bad_signature"},
  };
  for (const auto& each : table) {
    CAPTURE(each.what);
    CHECK(verdict_on(each.token) == each.verdict);
  }
}

TEST_CASE("what is no token is malformed") {
  const auto good = testing::hs256(own_header, own_claims(), key_bytes);
  const std::string tokens[] = {"",
                                ".",
                                "..",
                                "a.b.c",
                                "not a token",
                                good.substr(0, good.rfind('.')),
                                good + ".",
                                "." + good,
                                good + '\0',
                                good + '\0' + "x",
                                good + "=",
                                good + " ",
                                good + "\n",
                                testing::base64url("{") + '.' + testing::base64url("{}") + ".x",
                                testing::base64url("[]") + '.' + testing::base64url("{}") + ".x",
                                std::string(100'000, 'A') + ".A.A",
                                testing::base64url(std::string(3'000, '[')) + ".e30.x"};
  for (const auto& token : tokens) {
    CAPTURE(token);
    CHECK(verdict_on(token) == "malformed");
  }
}

TEST_CASE("a token for something else, or not for now, lets nobody in") {
  struct claimed {
    std::string what;
    claims_json claims;
    std::string verdict;
  };
  const claimed table[] = {
      {"another issuer", with("iss", "somebody"), "wrong_issuer"},
      {"no issuer", without("iss"), "wrong_issuer"},
      {"an issuer that is a list", with("iss", claims_json::array({"switchboard"})),
       "wrong_issuer"},
      {"another audience", with("aud", "shop"), "wrong_audience"},
      {"no audience", without("aud"), "wrong_audience"},
      {"other audiences", with("aud", {"shop", "bank"}), "wrong_audience"},
      {"one audience of several", with("aud", {"shop", "switchboard"}), "good"},
      {"another type", with("typ", "refresh"), "wrong_type"},
      {"no type", without("typ"), "wrong_type"},
      {"ended just now", with("exp", start_s), "expired"},
      {"ended long ago", with("exp", 0), "expired"},
      {"no end", without("exp"), "bad_claims"},
      {"an end in words", with("exp", "tomorrow"), "bad_claims"},
      {"an end before time", with("exp", -1), "bad_claims"},
      {"an end after time", with("exp", 1e300), "bad_claims"},
      {"an end of many digits", with("exp", 18'446'744'073'709'551'615ULL), "malformed"},
      {"an end with a fraction", with("exp", static_cast<double>(start_s) + 0.5), "good"},
      {"begins in a minute", with("nbf", start_s + 60), "not_yet"},
      {"begins within the skew of clocks", with("nbf", start_s + 30), "good"},
      {"made in a minute", with("iat", start_s + 60), "not_yet"},
      {"made in words", with("iat", "now"), "bad_claims"},
      {"no subject", without("sub"), "bad_subject"},
      {"an empty subject", with("sub", ""), "bad_subject"},
      {"a subject that is no user", with("sub", "a b"), "bad_subject"},
      {"a subject that is a call", with("sub", "call_0123456789abcdef0123456789abcdef"),
       "bad_subject"},
      {"a subject of an earlier version", with("sub", "me"), "good"},
      {"a subject with a fraction", with("sub", 7.5), "bad_subject"},
      {"no session", without("sid"), "bad_claims"},
      {"no role", without("role"), "bad_claims"},
      {"a role that nobody has", with("role", "king"), "bad_claims"},
  };
  for (const auto& each : table) {
    CAPTURE(each.what);
    CHECK(verdict_on_claims(each.claims) == each.verdict);
  }
}

TEST_CASE("claims that are no object let nobody in") {
  for (const claims_json& claims :
       {claims_json::array(), claims_json("text"), claims_json(7), claims_json(nullptr)}) {
    CAPTURE(claims.dump());
    CHECK(verdict_on_claims(claims) != "good");
  }
}

TEST_CASE("a token that is turned down leaves no error behind for TLS to find") {
  const auto good = testing::hs256(own_header, own_claims(), key_bytes);
  verdict_on(good.substr(0, good.size() - 10));
  verdict_on(testing::signed_by_library("ES256", own_claims(),
                                        testing::make_ec_pair("P-256").private_pem));
  CHECK(ERR_peek_error() == 0);
}

} // namespace switchboard
