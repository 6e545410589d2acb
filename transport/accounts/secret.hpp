#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace switchboard {

/// A password, token or key on its way through. Its bytes are wiped when it goes, and nothing
/// prints it.
class secret {
public:
  secret() = default;
  explicit secret(std::string text) noexcept : text_{std::move(text)} {}
  secret(secret&& other) noexcept;
  secret& operator=(secret&& other) noexcept;
  secret(const secret&) = delete;
  secret& operator=(const secret&) = delete;
  ~secret();

  std::string_view view() const { return text_; }
  bool empty() const { return text_.empty(); }

private:
  void wipe() noexcept;

  std::string text_;
};

/// What is kept of a random token: enough to know it again, not enough to use it.
using digest = std::array<std::uint8_t, 32>;

/// BLAKE2b. For random tokens of 128 bits or more; passwords need a `password_hasher`.
digest digest_of(std::string_view token);

/// 256 random bits in 43 characters that may stand in a URL.
secret random_token();

/// So many random bytes.
std::string random_bytes(std::size_t count);

/// `bytes` random bytes in lower-case hexadecimal digits.
std::string random_hex(std::size_t bytes);

/// 128 bits in lower-case hexadecimal digits that follow from the text, and that nobody can tell
/// without the key.
std::string keyed_hex(std::string_view key, std::string_view text);

/// A random UUID (version 4).
std::string random_uuid();

} // namespace switchboard
