#include "transport/accounts/totp.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>
#include <new>

namespace switchboard::totp {

namespace {

constexpr std::int64_t step_ms = 30'000;
constexpr std::size_t digits = 6;
constexpr std::uint32_t codes = 1'000'000;
/// How far the clocks may differ, in codes.
constexpr std::int64_t tolerance = 1;

std::array<unsigned char, 20> hmac_sha1(std::string_view key, std::int64_t number) {
  std::array<unsigned char, 8> counter{};
  for (std::size_t i = 0; i < counter.size(); ++i)
    counter[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> (56 - 8 * i));
  std::array<unsigned char, 20> made{};
  unsigned int size = 0;
  if (HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()), counter.data(), counter.size(),
           made.data(), &size)
          == nullptr
      || size != made.size())
    throw std::bad_alloc{};
  return made;
}

/// Apps show `123 456`, and so do people type.
std::string without_spaces(std::string_view typed) {
  std::string out;
  for (const char c : typed)
    if (c != ' ' && c != '-') out += c;
  return out;
}

/// In an address, all but what needs no escape in any part of it.
std::string escaped_for_address(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                          || c == '-' || c == '.' || c == '_';
    if (is_plain)
      out += c;
    else
      out.append({'%', hex[byte >> 4], hex[byte & 15]});
  }
  return out;
}

} // namespace

std::int64_t step_at(timestamp now) { return now.ms / step_ms; }

std::string code_of(std::string_view secret, std::int64_t step) {
  const auto mac = hmac_sha1(secret, step);
  const std::size_t at = mac.back() & 15U;
  const auto number = (static_cast<std::uint32_t>(mac[at] & 0x7fU) << 24)
                      | (static_cast<std::uint32_t>(mac[at + 1]) << 16)
                      | (static_cast<std::uint32_t>(mac[at + 2]) << 8) | mac[at + 3];
  auto text = std::to_string(number % codes);
  return std::string(digits - text.size(), '0') + text;
}

std::optional<std::int64_t> step_of(std::string_view secret, std::string_view typed,
                                    timestamp now) {
  const auto shown = without_spaces(typed);
  if (shown.size() != digits) return std::nullopt;
  std::optional<std::int64_t> found;
  for (auto step = step_at(now) - tolerance; step <= step_at(now) + tolerance; ++step)
    if (sodium_memcmp(code_of(secret, step).data(), shown.data(), digits) == 0) found = step;
  return found;
}

std::string base32(std::string_view bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  std::uint32_t bits = 0;
  unsigned int count = 0;
  for (const char c : bytes) {
    bits = (bits << 8) | static_cast<unsigned char>(c);
    for (count += 8; count >= 5; count -= 5)
      out += letters[(bits >> (count - 5)) & 31U];
  }
  if (count > 0) out += letters[(bits << (5 - count)) & 31U];
  return out;
}

std::string address_of(std::string_view secret, std::string_view issuer, std::string_view account) {
  const auto of = escaped_for_address(issuer);
  return "otpauth://totp/" + of + ':' + escaped_for_address(account) + "?secret=" + base32(secret)
         + "&issuer=" + of + "&algorithm=SHA1&digits=6&period=30";
}

} // namespace switchboard::totp
