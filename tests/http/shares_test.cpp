#include "transport/net/address.hpp"
#include "transport/net/budgets.hpp"
#include "transport/net/shared_quota.hpp"

#include <doctest/doctest.h>

#include <optional>

namespace switchboard::net {

TEST_CASE("a share of a quota is bounded in all and for each, and given back") {
  const shared_quota quota{10, 6};
  auto one = quota.share_of("a");
  CHECK(one.grow(4));
  auto another = std::optional{quota.share_of("a")};
  CHECK_FALSE(another->grow(3));
  CHECK(another->grow(2));
  auto other = quota.share_of("b");
  CHECK_FALSE(other.grow(5));
  CHECK(other.grow(4));
  another.reset();
  CHECK(other.grow(2));
  CHECK(other.size() == 6);
  auto moved = std::move(one);
  moved.give_back();
  moved.give_back();
  CHECK(quota.share_of("a").grow(4));
}

TEST_CASE("a budget is used up, says until when, and comes back") {
  budget all{{.per_s = 10, .at_once = 3, .bytes_per_s = 100, .bytes_at_once = 100}};
  const time_point start{std::chrono::hours{1}};
  for (int i = 0; i < 3; ++i)
    CHECK(all.take(0, start).is_granted);
  const auto refused = all.take(0, start);
  CHECK_FALSE(refused.is_granted);
  CHECK(refused.left == 0);
  CHECK(refused.wait_s == doctest::Approx(0.1));
  CHECK(refused.until_full_s == doctest::Approx(0.3));
  CHECK(all.take(0, start + std::chrono::milliseconds{100}).is_granted);
  // More than there is may be taken once, and is owed then.
  CHECK(all.take(150, start + std::chrono::milliseconds{500}).is_granted);
  all.spend(50);
  const auto owing = all.take(0, start + std::chrono::seconds{1});
  CHECK_FALSE(owing.is_granted);
  CHECK(owing.wait_s == doctest::Approx(0.5));
  CHECK(all.take(0, start + std::chrono::seconds{2}).is_granted);
}

TEST_CASE("budgets that are full and in nobody's hands are forgotten") {
  budgets all{{.per_s = 1e9, .at_once = 1, .bytes_per_s = 1e9}};
  const auto held = all.of("held");
  CHECK(all.of("held") == held);
  for (int i = 0; i < 10'000; ++i)
    all.of(std::to_string(i))->take();
  CHECK(all.size() < 3'000);
  CHECK(all.of("held") == held);
}

TEST_CASE("an address is in the networks that it is in") {
  const auto list = address_list::parse({"10.0.0.0/8", "192.0.2.7", "2001:db8::/33", "::1"});
  REQUIRE(list);
  for (const char* in :
       {"10.0.0.1", "10.255.255.255", "192.0.2.7", "::ffff:192.0.2.7", "2001:db8:7fff::1", "::1"})
    CHECK(list->has(in));
  for (const char* out : {"11.0.0.1", "192.0.2.8", "2001:db8:8000::1", "::2", "", "host"})
    CHECK_FALSE(list->has(out));
  for (const char* wrong : {"", "host", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x", "::/129", "/8"})
    CHECK_FALSE(address_list::parse({wrong}));
}

TEST_CASE("an IPv6 address stands for its network") {
  CHECK(address_group("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::");
  CHECK(address_group("2001:db8:1:2::9") == "2001:db8:1:2::");
  CHECK(address_group("2001:db8:1:3::9") != address_group("2001:db8:1:2::9"));
  CHECK(address_group("::ffff:192.0.2.1") == "192.0.2.1");
  CHECK(address_group("192.0.2.1") == "192.0.2.1");
  CHECK(address_group("nonsense") == "nonsense");
}

} // namespace switchboard::net
