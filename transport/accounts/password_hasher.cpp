#include "transport/accounts/password_hasher.hpp"

#include <sodium.h>

#include <array>
#include <cerrno>
#include <stdexcept>

namespace switchboard {

password_hasher::password_hasher(password_cost cost) : cost_{cost} {
  auto decoy = hash(random_token().view());
  if (!decoy) throw std::runtime_error{"not enough memory to hash a password"};
  decoy_ = std::move(*decoy);
}

std::optional<std::string> password_hasher::hash(std::string_view password) const {
  std::array<char, crypto_pwhash_STRBYTES> text{};
  const auto failed =
      crypto_pwhash_str_alg(text.data(), password.data(), password.size(), cost_.passes,
                            memory_bytes(), crypto_pwhash_ALG_ARGON2ID13);
  if (failed) return std::nullopt;
  return std::string{text.data()};
}

password_verdict password_hasher::verify(std::string_view password,
                                         const std::optional<std::string>& stored) const {
  const auto& against = stored ? *stored : decoy_;
  errno = 0;
  const auto failed = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size());
  if (!failed) return stored ? password_verdict::right : password_verdict::wrong;
  // libsodium says EINVAL for a mismatch; anything else means that it could not compare.
  return errno == EINVAL ? password_verdict::wrong : password_verdict::undecided;
}

bool password_hasher::is_outdated(const std::string& stored) const {
  return crypto_pwhash_str_needs_rehash(stored.c_str(), cost_.passes, memory_bytes()) != 0;
}

} // namespace switchboard
