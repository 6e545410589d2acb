#pragma once

#include "transport/http/problem.hpp"
#include "transport/http/request.hpp"
#include "transport/http/route.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace switchboard::api {

/// Which part of a list is asked for.
struct page_wanted {
  std::size_t limit = 50;
  /// What `next` of the page before said.
  std::optional<std::uint64_t> before;
};

constexpr std::size_t max_page = 200;

/// `limit` and `before` of a request; a problem if they are not numbers that make sense.
std::variant<page_wanted, http::problem> page_of(const http::request& asked);

/// The same for lists that are not read page by page.
std::variant<std::size_t, http::problem> limit_of(const http::request& asked);

/// Another number of a request; nothing if it is not there or is none.
std::optional<std::uint64_t> number_of(const http::request& asked, std::string_view name);

/// What the documentation says of these, and of `limit` alone.
http::parameter_doc limit_parameter();
std::vector<http::parameter_doc> page_parameters();

} // namespace switchboard::api
