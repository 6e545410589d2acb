#include "events/one_line.hpp"

#include <doctest/doctest.h>

namespace switchboard {

TEST_CASE("what a person writes stays on one line, whatever is in it") {
  CHECK(one_line("Zoë 学 <b>") == "Zoë 学 <b>");
  CHECK(one_line("Alice\nSmith\r\n\tx") == "Alice Smith   x");
  CHECK(one_line("a\x1b[2Jb\x7f") == "a [2Jb ");
  CHECK(one_line("a\u009b2Jb\u0085c\u00a0") == "a 2Jb c\u00a0");
  CHECK(one_line("a\u2028b\u2029c\u202ed\u2066e") == "a b c d e");
  CHECK(one_line(std::string_view{"a\0b", 3}) == "a b");
  CHECK(one_line("\xc2") == "\xc2");
  CHECK(one_line("").empty());
}

} // namespace switchboard
