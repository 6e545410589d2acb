#include "events/side_key.hpp"

#include <sodium.h>

#include <array>

namespace switchboard {

namespace {

constexpr std::string_view key_prefix = "call_";
constexpr std::size_t id_bytes = 16;

/// A key looks as its side does, but for the beginning.
std::optional<queue_name> queue_of_key(std::string_view text) {
  if (!text.starts_with(key_prefix)) return std::nullopt;
  return queue_of("side_" + std::string{text.substr(key_prefix.size())});
}

} // namespace

side_key make_side_key(const queue_name& queue, std::string_view random_hex) {
  const auto side = queue_side(queue, random_hex).value;
  return {std::string{key_prefix} + side.substr(key_prefix.size())};
}

std::optional<user_id> side_of_key(std::string_view text) {
  const auto queue = queue_of_key(text);
  if (!queue) return std::nullopt;
  // The queue is no part of what is secret: a key's digits give the same side's in whichever queue,
  // so that a start that is repeated for another queue is known to be the same person's.
  const auto secret = text.substr(0, text.find('.'));
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(secret.data()),
                     secret.size());
  std::array<char, 2 * id_bytes + 1> digits{};
  sodium_bin2hex(digits.data(), digits.size(), hash.data(), id_bytes);
  return queue_side(*queue, digits.data());
}

std::string without_key(std::string text) {
  if (const auto side = side_of_key(text)) return side->value;
  return text;
}

} // namespace switchboard
