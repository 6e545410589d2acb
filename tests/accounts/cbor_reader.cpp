#include "transport/accounts/cbor_reader.hpp"

#include "tests/accounts/forged_authenticator.hpp"
#include "transport/accounts/passkey_key.hpp"
#include "transport/accounts/secret.hpp"

#include <doctest/doctest.h>

#include <string>

namespace switchboard {

using namespace std::string_literals;

TEST_CASE("numbers are read as RFC 8949, appendix A, writes them") {
  const auto integer = [](std::string_view bytes) { return cbor_reader{bytes}.integer(); };
  CHECK(integer("\x00"s) == 0);
  CHECK(integer("\x17") == 23);
  CHECK(integer("\x18\x64") == 100);
  CHECK(integer("\x19\x03\xe8") == 1000);
  CHECK(integer("\x1a\x00\x0f\x42\x40"s) == 1'000'000);
  CHECK(integer("\x1b\x00\x00\x00\xe8\xd4\xa5\x10\x00"s) == 1'000'000'000'000);
  CHECK(integer("\x20") == -1);
  CHECK(integer("\x39\x03\xe7") == -1000);
  CHECK_FALSE(integer("\x1b\xff\xff\xff\xff\xff\xff\xff\xff"));
  CHECK_FALSE(integer(""));
  CHECK_FALSE(integer("\x19\x03"));
  CHECK_FALSE(integer("\x43"));
}

TEST_CASE("texts and bytes are told apart, and are there as a whole or not at all") {
  CHECK(cbor_reader{"\x44\x01\x02\x03\x04"}.bytes() == "\x01\x02\x03\x04");
  CHECK(cbor_reader{"\x64IETF"}.text() == "IETF");
  CHECK_FALSE(cbor_reader{"\x64IETF"}.bytes());
  CHECK_FALSE(cbor_reader{"\x64IET"}.text());
  CHECK_FALSE(cbor_reader{"\x5b\xff\xff\xff\xff\xff\xff\xff\xff"}.bytes());
  CHECK_FALSE(cbor_reader{"\x5f\x41"}.bytes());
}

TEST_CASE("whatever comes can be moved over, but no lie and nothing without an end") {
  cbor_reader nested{"\xa2\x61"
                     "a\x01\x61"
                     "b\x82\x02\x03\xf5"
                     "rest"};
  CHECK(nested.skip());
  CHECK(nested.skip());
  CHECK(nested.rest() == "rest");
  CHECK_FALSE(cbor_reader{"\x9b\xff\xff\xff\xff\xff\xff\xff\xff"}.skip());
  CHECK_FALSE(cbor_reader{std::string(100, '\x81')}.skip());
  CHECK_FALSE(cbor_reader{"\xbf\xff"}.skip());
}

TEST_CASE("random bytes are no key, and end the reading") {
  for (int round = 0; round < 20'000; ++round) {
    const auto bytes = random_bytes(1 + static_cast<std::size_t>(round % 64));
    cbor_reader one{bytes};
    while (!one.rest().empty() && one.skip()) {
    }
    cbor_reader other{bytes};
    CHECK_FALSE(passkey_key::read(other));
  }
}

TEST_CASE("a key that is cut, off its curve, too short or of another kind is none") {
  const auto good = testing::forged_authenticator{}.cose_key();
  cbor_reader whole{good};
  CHECK(passkey_key::read(whole));
  for (std::size_t i = 0; i < good.size(); ++i) {
    cbor_reader cut{std::string_view{good}.substr(0, i)};
    CHECK_FALSE(passkey_key::read(cut));
  }
  auto off_curve = good;
  off_curve.back() = static_cast<char>(off_curve.back() ^ 1);
  cbor_reader from_off_curve{off_curve};
  CHECK_FALSE(passkey_key::read(from_off_curve));
  auto of_another_kind = good;
  of_another_kind[2] = '\x03';
  cbor_reader from_another{of_another_kind};
  CHECK_FALSE(passkey_key::read(from_another));
}

} // namespace switchboard
