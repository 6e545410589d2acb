#include "transport/websocket/handshake.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>

namespace switchboard::websocket {

bool is_handshake_key(std::string_view key) {
  constexpr std::size_t encoded_bytes = 24;
  const auto is_digit = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+'
           || c == '/';
  };
  return key.size() == encoded_bytes && key.ends_with("==")
         && std::ranges::all_of(key.substr(0, encoded_bytes - 2), is_digit);
}

std::string accept_value(std::string_view key) {
  // The constant is RFC 6455's own.
  const std::string proof = std::string{key} + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  EVP_Digest(proof.data(), proof.size(), digest.data(), nullptr, EVP_sha1(), nullptr);
  std::array<unsigned char, 4 * ((SHA_DIGEST_LENGTH + 2) / 3) + 1> encoded{};
  const int size = EVP_EncodeBlock(encoded.data(), digest.data(), SHA_DIGEST_LENGTH);
  return {reinterpret_cast<const char*>(encoded.data()), static_cast<std::size_t>(size)};
}

} // namespace switchboard::websocket
