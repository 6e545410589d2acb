#include "transport/net/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace switchboard::net {

namespace {

constexpr unsigned bits_of_v4 = 32;
constexpr unsigned bits_before_v4 = 96;

bool is_mapped_v4(const std::array<std::uint8_t, 16>& bytes) {
  return std::all_of(bytes.begin(), bytes.begin() + 10, [](auto byte) { return byte == 0; })
         && bytes[10] == 0xff && bytes[11] == 0xff;
}

bool has_same_beginning(const std::array<std::uint8_t, 16>& one,
                        const std::array<std::uint8_t, 16>& other, unsigned bits) {
  const auto whole = bits / 8;
  if (!std::equal(one.begin(), one.begin() + whole, other.begin())) return false;
  const auto rest = bits % 8;
  return rest == 0 || ((one[whole] ^ other[whole]) >> (8 - rest)) == 0;
}

} // namespace

std::optional<std::array<std::uint8_t, 16>> address_bytes(std::string_view ip_address) {
  const std::string text{ip_address};
  std::array<std::uint8_t, 16> bytes{};
  if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return bytes;
  bytes = {};
  bytes[10] = bytes[11] = 0xff;
  if (::inet_pton(AF_INET, text.c_str(), bytes.data() + 12) == 1) return bytes;
  return std::nullopt;
}

std::string address_group(std::string_view ip_address) {
  auto bytes = address_bytes(ip_address);
  if (!bytes) return std::string{ip_address};
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (is_mapped_v4(*bytes)) return ::inet_ntop(AF_INET, bytes->data() + 12, out.data(), out.size());
  std::fill(bytes->begin() + 8, bytes->end(), std::uint8_t{0});
  return ::inet_ntop(AF_INET6, bytes->data(), out.data(), out.size());
}

std::optional<address_list::network> address_list::parse_network(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = text.substr(0, slash);
  const auto bytes = address_bytes(address);
  if (!bytes) return std::nullopt;
  const bool is_v4 = address.find(':') == address.npos;
  auto bits = is_v4 ? bits_of_v4 : bits_of_v4 + bits_before_v4;
  if (slash != text.npos) {
    const auto digits = text.substr(slash + 1);
    const auto most = bits;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
    if (failure != std::errc{} || end != digits.data() + digits.size() || bits > most)
      return std::nullopt;
  }
  return network{*bytes, is_v4 ? bits + bits_before_v4 : bits};
}

std::optional<address_list> address_list::parse(const std::vector<std::string>& texts) {
  address_list all;
  for (const auto& each : texts) {
    const auto found = parse_network(each);
    if (!found) return std::nullopt;
    all.networks_.push_back(*found);
  }
  return all;
}

bool address_list::has(std::string_view ip_address) const {
  if (networks_.empty()) return false;
  const auto bytes = address_bytes(ip_address);
  return bytes && std::ranges::any_of(networks_, [&](const network& each) {
           return has_same_beginning(*bytes, each.bytes, each.bits);
         });
}

} // namespace switchboard::net
