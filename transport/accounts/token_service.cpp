#include "transport/accounts/token_service.hpp"

#include "transport/accounts/claims.hpp"
#include "transport/accounts/role_words.hpp"

#include <jwt.h>
#include <nlohmann/json.hpp>
#include <openssl/err.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>

namespace switchboard {

namespace {

constexpr std::size_t max_token_bytes = 8 * 1024;
constexpr std::string_view own_algorithm = "HS256";
/// What a token of ours is for, so that no other kind we may ever sign passes for it.
constexpr std::string_view own_type = "access";

struct jwt_deleter {
  void operator()(jwt_t* token) const { jwt_free(token); }
};
using jwt_handle = std::unique_ptr<jwt_t, jwt_deleter>;

struct text_deleter {
  void operator()(char* text) const { std::free(text); }
};
using text_handle = std::unique_ptr<char, text_deleter>;

const unsigned char* bytes_of(std::string_view key) {
  return reinterpret_cast<const unsigned char*>(key.data());
}

/// Only what a token is made of gets to the library: its C strings would end at a NUL, and its
/// base64 would overlook what is no base64.
bool has_shape_of_token(std::string_view text) {
  const auto is_token_char = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'
           || c == '_' || c == '.';
  };
  return text.size() <= max_token_bytes && std::count(text.begin(), text.end(), '.') == 2
         && std::all_of(text.begin(), text.end(), is_token_char);
}

/// Reads a token; with a key it also checks the signature.
jwt_handle decode(const std::string& token, std::string_view key) {
  jwt_t* decoded = nullptr;
  const auto failed = jwt_decode(&decoded, token.c_str(), key.empty() ? nullptr : bytes_of(key),
                                 static_cast<int>(key.size()));
  // OpenSSL keeps the failures of a thread in a queue, where the next TLS operation finds them.
  ERR_clear_error();
  return jwt_handle{failed ? nullptr : decoded};
}

std::string_view header_of(jwt_t* token, const char* name) {
  const auto* text = jwt_get_header(token, name);
  return text ? text : std::string_view{};
}

} // namespace

token_service::token_service(options chosen, token_key key)
    : options_{std::move(chosen)}, key_{std::move(key)} {}

timestamp token_service::end_of_token(timestamp now, timestamp session_expires_at) const {
  return std::min(now + options_.lifetime_ms, session_expires_at);
}

std::string token_service::issue(const identity& holder, timestamp now) const {
  jwt_t* made = nullptr;
  if (jwt_new(&made) != 0) throw std::bad_alloc{};
  const jwt_handle token{made};
  const nlohmann::json claims{{"iss", options_.issuer},
                              {"aud", options_.audience},
                              {"sub", holder.user.value},
                              {"sid", holder.session ? holder.session->value : ""},
                              {"role", word_of(holder.role)},
                              {"typ", own_type},
                              {"iat", now.ms / 1000},
                              {"nbf", now.ms / 1000},
                              {"exp", holder.expires_at.ms / 1000},
                              {"jti", random_hex(8)}};
  const auto key = key_.bytes.view();
  const bool is_made =
      jwt_add_header(made, "kid", key_.id.c_str()) == 0
      && jwt_add_grants_json(made, claims.dump().c_str()) == 0
      && jwt_set_alg(made, JWT_ALG_HS256, bytes_of(key), static_cast<int>(key.size())) == 0;
  const text_handle text{is_made ? jwt_encode_str(made) : nullptr};
  if (!text) throw std::bad_alloc{};
  return text.get();
}

std::optional<token_fault> token_service::fault_of_signature(jwt* read, const std::string& token,
                                                             std::string_view algorithm) const {
  if (algorithm == own_algorithm) {
    if (header_of(read, "kid") != key_.id) return token_fault::wrong_key;
    if (!decode(token, key_.bytes.view())) return token_fault::bad_signature;
    return std::nullopt;
  }
  if (!options_.outside || algorithm != options_.outside->key.algorithm())
    return token_fault::wrong_algorithm;
  const auto signed_text = std::string_view{token}.substr(0, token.rfind('.'));
  const auto signature = std::string_view{token}.substr(signed_text.size() + 1);
  if (!options_.outside->key.has_signed(signed_text, signature)) return token_fault::bad_signature;
  return std::nullopt;
}

token_verdict token_service::verify(std::string_view text, timestamp now) const {
  if (!has_shape_of_token(text)) return token_fault::malformed;
  const std::string token{text};
  // The token is read without a key first, to see what it claims to be signed with: the library
  // would check with any algorithm that the token names, were it an HMAC with a public key.
  const auto read = decode(token, {});
  if (!read) return token_fault::malformed;
  const auto algorithm = header_of(read.get(), "alg");
  if (const auto fault = fault_of_signature(read.get(), token, algorithm)) return *fault;
  const text_handle grants{jwt_get_grants_json(read.get(), nullptr)};
  const claims all{grants ? grants.get() : ""};
  const bool is_ours = algorithm == own_algorithm;
  const auto expected =
      is_ours ? claims::expected{options_.issuer, options_.audience, own_type}
              : claims::expected{options_.outside->issuer, options_.outside->audience, ""};
  if (const auto fault = all.fault_for(expected, now)) return *fault;
  return is_ours ? all.own_identity() : all.outside_identity();
}

std::string token_service::unguessable_id(std::string_view text) const {
  return keyed_hex(key_.bytes.view(), text);
}

} // namespace switchboard
