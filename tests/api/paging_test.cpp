#include "transport/api/paging.hpp"

#include <doctest/doctest.h>

namespace switchboard::api {

namespace {

http::request asking(http::named_values query) {
  http::request asked;
  asked.target.query = std::move(query);
  return asked;
}

unsigned status_of_page(http::named_values query) {
  const auto wanted = page_of(asking(std::move(query)));
  const auto* wrong = std::get_if<http::problem>(&wanted);
  return wrong ? wrong->status : 200;
}

TEST_CASE("a page is the newest fifty unless something else is asked for") {
  const auto usual = std::get<page_wanted>(page_of(asking({})));
  CHECK(usual.limit == 50);
  CHECK_FALSE(usual.before);
  const auto chosen = std::get<page_wanted>(page_of(asking({{"limit", "7"}, {"before", "12"}})));
  CHECK(chosen.limit == 7);
  CHECK(chosen.before == 12u);
}

TEST_CASE("numbers that make no sense are refused") {
  for (const auto* limit : {"0", "201", "-1", "", "7x", " 7", "1e2", "99999999999999999999"}) {
    CAPTURE(limit);
    CHECK(status_of_page({{"limit", limit}}) == 422);
  }
  for (const auto* before : {"-1", "", "soon", "99999999999999999999"}) {
    CAPTURE(before);
    CHECK(status_of_page({{"before", before}}) == 422);
  }
  CHECK(status_of_page({{"limit", "200"}, {"before", "0"}}) == 200);
}

} // namespace

} // namespace switchboard::api
