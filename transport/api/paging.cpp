#include "transport/api/paging.hpp"

#include "transport/api/refusals.hpp"

#include <charconv>

namespace switchboard::api {

namespace {

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

} // namespace

std::variant<std::size_t, http::problem> limit_of(const http::request& asked) {
  const auto text = asked.query("limit");
  if (!text) return page_wanted{}.limit;
  const auto limit = number_in(*text);
  if (limit && *limit >= 1 && *limit <= max_page) return static_cast<std::size_t>(*limit);
  return bad_request("limit must be a number from 1 to " + std::to_string(max_page));
}

std::variant<page_wanted, http::problem> page_of(const http::request& asked) {
  auto limit = limit_of(asked);
  if (auto* wrong = std::get_if<http::problem>(&limit)) return std::move(*wrong);
  page_wanted wanted{std::get<std::size_t>(limit), std::nullopt};
  if (const auto text = asked.query("before")) {
    wanted.before = number_in(*text);
    if (!wanted.before) return bad_request("before must be what next of the page before said");
  }
  return wanted;
}

std::optional<std::uint64_t> number_of(const http::request& asked, std::string_view name) {
  const auto text = asked.query(name);
  return text ? number_in(*text) : std::nullopt;
}

http::parameter_doc limit_parameter() {
  const auto most = std::to_string(max_page);
  return {"limit", "How many at most, 1 to " + most + "; 50 if not said.",
          R"({"type":"integer","minimum":1,"maximum":)" + most + R"(,"default":50})"};
}

std::vector<http::parameter_doc> page_parameters() {
  return {limit_parameter(),
          {"before", "What `next` of the page before said; the newest if not said.",
           R"({"type":"integer","minimum":0,"maximum":18446744073709551615})"}};
}

} // namespace switchboard::api
