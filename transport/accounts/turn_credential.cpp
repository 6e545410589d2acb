#include "transport/accounts/turn_credential.hpp"

#include "transport/accounts/secret_file.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <new>

namespace switchboard {

namespace {

std::string hmac_sha1_in_base64(std::string_view key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  const auto* made =
      HMAC(EVP_sha1(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
  if (made == nullptr) throw std::bad_alloc{};
  std::array<unsigned char, 2 * EVP_MAX_MD_SIZE> encoded{};
  const int length = EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(size));
  return {encoded.begin(), encoded.begin() + length};
}

} // namespace

turn_credential make_turn_credential(const secret& shared, std::string_view user,
                                     timestamp expires_at) {
  auto username = std::to_string(expires_at.ms / 1000) + ':' + std::string{user};
  auto password = hmac_sha1_in_base64(shared.view(), username);
  return {std::move(username), std::move(password)};
}

secret load_turn_secret(const std::filesystem::path& path) {
  return load_secret_line(path, "ice.turn_secret_file",
                          "what the TURN servers have as static-auth-secret");
}

} // namespace switchboard
