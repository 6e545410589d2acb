#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace switchboard::testing {

/// Base64 as tokens use it.
std::string base64url(std::string_view bytes);

/// A token of this header and these claims, with an HMAC-SHA256 of this key: well made or not,
/// since nothing here looks at what it signs.
std::string hs256(const nlohmann::json& header, const nlohmann::json& claims, std::string_view key);

/// A token that the library signs: with a private key in PEM for RS256 and ES256.
std::string signed_by_library(const char* algorithm, const nlohmann::json& claims,
                              const std::string& key);

/// A pair of keys in PEM.
struct key_pair {
  std::string private_pem;
  std::string public_pem;
};

key_pair make_rsa_pair(unsigned bits);
key_pair make_ec_pair(const char* curve);

} // namespace switchboard::testing
