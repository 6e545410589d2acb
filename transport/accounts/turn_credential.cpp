#include "transport/accounts/turn_credential.hpp"

#include "transport/accounts/private_file.hpp"
#include "transport/accounts/token_key.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <fstream>
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
  try {
    if (!is_private_file(path))
      throw key_error{path.string() + ": there is no such file; ice.turn_secret_file names it"};
  } catch (const private_file_error& error) {
    throw key_error{error.what()};
  }
  std::ifstream file{path};
  std::string line;
  if (!std::getline(file, line) || line.empty())
    throw key_error{path.string()
                    + ": holds no secret; its first line must be what the TURN servers have as "
                      "static-auth-secret"};
  return secret{std::move(line)};
}

} // namespace switchboard
