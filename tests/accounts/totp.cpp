#include "transport/accounts/totp.hpp"

#include "transport/accounts/recovery_code.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <utility>

namespace switchboard {

namespace {

/// Of the test vectors of RFC 4226 and RFC 6238.
const std::string rfc_key = "12345678901234567890";

timestamp at_second(std::int64_t second) { return {second * 1000}; }

} // namespace

TEST_CASE("codes are those of RFC 4226, appendix D") {
  const char* expected[] = {"755224", "287082", "359152", "969429", "338314",
                            "254676", "287922", "162583", "399871", "520489"};
  for (std::int64_t step = 0; step < 10; ++step)
    CHECK(totp::code_of(rfc_key, step) == expected[step]);
}

TEST_CASE("codes are the last six digits of those of RFC 6238, appendix B") {
  const std::pair<std::int64_t, const char*> expected[] = {
      {59, "287082"},         {1111111109, "081804"}, {1111111111, "050471"},
      {1234567890, "005924"}, {2000000000, "279037"}, {20000000000, "353130"}};
  for (const auto& [second, code] : expected) {
    CHECK(totp::code_of(rfc_key, totp::step_at(at_second(second))) == code);
    CHECK(totp::step_of(rfc_key, code, at_second(second)) == second / 30);
  }
}

TEST_CASE("a code is known one step early and one late, and no further") {
  const auto code = totp::code_of(rfc_key, 100);
  for (const auto& [second, is_known] : {std::pair{98 * 30 + 29, false},
                                         {99 * 30, true},
                                         {100 * 30, true},
                                         {101 * 30 + 29, true},
                                         {102 * 30, false}}) {
    CAPTURE(second);
    CHECK(totp::step_of(rfc_key, code, at_second(second)).has_value() == is_known);
  }
}

TEST_CASE("a code may be typed as it is shown, and nothing else may") {
  const auto now = at_second(59);
  CHECK(totp::step_of(rfc_key, "287 082", now) == 1);
  for (const auto* typed : {"", "28708", "2870821", "287083", "abcdef", "287082a"})
    CHECK_FALSE(totp::step_of(rfc_key, typed, now));
}

TEST_CASE("base 32 is that of RFC 4648, without padding") {
  for (const auto& [bytes, text] : {std::pair{"", ""},
                                    {"f", "MY"},
                                    {"fo", "MZXQ"},
                                    {"foo", "MZXW6"},
                                    {"foob", "MZXW6YQ"},
                                    {"fooba", "MZXW6YTB"},
                                    {"foobar", "MZXW6YTBOI"}})
    CHECK(totp::base32(bytes) == text);
}

TEST_CASE("what the QR code says holds for any name") {
  CHECK(totp::address_of("foobar", "switch board", "a@b:c/d")
        == "otpauth://totp/switch%20board:a%40b%3Ac%2Fd?secret=MZXW6YTBOI&issuer=switch%20board"
           "&algorithm=SHA1&digits=6&period=30");
}

TEST_CASE("recovery codes differ, and are known however they are typed") {
  const auto all = recovery_code::make_all();
  CHECK(std::set<std::string>(all.begin(), all.end()).size() == recovery_code::how_many);
  const user_id owner{"alice"};
  const auto known = recovery_code::digest_of(owner, "0123-4567-89ab-cdef");
  CHECK(known == recovery_code::digest_of(owner, "O1234567 89AB-CDEF"));
  CHECK(known == recovery_code::digest_of(owner, "oL23456789abcdef"));
  CHECK(known != recovery_code::digest_of({"bob"}, "0123-4567-89ab-cdef"));
  CHECK(all.front().size() == 19);
}

} // namespace switchboard
