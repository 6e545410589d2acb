#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchboard::net {

/// What counts as one address: all of an IPv4 address, the first 64 bits of an IPv6 one, since
/// whoever has one of those has 2^64 of them.
std::string address_group(std::string_view ip_address);

/// An address as 16 bytes, an IPv4 one as IPv6 maps it; nothing for what is no address.
std::optional<std::array<std::uint8_t, 16>> address_bytes(std::string_view ip_address);

/// Networks such as `10.0.0.0/8`, and single addresses.
class address_list {
public:
  /// Nothing for a text that names neither an address nor a network.
  static std::optional<address_list> parse(const std::vector<std::string>& texts);

  bool empty() const { return networks_.empty(); }
  bool has(std::string_view ip_address) const;

private:
  struct network {
    std::array<std::uint8_t, 16> bytes;
    unsigned bits = 128;
  };

  static std::optional<network> parse_network(std::string_view text);

  std::vector<network> networks_;
};

} // namespace switchboard::net
