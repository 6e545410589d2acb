#include "projections/progress_display.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using switchboard::projections::progress_display;

namespace {

/// What is written when each second brings a tenth of 1,000 events.
std::vector<std::string> written_as(progress_display::form drawn_as) {
  std::vector<std::string> written;
  progress_display display{drawn_as, [&](const std::string& text) { written.push_back(text); }};
  for (std::uint64_t second = 0; second <= 10; ++second)
    display.show({second * 100, 1'000}, progress_display::moment{} + std::chrono::seconds{second});
  return written;
}

} // namespace

TEST_CASE("elsewhere than on a terminal, a line every few seconds says how far it is") {
  CHECK(written_as(progress_display::form::lines)
        == std::vector<std::string>{
            "the read models are made from the log: 30 % (300 of 1000 events)",
            "the read models are made from the log: 60 % (600 of 1000 events)",
            "the read models are made from the log: 90 % (900 of 1000 events)"});
}

TEST_CASE("on a terminal a bar is drawn over itself, and ends its line when it is full") {
  const auto written = written_as(progress_display::form::bar);
  REQUIRE(written.size() == 10);
  CHECK(written.front() == "\rread models [####                                    ] 10 %");
  CHECK(written.back() == "\rread models [########################################] 100 %\n");
}

TEST_CASE("what is done at once is not told") {
  for (const auto form : {progress_display::form::bar, progress_display::form::lines}) {
    bool is_told = false;
    progress_display display{form, [&](const std::string&) { is_told = true; }};
    display.show({1'000, 1'000}, {});
    CHECK_FALSE(is_told);
  }
}
