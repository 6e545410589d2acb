#include "tests/accounts/forged_authenticator.hpp"

#include <doctest/doctest.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>

#include <array>
#include <vector>

namespace switchboard::testing {

namespace {

using octets = std::vector<unsigned char>;

std::string text_of(const octets& bytes) { return {bytes.begin(), bytes.end()}; }

std::string sha256_of(const std::string& text) {
  octets hash(32);
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash.data());
  return text_of(hash);
}

std::string big_endian(std::uint32_t number, int bytes) {
  std::string text;
  for (int i = bytes - 1; i >= 0; --i)
    text += static_cast<char>(number >> (8 * i));
  return text;
}

// CBOR, written by hand: what reads it must not be tested with itself.
std::string cbor_head(unsigned int kind, std::size_t count) {
  const auto first = [&](unsigned int more) {
    return std::string(1, static_cast<char>(kind << 5 | more));
  };
  if (count < 24) return first(static_cast<unsigned int>(count));
  if (count < 256) return first(24) + big_endian(static_cast<std::uint32_t>(count), 1);
  return first(25) + big_endian(static_cast<std::uint32_t>(count), 2);
}
std::string cbor_number(int number) {
  return number >= 0 ? cbor_head(0, static_cast<std::size_t>(number))
                     : cbor_head(1, static_cast<std::size_t>(-1 - number));
}
std::string cbor_bytes(const std::string& bytes) { return cbor_head(2, bytes.size()) + bytes; }
std::string cbor_text(const std::string& text) { return cbor_head(3, text.size()) + text; }

std::shared_ptr<EVP_PKEY> make_key(key_kind kind) {
  EVP_PKEY* made = nullptr;
  if (kind == key_kind::es256) made = EVP_EC_gen("P-256");
  if (kind == key_kind::rs256) made = EVP_RSA_gen(2048);
  if (kind == key_kind::eddsa) made = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  REQUIRE(made != nullptr);
  return {made, &EVP_PKEY_free};
}

std::string number_of_key(EVP_PKEY* key, const char* name, int width) {
  BIGNUM* number = nullptr;
  REQUIRE(EVP_PKEY_get_bn_param(key, name, &number) == 1);
  octets bytes(static_cast<std::size_t>(width > 0 ? width : BN_num_bytes(number)));
  BN_bn2binpad(number, bytes.data(), static_cast<int>(bytes.size()));
  BN_free(number);
  return text_of(bytes);
}

} // namespace

forged_authenticator::forged_authenticator(key_kind kind) : kind_{kind}, key_{make_key(kind)} {}

std::string forged_authenticator::cose_key() const {
  if (kind_ == key_kind::rs256)
    return cbor_head(5, 4) + cbor_number(1) + cbor_number(3) + cbor_number(3) + cbor_number(-257)
           + cbor_number(-1) + cbor_bytes(number_of_key(key_.get(), OSSL_PKEY_PARAM_RSA_N, 0))
           + cbor_number(-2) + cbor_bytes(number_of_key(key_.get(), OSSL_PKEY_PARAM_RSA_E, 0));
  if (kind_ == key_kind::eddsa) {
    octets raw(32);
    std::size_t size = raw.size();
    EVP_PKEY_get_raw_public_key(key_.get(), raw.data(), &size);
    return cbor_head(5, 4) + cbor_number(1) + cbor_number(1) + cbor_number(3) + cbor_number(-8)
           + cbor_number(-1) + cbor_number(6) + cbor_number(-2) + cbor_bytes(text_of(raw));
  }
  return cbor_head(5, 5) + cbor_number(1) + cbor_number(2) + cbor_number(3) + cbor_number(-7)
         + cbor_number(-1) + cbor_number(1) + cbor_number(-2)
         + cbor_bytes(number_of_key(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32)) + cbor_number(-3)
         + cbor_bytes(number_of_key(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32));
}

std::string forged_authenticator::client_data(std::string_view challenge,
                                              std::string_view type) const {
  return R"({"type":")" + std::string{type} + R"(","challenge":")" + std::string{challenge}
         + R"(","origin":")" + origin + R"(","crossOrigin":false})";
}

std::string forged_authenticator::data(bool with_credential) const {
  const unsigned int flags =
      (is_user_present ? 1U : 0U) | (is_user_verified ? 4U : 0U) | (with_credential ? 64U : 0U);
  auto bytes = sha256_of(domain) + big_endian(flags, 1) + big_endian(sign_count, 4);
  if (with_credential)
    bytes += std::string(16, '\0') + big_endian(static_cast<std::uint32_t>(credential_id.size()), 2)
             + credential_id + cose_key();
  return bytes;
}

std::string forged_authenticator::signature_of(const std::string& text) const {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> signing{EVP_MD_CTX_new(),
                                                                        &EVP_MD_CTX_free};
  const char* hash = kind_ == key_kind::eddsa ? nullptr : "SHA256";
  REQUIRE(EVP_DigestSignInit_ex(signing.get(), nullptr, hash, nullptr, nullptr, key_.get(), nullptr)
          == 1);
  octets signature(512);
  std::size_t size = signature.size();
  REQUIRE(EVP_DigestSign(signing.get(), signature.data(), &size,
                         reinterpret_cast<const unsigned char*>(text.data()), text.size())
          == 1);
  signature.resize(size);
  return text_of(signature);
}

new_passkey forged_authenticator::make(std::string_view challenge, std::string_view type) const {
  const auto attestation = cbor_head(5, 3) + cbor_text("fmt") + cbor_text("none")
                           + cbor_text("attStmt") + cbor_head(5, 0) + cbor_text("authData")
                           + cbor_bytes(data(true));
  return {"my phone", client_data(challenge, type), attestation, host};
}

passkey_answer forged_authenticator::answer(std::string_view challenge,
                                            std::string_view type) const {
  const auto said = client_data(challenge, type);
  const auto shown = data(false);
  return {credential_id, said, shown, signature_of(shown + sha256_of(said)), {}, host};
}

} // namespace switchboard::testing
