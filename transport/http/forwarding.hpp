#pragma once

#include "transport/http/request.hpp"
#include "transport/net/address.hpp"

#include <string>
#include <string_view>

namespace switchboard::http {

/// Where a request comes from and what it was sent to, as far as anybody who may be believed says.
struct whereabouts {
  std::string address;
  bool is_encrypted = false;
  std::string host;
};

/// `peer` is who is connected. If it is a trusted proxy, `Forwarded` (RFC 7239) or, without that,
/// `X-Forwarded-For`, `-Proto` and `-Host` are read from their end: each trusted proxy names who
/// came to it, and the first who is not trusted is the client. What the client itself wrote there
/// stands before that and counts for nothing.
whereabouts whereabouts_of(const request& asked, std::string peer, bool is_encrypted,
                           const net::address_list& trusted);

/// Whether this is a name or address with a port or without, and nothing else.
bool is_host(std::string_view text);

} // namespace switchboard::http
