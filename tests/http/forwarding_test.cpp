#include "transport/http/forwarding.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

namespace switchboard::http {

namespace {

using headers = std::vector<std::pair<std::string, std::string>>;

std::string seen(const headers& said, std::string peer = "10.0.0.1") {
  static const auto trusted = *net::address_list::parse({"10.0.0.0/8"});
  request asked;
  asked.headers.insert("Host", "inside");
  for (const auto& [name, value] : said)
    asked.headers.insert(name, value);
  const auto found = whereabouts_of(asked, std::move(peer), false, trusted);
  return found.address + (found.is_encrypted ? " https " : " http ") + found.host;
}

} // namespace

TEST_CASE("nobody but a trusted proxy is believed") {
  CHECK(seen({{"X-Forwarded-For", "192.0.2.1"}, {"X-Forwarded-Proto", "https"}}, "192.0.2.66")
        == "192.0.2.66 http inside");
  CHECK(seen({{"Forwarded", "for=192.0.2.1;proto=https"}}, "192.0.2.66")
        == "192.0.2.66 http inside");
  CHECK(seen({}) == "10.0.0.1 http inside");
}

TEST_CASE("the right-most who is not trusted is the client") {
  CHECK(seen({{"X-Forwarded-For", "192.0.2.1"}}) == "192.0.2.1 http inside");
  CHECK(seen({{"X-Forwarded-For", "6.6.6.6, 192.0.2.1, 10.0.0.2"}}) == "192.0.2.1 http inside");
  CHECK(seen({{"X-Forwarded-For", "6.6.6.6"}, {"X-Forwarded-For", "192.0.2.1"}})
        == "192.0.2.1 http inside");
  CHECK(seen({{"X-Forwarded-For", "10.0.0.3, 10.0.0.2"}}) == "10.0.0.3 http inside");
  CHECK(seen({{"X-Forwarded-For", "192.0.2.1:4711"}}) == "192.0.2.1 http inside");
  CHECK(seen({{"X-Forwarded-For", "2001:db8::1"}}) == "2001:db8::1 http inside");
  CHECK(seen({{"X-Forwarded-For", "192.0.2.1, unknown"}}) == "10.0.0.1 http inside");
}

TEST_CASE("scheme and host are those that the client used") {
  CHECK(seen({{"X-Forwarded-For", "192.0.2.1"},
              {"X-Forwarded-Proto", "https"},
              {"X-Forwarded-Host", "calls.example.org"}})
        == "192.0.2.1 https calls.example.org");
  CHECK(seen({{"X-Forwarded-Proto", "https"}}) == "10.0.0.1 https inside");
  CHECK(seen({{"X-Forwarded-Host", "bad host;"}, {"X-Forwarded-For", "192.0.2.1"}})
        == "192.0.2.1 http inside");
}

TEST_CASE("RFC 7239 goes before the older headers") {
  CHECK(seen({{"Forwarded", "for=\"[2001:db8::1]:4711\";proto=https;host=calls.example.org"},
              {"X-Forwarded-For", "6.6.6.6"}})
        == "2001:db8::1 https calls.example.org");
  CHECK(seen({{"Forwarded", "for=6.6.6.6, For=192.0.2.1;Proto=HTTPS, for=10.0.0.2"}})
        == "192.0.2.1 https inside");
  CHECK(seen({{"Forwarded", "for=_hidden;proto=https"}}) == "10.0.0.1 https inside");
  CHECK(seen({{"Forwarded", ";;=,for"}}) == "10.0.0.1 http inside");
}

} // namespace switchboard::http
