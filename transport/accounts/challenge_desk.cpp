#include "transport/accounts/challenge_desk.hpp"

#include "transport/accounts/base64url.hpp"

#include <sodium.h>

namespace switchboard {

namespace {

constexpr std::size_t nonce_bytes = 16;
constexpr std::size_t mac_bytes = 32;
constexpr std::size_t time_bytes = 8;
constexpr std::size_t subject_at = nonce_bytes + time_bytes + 1;

std::string mac_of(std::string_view key, std::string_view text) {
  std::string mac(mac_bytes, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(mac.data()), mac.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     reinterpret_cast<const unsigned char*>(key.data()), key.size());
  return mac;
}

std::string bytes_of_time(timestamp at) {
  std::string bytes;
  for (std::size_t i = 0; i < time_bytes; ++i)
    bytes += static_cast<char>(static_cast<std::uint64_t>(at.ms) >> (56 - 8 * i));
  return bytes;
}

timestamp time_in(std::string_view bytes) {
  std::uint64_t ms = 0;
  for (const char c : bytes)
    ms = (ms << 8) | static_cast<unsigned char>(c);
  return {static_cast<std::int64_t>(ms)};
}

} // namespace

challenge_desk::challenge_desk() : key_{random_bytes(32)} {}

std::string challenge_desk::issue(challenge_purpose purpose, std::string_view subject,
                                  timestamp now) const {
  auto body = random_bytes(nonce_bytes) + bytes_of_time(now + lifetime_ms);
  body += static_cast<char>(purpose);
  body += subject;
  return base64url(body + mac_of(key_.view(), body));
}

std::optional<std::string> challenge_desk::subject_of(std::string_view challenge,
                                                      challenge_purpose purpose,
                                                      timestamp now) const {
  const auto bytes = from_base64url(challenge);
  if (!bytes || bytes->size() < subject_at + mac_bytes) return std::nullopt;
  const auto body = std::string_view{*bytes}.substr(0, bytes->size() - mac_bytes);
  const auto mac = mac_of(key_.view(), body);
  if (sodium_memcmp(mac.data(), bytes->data() + body.size(), mac_bytes) != 0) return std::nullopt;
  if (body[subject_at - 1] != static_cast<char>(purpose)) return std::nullopt;
  if (time_in(body.substr(nonce_bytes, time_bytes)) <= now) return std::nullopt;
  return std::string{body.substr(subject_at)};
}

bool challenge_desk::spend(std::string_view challenge, timestamp now) {
  // Of the bytes: that no other text stands for them should not matter.
  const auto key = digest_of(from_base64url(challenge).value_or(""));
  const std::lock_guard lock{mutex_};
  while (!in_order_.empty() && in_order_.front().first <= now) {
    spent_.erase(in_order_.front().second);
    in_order_.pop_front();
  }
  if (!spent_.insert(key).second) return false;
  in_order_.emplace_back(now + lifetime_ms, key);
  return true;
}

} // namespace switchboard
