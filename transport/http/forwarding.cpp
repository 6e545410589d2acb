#include "transport/http/forwarding.hpp"

#include "transport/http/request_head.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace switchboard::http {

namespace {

/// What one proxy said of who came to it.
struct hop {
  std::string_view address;
  std::string_view scheme;
  std::string_view host;
};

std::string_view without_blanks(std::string_view text) {
  const auto from = text.find_first_not_of(" \t");
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

std::string_view unquoted(std::string_view text) {
  const bool is_quoted = text.size() >= 2 && text.front() == '"' && text.back() == '"';
  return is_quoted ? text.substr(1, text.size() - 2) : text;
}

/// `192.0.2.1`, `192.0.2.1:80`, `[2001:db8::1]:80` and `2001:db8::1` without brackets and port.
std::string_view without_port(std::string_view node) {
  if (node.starts_with('[')) return node.substr(1, node.find(']') - 1);
  const auto colon = node.find(':');
  const bool has_port = colon != node.npos && node.find(':', colon + 1) == node.npos;
  return has_port ? node.substr(0, colon) : node;
}

/// The parts of a header's value, over all of its lines.
std::vector<std::string_view> parts_of(const request& asked, std::string_view name) {
  std::vector<std::string_view> parts;
  const auto [first, last] = asked.headers.equal_range({name.data(), name.size()});
  for (auto line = first; line != last; ++line) {
    std::string_view rest{line->value().data(), line->value().size()};
    while (!rest.empty()) {
      const auto end = std::min(rest.find(','), rest.size());
      parts.push_back(without_blanks(rest.substr(0, end)));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return parts;
}

hop read_hop(std::string_view element) {
  hop told;
  while (!element.empty()) {
    const auto end = std::min(element.find(';'), element.size());
    const auto pair = without_blanks(element.substr(0, end));
    element.remove_prefix(std::min(end + 1, element.size()));
    const auto equals = pair.find('=');
    if (equals == pair.npos) continue;
    const auto name = pair.substr(0, equals);
    const auto value = unquoted(pair.substr(equals + 1));
    if (equals_ignoring_case(name, "for")) told.address = without_port(value);
    if (equals_ignoring_case(name, "proto")) told.scheme = value;
    if (equals_ignoring_case(name, "host")) told.host = value;
  }
  return told;
}

/// The part that goes with hop `index` of `count`: the one beside it, or the last that there is.
std::string_view beside(const std::vector<std::string_view>& parts, std::size_t index,
                        std::size_t count) {
  if (parts.empty()) return {};
  return parts.size() == count ? parts[index] : parts.back();
}

std::vector<hop> hops_of(const request& asked) {
  std::vector<hop> hops;
  for (const auto& each : parts_of(asked, "forwarded"))
    hops.push_back(read_hop(each));
  if (!hops.empty()) return hops;
  const auto addresses = parts_of(asked, "x-forwarded-for");
  const auto schemes = parts_of(asked, "x-forwarded-proto");
  const auto hosts = parts_of(asked, "x-forwarded-host");
  const auto count = std::max<std::size_t>(addresses.size(), schemes.empty() ? 0 : 1);
  for (std::size_t i = 0; i < count; ++i)
    hops.push_back({i < addresses.size() ? without_port(addresses[i]) : std::string_view{},
                    beside(schemes, i, count), beside(hosts, i, count)});
  return hops;
}

} // namespace

bool is_host(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.'
           || c == '-' || c == ':' || c == '[' || c == ']' || c == '_';
  });
}

whereabouts whereabouts_of(const request& asked, std::string peer, bool is_encrypted,
                           const net::address_list& trusted) {
  whereabouts found{std::move(peer), is_encrypted, std::string{asked.header("host")}};
  if (!trusted.has(found.address)) return found;
  const auto hops = hops_of(asked);
  for (auto each = hops.rbegin(); each != hops.rend() && trusted.has(found.address); ++each) {
    if (equals_ignoring_case(each->scheme, "https")) found.is_encrypted = true;
    if (equals_ignoring_case(each->scheme, "http")) found.is_encrypted = false;
    if (is_host(each->host)) found.host = std::string{each->host};
    // `unknown`, or a name that hides an address: whoever is behind it cannot be told apart.
    if (!net::address_bytes(each->address)) break;
    found.address = std::string{each->address};
  }
  return found;
}

} // namespace switchboard::http
