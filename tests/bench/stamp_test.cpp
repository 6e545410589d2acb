#include "bench/load/stamp.hpp"

#include <doctest/doctest.h>

#include <string>

namespace switchboard::load {

TEST_CASE("a stamp is read back from wherever a frame carries it") {
  const stamp on{0xfedcba98, 1'700'000'000'123'456'789};
  const auto text = stamped(on, 256);
  CHECK(text.size() == 256);
  const auto frame = R"({"type":"message","content":")" + text + R"(","more":")"
                     + stamped({7, 8}, least_stamped_bytes) + "\"}";
  std::string_view rest = frame;
  const auto first = take_stamp(rest);
  REQUIRE(first);
  CHECK(first->number == on.number);
  CHECK(first->meant_at_ns == on.meant_at_ns);
  const auto second = take_stamp(rest);
  REQUIRE(second);
  CHECK(second->number == 7);
  CHECK(second->meant_at_ns == 8);
  CHECK_FALSE(take_stamp(rest));
}

TEST_CASE("a stamp that is cut off is none") {
  const auto text = stamped({1, 2}, least_stamped_bytes);
  std::string_view cut = text;
  cut.remove_suffix(1);
  CHECK_FALSE(take_stamp(cut));
}

} // namespace switchboard::load
