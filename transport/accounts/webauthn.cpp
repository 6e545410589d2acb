#include "transport/accounts/webauthn.hpp"

#include "events/json.hpp"
#include "transport/accounts/cbor_reader.hpp"
#include "transport/accounts/input_rules.hpp"
#include "transport/accounts/passkey_key.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <array>

namespace switchboard::webauthn {

namespace {

constexpr std::size_t max_client_data_bytes = 8 * 1024;
constexpr std::size_t hash_bytes = 32;
constexpr std::size_t flags_at = hash_bytes;
constexpr std::size_t count_at = flags_at + 1;
constexpr std::size_t credential_at = count_at + 4;
/// Which model the authenticator is: not looked at.
constexpr std::size_t model_bytes = 16;
constexpr std::size_t max_credential_id_bytes = 1023;

constexpr unsigned int flag_present = 1U << 0;
constexpr unsigned int flag_verified = 1U << 2;
constexpr unsigned int flag_credential = 1U << 6;

std::string sha256(std::string_view text) {
  std::string hash(hash_bytes, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         reinterpret_cast<unsigned char*>(hash.data()));
  return hash;
}

std::uint32_t number_in(std::string_view bytes) {
  std::uint32_t number = 0;
  for (const char c : bytes)
    number = (number << 8) | static_cast<unsigned char>(c);
  return number;
}

std::string text_member(const json::value& of, const char* name) {
  const auto found = of.find(name);
  return found != of.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

bool is_host_of(std::string_view host, std::string_view domain) {
  return host == domain
         || (host.ends_with(domain) && host.substr(0, host.size() - domain.size()).ends_with('.'));
}

bool read_credential(std::string_view bytes, authenticator_data& into) {
  if (bytes.size() < model_bytes + 2) return false;
  const auto size = number_in(bytes.substr(model_bytes, 2));
  bytes.remove_prefix(model_bytes + 2);
  if (size == 0 || size > max_credential_id_bytes || size > bytes.size()) return false;
  into.credential_id = bytes.substr(0, size);
  cbor_reader rest{bytes.substr(size)};
  auto key = passkey_key::read(rest);
  if (!key) return false;
  into.public_key = *std::move(key);
  return true;
}

} // namespace

std::optional<client_data> read_client_data(std::string_view text) {
  if (text.size() > max_client_data_bytes) return std::nullopt;
  const auto parsed = json::value::parse(text, nullptr, false);
  if (!parsed.is_object()) return std::nullopt;
  return client_data{text_member(parsed, "type"), text_member(parsed, "challenge"),
                     text_member(parsed, "origin")};
}

bool is_page_of(std::string_view origin, std::string_view domain,
                const std::vector<std::string>& allowed, std::string_view own_host) {
  const auto scheme_end = origin.find("://");
  if (scheme_end == std::string_view::npos) return false;
  const auto scheme = origin.substr(0, scheme_end);
  const auto place = folded(origin.substr(scheme_end + 3));
  const auto host = place.substr(0, place.find(':'));
  const bool is_here = host == "localhost" || host.ends_with(".localhost");
  if (domain.empty() || !is_host_of(host, folded(domain))) return false;
  if (scheme != "https" && !(scheme == "http" && is_here)) return false;
  return place == folded(own_host) || std::ranges::any_of(allowed, [&](const std::string& each) {
           return folded(each) == folded(origin);
         });
}

std::optional<authenticator_data> read_authenticator_data(std::string_view bytes,
                                                          std::string_view domain) {
  if (bytes.size() < credential_at || bytes.substr(0, hash_bytes) != sha256(domain))
    return std::nullopt;
  const auto flags = static_cast<unsigned char>(bytes[flags_at]);
  authenticator_data read;
  read.is_user_present = (flags & flag_present) != 0;
  read.is_user_verified = (flags & flag_verified) != 0;
  read.sign_count = number_in(bytes.substr(count_at, credential_at - count_at));
  if ((flags & flag_credential) != 0 && !read_credential(bytes.substr(credential_at), read))
    return std::nullopt;
  return read;
}

std::optional<std::string> data_in_attestation(std::string_view attestation) {
  cbor_reader from{attestation};
  const auto count = from.map();
  if (!count) return std::nullopt;
  for (std::uint64_t i = 0; i < *count; ++i) {
    const auto name = from.text();
    if (!name) return std::nullopt;
    if (*name == "authData") {
      const auto data = from.bytes();
      return data ? std::optional{std::string{*data}} : std::nullopt;
    }
    if (!from.skip()) return std::nullopt;
  }
  return std::nullopt;
}

std::string signed_text(std::string_view authenticator_data, std::string_view client_data) {
  return std::string{authenticator_data} + sha256(client_data);
}

} // namespace switchboard::webauthn
