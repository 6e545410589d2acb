#include "transport/api/refusals.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/mp11.hpp>
#include <doctest/doctest.h>

#include <algorithm>

namespace switchboard::api {

namespace {

bool has_header(const http::problem& told, std::string_view name) {
  return std::ranges::any_of(told.headers, [&](const auto& each) { return each.first == name; });
}

template <class Enum, class Check>
void for_each_word(Check check) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>(
      [&](const auto& each) { check(each.value, each.name); });
}

void check_advice(const http::problem& told) {
  CHECK(told.status >= 400);
  CHECK(told.status != 500);
  CHECK(has_header(told, "WWW-Authenticate") == (told.status == 401));
}

TEST_CASE("each refusal of an entity has a status, and its word as the code") {
  for_each_word<reject_code>([](reject_code code, const char* word) {
    const auto told = problem_of(rejection{code, "Because."});
    CAPTURE(word);
    CHECK(told.code == word);
    CHECK(told.detail == "Because.");
    CHECK(has_header(told, "Retry-After") == (code == reject_code::unavailable));
    check_advice(told);
  });
}

TEST_CASE("each refusal of the accounts has a status, and its word as the code") {
  for_each_word<account_fault>([](account_fault code, const char* word) {
    refusal refused;
    refused.code = code;
    refused.message = "Because.";
    refused.cause = "/data/credentials.db: the disk is full";
    const auto told = problem_of(refused);
    CAPTURE(word);
    CHECK(told.code == word);
    CHECK(told.detail == "Because.");
    check_advice(told);
  });
}

TEST_CASE("whoever is to wait is told so in whole seconds, and never too few") {
  refusal refused;
  refused.code = account_fault::too_many_attempts;
  refused.retry_after_ms = 1'001;
  const auto told = problem_of(refused);
  CHECK(told.status == 429);
  CHECK(told.headers == http::header_list{{"Retry-After", "2"}});
}

} // namespace

} // namespace switchboard::api
