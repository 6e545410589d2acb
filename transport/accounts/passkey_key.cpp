#include "transport/accounts/passkey_key.hpp"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/x509.h>

#include <memory>

namespace switchboard::passkey_key {

namespace {

// Labels and values of RFC 9053.
constexpr std::int64_t label_kind = 1;
constexpr std::int64_t label_algorithm = 3;
constexpr std::int64_t label_curve = -1;
constexpr std::int64_t label_x = -2;
constexpr std::int64_t label_y = -3;
constexpr std::int64_t es256 = -7;
constexpr std::int64_t eddsa = -8;
constexpr std::int64_t rs256 = -257;
constexpr std::int64_t curve_p256 = 1;
constexpr std::int64_t curve_ed25519 = 6;

constexpr std::size_t coordinate_bytes = 32;
constexpr std::size_t max_modulus_bytes = 512;
constexpr std::size_t min_modulus_bytes = 256;

template <auto Free>
struct freed_by {
  template <class Owned>
  void operator()(Owned* owned) const {
    Free(owned);
  }
};
using key_owner = std::unique_ptr<EVP_PKEY, freed_by<EVP_PKEY_free>>;
using key_context = std::unique_ptr<EVP_PKEY_CTX, freed_by<EVP_PKEY_CTX_free>>;
using parameter_builder = std::unique_ptr<OSSL_PARAM_BLD, freed_by<OSSL_PARAM_BLD_free>>;
using parameters = std::unique_ptr<OSSL_PARAM, freed_by<OSSL_PARAM_free>>;
using number_owner = std::unique_ptr<BIGNUM, freed_by<BN_free>>;
using digest_context = std::unique_ptr<EVP_MD_CTX, freed_by<EVP_MD_CTX_free>>;

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// The members of a COSE key that any of our kinds has. An RSA key's modulus and exponent stand
/// where another one has its curve and x.
struct cose_key {
  std::int64_t kind = 0;
  std::int64_t algorithm = 0;
  std::int64_t curve = 0;
  std::string_view first;
  std::string_view second;
  std::string_view third;
};

bool read_member(cbor_reader& from, std::int64_t label, cose_key& into) {
  const auto number = [&](std::int64_t& member) {
    const auto read = from.integer();
    if (read) member = *read;
    return read.has_value();
  };
  const auto string = [&](std::string_view& member) {
    const auto read = from.bytes();
    if (read) member = *read;
    return read.has_value();
  };
  switch (label) {
  case label_kind:
    return number(into.kind);
  case label_algorithm:
    return number(into.algorithm);
  case label_curve:
    return number(into.curve) || string(into.first);
  case label_x:
    return string(into.second);
  case label_y:
    return string(into.third);
  default:
    return from.skip();
  }
}

std::optional<cose_key> read_members(cbor_reader& from) {
  const auto count = from.map();
  if (!count) return std::nullopt;
  cose_key read;
  for (std::uint64_t i = 0; i < *count; ++i) {
    const auto label = from.integer();
    if (!label || !read_member(from, *label, read)) return std::nullopt;
  }
  return read;
}

key_owner made_of(const char* kind, OSSL_PARAM_BLD* described) {
  const parameters given{OSSL_PARAM_BLD_to_param(described)};
  const key_context context{EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr)};
  EVP_PKEY* made = nullptr;
  if (!given || !context || EVP_PKEY_fromdata_init(context.get()) != 1
      || EVP_PKEY_fromdata(context.get(), &made, EVP_PKEY_PUBLIC_KEY, given.get()) != 1)
    return {};
  return key_owner{made};
}

key_owner p256_key(const cose_key& from) {
  if (from.curve != curve_p256 || from.second.size() != coordinate_bytes
      || from.third.size() != coordinate_bytes)
    return {};
  const auto point = '\x04' + std::string{from.second} + std::string{from.third};
  const parameter_builder described{OSSL_PARAM_BLD_new()};
  if (!described
      || OSSL_PARAM_BLD_push_utf8_string(described.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1",
                                         0)
             != 1
      || OSSL_PARAM_BLD_push_octet_string(described.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                          point.size())
             != 1)
    return {};
  return made_of("EC", described.get());
}

key_owner rsa_key(const cose_key& from) {
  if (from.first.size() < min_modulus_bytes || from.first.size() > max_modulus_bytes
      || from.second.empty() || from.second.size() > 4)
    return {};
  const auto number = [](std::string_view bytes) {
    return number_owner{BN_bin2bn(octets(bytes), static_cast<int>(bytes.size()), nullptr)};
  };
  const auto modulus = number(from.first);
  const auto exponent = number(from.second);
  const parameter_builder described{OSSL_PARAM_BLD_new()};
  if (!modulus || !exponent || !described
      || OSSL_PARAM_BLD_push_BN(described.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1
      || OSSL_PARAM_BLD_push_BN(described.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1)
    return {};
  return made_of("RSA", described.get());
}

key_owner ed25519_key(const cose_key& from) {
  if (from.curve != curve_ed25519 || from.second.size() != coordinate_bytes) return {};
  return key_owner{EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets(from.second),
                                               from.second.size())};
}

key_owner key_of(const cose_key& from) {
  constexpr std::int64_t octet_pair = 1;
  constexpr std::int64_t elliptic = 2;
  constexpr std::int64_t rsa = 3;
  if (from.kind == elliptic && from.algorithm == es256) return p256_key(from);
  if (from.kind == rsa && from.algorithm == rs256) return rsa_key(from);
  if (from.kind == octet_pair && from.algorithm == eddsa) return ed25519_key(from);
  return {};
}

} // namespace

std::optional<std::string> read(cbor_reader& from) {
  const auto members = read_members(from);
  const auto key = members ? key_of(*members) : key_owner{};
  unsigned char* der = nullptr;
  const int size = key ? i2d_PUBKEY(key.get(), &der) : 0;
  std::optional<std::string> made;
  if (size > 0) made.emplace(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  // OpenSSL keeps the failures of a thread in a queue, where the next TLS operation finds them.
  ERR_clear_error();
  return made;
}

bool has_signed(std::string_view key, std::string_view text, std::string_view signature) {
  const auto* at = octets(key);
  const key_owner read{d2i_PUBKEY(nullptr, &at, static_cast<long>(key.size()))};
  const digest_context check{EVP_MD_CTX_new()};
  // Ed25519 hashes by itself.
  const char* hash = read && EVP_PKEY_is_a(read.get(), "ED25519") ? nullptr : "SHA256";
  const bool is_good =
      read && check
      && EVP_DigestVerifyInit_ex(check.get(), nullptr, hash, nullptr, nullptr, read.get(), nullptr)
             == 1
      && EVP_DigestVerify(check.get(), octets(signature), signature.size(), octets(text),
                          text.size())
             == 1;
  ERR_clear_error();
  return is_good;
}

} // namespace switchboard::passkey_key
