#include "tests/accounts/forge.hpp"

#include <doctest/doctest.h>
#include <jwt.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <sodium.h>

#include <array>
#include <cstdlib>

namespace switchboard::testing {

namespace {

std::string text_of(BIO* sink) {
  char* bytes = nullptr;
  const auto size = BIO_get_mem_data(sink, &bytes);
  std::string text{bytes, static_cast<std::size_t>(size)};
  BIO_free(sink);
  return text;
}

key_pair pems_of(EVP_PKEY* key) {
  REQUIRE(key != nullptr);
  BIO* private_sink = BIO_new(BIO_s_mem());
  BIO* public_sink = BIO_new(BIO_s_mem());
  REQUIRE(PEM_write_bio_PrivateKey(private_sink, key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
  REQUIRE(PEM_write_bio_PUBKEY(public_sink, key) == 1);
  EVP_PKEY_free(key);
  return {text_of(private_sink), text_of(public_sink)};
}

} // namespace

std::string base64url(std::string_view bytes) {
  constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), variant);
  text.pop_back();
  return text;
}

std::string hs256(const nlohmann::json& header, const nlohmann::json& claims,
                  std::string_view key) {
  const auto body = base64url(header.dump()) + '.' + base64url(claims.dump());
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(key.data()),
                              key.size());
  crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(body.data()),
                                body.size());
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_final(&state, mac.data());
  return body + '.' + base64url({reinterpret_cast<const char*>(mac.data()), mac.size()});
}

std::string signed_by_library(const char* algorithm, const nlohmann::json& claims,
                              const std::string& key) {
  jwt_t* token = nullptr;
  REQUIRE(jwt_new(&token) == 0);
  REQUIRE(jwt_add_grants_json(token, claims.dump().c_str()) == 0);
  REQUIRE(jwt_set_alg(token, jwt_str_alg(algorithm),
                      reinterpret_cast<const unsigned char*>(key.data()),
                      static_cast<int>(key.size()))
          == 0);
  char* text = jwt_encode_str(token);
  jwt_free(token);
  REQUIRE(text != nullptr);
  std::string made{text};
  std::free(text);
  return made;
}

key_pair make_rsa_pair(unsigned bits) { return pems_of(EVP_RSA_gen(bits)); }
key_pair make_ec_pair(const char* curve) { return pems_of(EVP_EC_gen(curve)); }

} // namespace switchboard::testing
