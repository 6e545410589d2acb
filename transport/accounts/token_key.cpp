#include "transport/accounts/token_key.hpp"

#include "transport/accounts/private_file.hpp"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sodium.h>

#include <array>
#include <fstream>
#include <iterator>
#include <memory>
#include <string_view>

namespace switchboard {

namespace {

constexpr std::size_t key_bytes = 32;
constexpr int min_rsa_bits = 2048;

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& what) {
  throw key_error{path.string() + ": " + what};
}

std::string text_of_file(const std::filesystem::path& path) {
  std::ifstream file{path};
  if (!file || std::filesystem::is_directory(path)) fail(path, "cannot be read");
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// The digits that the key file holds, as bytes.
secret bytes_of(const std::filesystem::path& path, const secret& digits) {
  std::string bytes(key_bytes, '\0');
  std::size_t count = 0;
  const auto text = digits.view();
  const auto failed = sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                                     text.data(), text.size(), "\n", &count, nullptr);
  if (failed || count != key_bytes)
    fail(path, "is not a key of 64 hexadecimal digits; put a backup in its place, or remove it to "
               "have a new one made");
  return secret{std::move(bytes)};
}

/// Which algorithm a key is for; empty for one that is for none of those allowed.
std::string algorithm_of(EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "RSA") && EVP_PKEY_get_bits(key) >= min_rsa_bits) return "RS256";
  std::array<char, 64> curve{};
  if (EVP_PKEY_is_a(key, "EC")
      && EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, curve.data(), curve.size(),
                                        nullptr)
      && std::string_view{curve.data()} == "prime256v1")
    return "ES256";
  return {};
}

} // namespace

token_key load_or_make_token_key(const std::filesystem::path& data_folder) {
  const auto folder = data_folder / "keys";
  const auto path = folder / "tokens.key";
  try {
    if (std::filesystem::create_directories(folder))
      std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    if (!is_private_file(path)) {
      const secret digits{random_hex(key_bytes) + '\n'};
      make_private_file(path, digits.view());
    }
  } catch (const private_file_error& error) {
    throw key_error{error.what()};
  } catch (const std::filesystem::filesystem_error& error) {
    fail(folder, "cannot be made: " + error.code().message());
  }
  auto bytes = bytes_of(path, secret{text_of_file(path)});
  const auto known_by = digest_of(bytes.view());
  std::array<char, 17> id{};
  sodium_bin2hex(id.data(), id.size(), known_by.data(), 8);
  return {std::string{id.data()}, std::move(bytes)};
}

outside_key load_outside_key(const std::filesystem::path& path) {
  auto pem = text_of_file(path);
  const std::unique_ptr<BIO, int (*)(BIO*)> source{
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free};
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key{
      PEM_read_bio_PUBKEY(source.get(), nullptr, nullptr, nullptr), &EVP_PKEY_free};
  // A queue of errors that stays behind would be taken for those of a later TLS connection.
  ERR_clear_error();
  if (!key) fail(path, "is not a public key in PEM (-----BEGIN PUBLIC KEY-----)");
  auto algorithm = algorithm_of(key.get());
  if (algorithm.empty())
    fail(path, "is a key of a kind that is not allowed; allowed are RSA of at least 2048 bits and "
               "P-256");
  return {std::move(algorithm), std::move(pem)};
}

} // namespace switchboard
