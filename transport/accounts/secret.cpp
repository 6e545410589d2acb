#include "transport/accounts/secret.hpp"

#include "transport/accounts/base64url.hpp"

#include <sodium.h>

#include <stdexcept>
#include <utility>

namespace switchboard {

namespace {

/// libsodium picks its implementations and opens the random source once.
void require_sodium() {
  static const bool is_ready = sodium_init() >= 0;
  if (!is_ready) throw std::runtime_error{"libsodium has no source of randomness"};
}

unsigned char* raw_bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

const unsigned char* raw_bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hex_of(std::string_view raw) {
  std::string text(2 * raw.size() + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), raw_bytes_of(raw), raw.size());
  text.pop_back(); // the terminating zero
  return text;
}

} // namespace

secret::secret(secret&& other) noexcept : text_{std::move(other.text_)} { other.wipe(); }

secret& secret::operator=(secret&& other) noexcept {
  if (this == &other) return *this;
  wipe();
  text_ = std::move(other.text_);
  other.wipe();
  return *this;
}

secret::~secret() { wipe(); }

void secret::wipe() noexcept {
  // A short text lives inside the string itself and stays there after a move, so all of the
  // capacity goes, not only what size() still admits to.
  text_.resize(text_.capacity());
  sodium_memzero(text_.data(), text_.size());
  text_.clear();
}

digest digest_of(std::string_view token) {
  require_sodium();
  digest result;
  crypto_generichash(result.data(), result.size(),
                     reinterpret_cast<const unsigned char*>(token.data()), token.size(), nullptr,
                     0);
  return result;
}

std::string random_bytes(std::size_t count) {
  require_sodium();
  std::string raw(count, '\0');
  randombytes_buf(raw.data(), raw.size());
  return raw;
}

secret random_token() {
  const secret raw{random_bytes(32)};
  return secret{base64url(raw.view())};
}

std::string random_hex(std::size_t bytes) {
  const secret raw{random_bytes(bytes)};
  return hex_of(raw.view());
}

std::string keyed_hex(std::string_view key, std::string_view text) {
  require_sodium();
  std::string raw(16, '\0');
  crypto_generichash(raw_bytes_of(raw), raw.size(), raw_bytes_of(text), text.size(),
                     raw_bytes_of(key), key.size());
  return hex_of(raw);
}

std::string random_uuid() {
  auto text = random_hex(16);
  constexpr std::string_view variants = "89ab";
  text[12] = '4';
  text[16] = variants[randombytes_uniform(4)];
  for (const std::size_t at : {20U, 16U, 12U, 8U})
    text.insert(at, 1, '-');
  return text;
}

} // namespace switchboard
