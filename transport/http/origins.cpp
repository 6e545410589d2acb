#include "transport/http/origins.hpp"

#include "transport/http/request_head.hpp"
#include "transport/net/address.hpp"

#include <algorithm>

namespace switchboard::http {

namespace {

bool is_own(std::string_view origin, std::string_view host) {
  const auto scheme_end = origin.find("://");
  return scheme_end != origin.npos && equals_ignoring_case(origin.substr(scheme_end + 3), host);
}

std::string_view name_in(std::string_view host) {
  if (host.starts_with('[')) return host.substr(1, host.find(']') - 1);
  return host.substr(0, host.find(':'));
}

/// Whether no DNS can have been told that this means some other machine.
bool is_unmistakable(std::string_view host) {
  const auto name = name_in(host);
  return equals_ignoring_case(name, "localhost") || net::address_bytes(name);
}

bool is_configured(std::string_view origin, const std::vector<std::string>& allowed) {
  return std::ranges::any_of(allowed, [&](const std::string& each) {
    return each == "*" || equals_ignoring_case(each, origin);
  });
}

} // namespace

bool is_origin_allowed(const request& asked, const std::vector<std::string>& allowed) {
  const auto origin = asked.header("origin");
  return origin.empty() || is_configured(origin, allowed)
         || (is_own(origin, asked.host) && is_unmistakable(asked.host));
}

bool is_rebound(const request& asked, const std::vector<std::string>& allowed) {
  const auto origin = asked.header("origin");
  const bool is_reading = asked.method == method::get || asked.method == method::head
                          || asked.method == method::options;
  return !is_reading && is_own(origin, asked.host) && !is_origin_allowed(asked, allowed);
}

header_list cors_headers(const request& asked, const std::vector<std::string>& allowed) {
  if (allowed.empty()) return {};
  header_list headers{{"Vary", "Origin"}};
  const auto origin = asked.header("origin");
  if (origin.empty() || !is_configured(origin, allowed)) return headers;
  headers.emplace_back("Access-Control-Allow-Origin", origin);
  headers.emplace_back("Access-Control-Expose-Headers",
                       "Location, RateLimit, RateLimit-Policy, Retry-After, "
                       "X-Request-Id");
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
