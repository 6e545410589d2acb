#include "transport/http/origins.hpp"

#include "transport/http/request_head.hpp"

#include <algorithm>

namespace switchboard::http {

namespace {

bool is_own(std::string_view origin, std::string_view host) {
  const auto scheme_end = origin.find("://");
  return scheme_end != origin.npos && equals_ignoring_case(origin.substr(scheme_end + 3), host);
}

bool is_configured(std::string_view origin, const std::vector<std::string>& allowed) {
  return std::ranges::any_of(allowed, [&](const std::string& each) {
    return each == "*" || equals_ignoring_case(each, origin);
  });
}

} // namespace

bool is_origin_allowed(const request& asked, const std::vector<std::string>& allowed) {
  const auto origin = asked.header("origin");
  return origin.empty() || is_own(origin, asked.header("host")) || is_configured(origin, allowed);
}

header_list cors_headers(const request& asked, const std::vector<std::string>& allowed) {
  if (allowed.empty()) return {};
  header_list headers{{"Vary", "Origin"}};
  const auto origin = asked.header("origin");
  if (origin.empty() || !is_configured(origin, allowed)) return headers;
  headers.emplace_back("Access-Control-Allow-Origin", origin);
  headers.emplace_back("Access-Control-Expose-Headers", "Location, Retry-After, X-Request-Id");
  return headers;
}

bool is_preflight(const request& asked) {
  return asked.method == method::options && !asked.header("origin").empty()
         && !asked.header("access-control-request-method").empty();
}

header_list preflight_headers(std::string allowed_methods) {
  return {{"Access-Control-Allow-Methods", std::move(allowed_methods)},
          {"Access-Control-Allow-Headers",
           "Authorization, Content-Type, Idempotency-Key, X-Request-Id"},
          {"Access-Control-Max-Age", "600"}};
}

} // namespace switchboard::http
