#include "transport/accounts/public_key.hpp"

#include "transport/accounts/base64url.hpp"

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <utility>
#include <vector>

namespace switchboard {

namespace {

using bytes = std::vector<unsigned char>;

constexpr int min_rsa_bits = 2048;
/// Of P-256: each of a signature's two numbers.
constexpr std::size_t number_bytes = 32;

template <auto Free>
struct openssl_deleter {
  template <class Owned>
  void operator()(Owned* owned) const {
    Free(owned);
  }
};
template <class Owned, auto Free>
using owner = std::unique_ptr<Owned, openssl_deleter<Free>>;

/// Which algorithm a key is for; empty for one that is for none of those allowed.
std::string algorithm_for(EVP_PKEY* key) {
  if (EVP_PKEY_is_a(key, "RSA") && EVP_PKEY_get_bits(key) >= min_rsa_bits) return "RS256";
  std::array<char, 64> curve{};
  if (EVP_PKEY_is_a(key, "EC")
      && EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, curve.data(), curve.size(),
                                        nullptr)
      && std::string_view{curve.data()} == "prime256v1")
    return "ES256";
  return {};
}

/// A token has the two numbers one behind the other, OpenSSL wants them as DER.
bytes as_der(const bytes& numbers) {
  if (numbers.size() != 2 * number_bytes) return {};
  const owner<ECDSA_SIG, ECDSA_SIG_free> signature{ECDSA_SIG_new()};
  auto* r = BN_bin2bn(numbers.data(), number_bytes, nullptr);
  auto* s = BN_bin2bn(numbers.data() + number_bytes, number_bytes, nullptr);
  if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return {};
  }
  bytes der(static_cast<std::size_t>(i2d_ECDSA_SIG(signature.get(), nullptr)));
  auto* end = der.data();
  i2d_ECDSA_SIG(signature.get(), &end);
  return der;
}

} // namespace

public_key::public_key(std::shared_ptr<EVP_PKEY> key)
    : key_{std::move(key)}, algorithm_{algorithm_for(key_.get())} {}

std::optional<public_key> public_key::from_pem(std::string_view pem) {
  const owner<BIO, BIO_free> source{BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
  std::shared_ptr<EVP_PKEY> key{PEM_read_bio_PUBKEY(source.get(), nullptr, nullptr, nullptr),
                                &EVP_PKEY_free};
  // OpenSSL keeps the failures of a thread in a queue, where the next TLS operation finds them.
  ERR_clear_error();
  if (!key) return std::nullopt;
  return public_key{std::move(key)};
}

bool public_key::has_signed(std::string_view text, std::string_view base64url_signature) const {
  const auto given = from_base64url(base64url_signature).value_or("");
  bytes signature{given.begin(), given.end()};
  if (algorithm_ == "ES256") signature = as_der(signature);
  if (signature.empty()) return false;
  const owner<EVP_MD_CTX, EVP_MD_CTX_free> check{EVP_MD_CTX_new()};
  const bool is_good =
      check
      && EVP_DigestVerifyInit_ex(check.get(), nullptr, "SHA256", nullptr, nullptr, key_.get(),
                                 nullptr)
             == 1
      && EVP_DigestVerify(check.get(), signature.data(), signature.size(),
                          reinterpret_cast<const unsigned char*>(text.data()), text.size())
             == 1;
  ERR_clear_error();
  return is_good;
}

} // namespace switchboard
