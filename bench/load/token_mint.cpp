#include "bench/load/token_mint.hpp"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <cstdio>
#include <ctime>
#include <stdexcept>
#include <vector>

namespace switchboard::load {

namespace {

/// ES256 wants the two numbers of a signature at full length, one behind the other.
constexpr int number_bytes = 32;
constexpr std::time_t lifetime_s = 24 * 60 * 60;

std::string base64url(const unsigned char* bytes, std::size_t count) {
  std::string text(4 * ((count + 2) / 3) + 1, '\0');
  text.resize(static_cast<std::size_t>(EVP_EncodeBlock(
      reinterpret_cast<unsigned char*>(text.data()), bytes, static_cast<int>(count))));
  for (auto& each : text) {
    if (each == '+') each = '-';
    if (each == '/') each = '_';
  }
  text.erase(text.find_last_not_of('=') + 1);
  return text;
}

std::string base64url(const std::string& text) {
  return base64url(reinterpret_cast<const unsigned char*>(text.data()), text.size());
}

std::vector<unsigned char> signature_of(EVP_PKEY* key, const std::string& text) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(),
                                                                        &EVP_MD_CTX_free};
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t count = 0;
  if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) != 1
      || EVP_DigestSign(context.get(), nullptr, &count, bytes, text.size()) != 1)
    throw std::runtime_error{"cannot sign a token"};
  std::vector<unsigned char> made(count);
  if (EVP_DigestSign(context.get(), made.data(), &count, bytes, text.size()) != 1)
    throw std::runtime_error{"cannot sign a token"};
  made.resize(count);
  return made;
}

} // namespace

void token_mint::free_key::operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }

token_mint::token_mint() : key_{EVP_EC_gen("P-256")} {
  if (!key_) throw std::runtime_error{"cannot make a key"};
}

void token_mint::write_public_key(const std::filesystem::path& file) const {
  const std::unique_ptr<std::FILE, decltype(&std::fclose)> out{std::fopen(file.c_str(), "w"),
                                                               &std::fclose};
  if (!out || PEM_write_PUBKEY(out.get(), key_.get()) != 1)
    throw std::runtime_error{"cannot write " + file.string()};
}

std::string token_mint::token_for(const std::string& user) const {
  const auto expires_s = std::to_string(std::time(nullptr) + lifetime_s);
  const auto text = base64url(R"({"alg":"ES256","typ":"JWT"})") + "."
                    + base64url(R"({"iss":")" + std::string{issuer} + R"(","aud":")" + audience
                                + R"(","sub":")" + user + R"(","exp":)" + expires_s + "}");
  const auto encoded = signature_of(key_.get(), text);
  const auto* at = encoded.data();
  const std::unique_ptr<ECDSA_SIG, decltype(&ECDSA_SIG_free)> numbers{
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(encoded.size())), &ECDSA_SIG_free};
  std::array<unsigned char, 2 * number_bytes> both{};
  BN_bn2binpad(ECDSA_SIG_get0_r(numbers.get()), both.data(), number_bytes);
  BN_bn2binpad(ECDSA_SIG_get0_s(numbers.get()), both.data() + number_bytes, number_bytes);
  return text + "." + base64url(both.data(), both.size());
}

} // namespace switchboard::load
