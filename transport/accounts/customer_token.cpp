#include "transport/accounts/customer_token.hpp"

#include "transport/accounts/claims.hpp"
#include "transport/accounts/private_file.hpp"
#include "transport/accounts/token_key.hpp"

#include <nlohmann/json.hpp>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <fstream>

namespace switchboard {

namespace {

constexpr std::size_t max_customer_token_bytes = 4 * 1024;
constexpr std::size_t max_customer_id_bytes = 128;
constexpr std::size_t min_customer_secret_bytes = 32;

/// What one part of a token says; empty if it is not Base64 as tokens write it.
std::string part_of_token(std::string_view part) {
  std::string bytes(part.size(), '\0');
  std::size_t count = 0;
  const auto failed = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()),
                                        bytes.size(), part.data(), part.size(), nullptr, &count,
                                        nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  bytes.resize(failed ? 0 : count);
  return bytes;
}

bool is_signed_with(const secret& shared, std::string_view text, const std::string& signature) {
  const auto bytes = [](std::string_view of) {
    return reinterpret_cast<const unsigned char*>(of.data());
  };
  crypto_auth_hmacsha256_state state;
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> expected{};
  crypto_auth_hmacsha256_init(&state, bytes(shared.view()), shared.view().size());
  crypto_auth_hmacsha256_update(&state, bytes(text), text.size());
  crypto_auth_hmacsha256_final(&state, expected.data());
  return signature.size() == expected.size()
         && sodium_memcmp(signature.data(), expected.data(), expected.size()) == 0;
}

bool is_customer_id(std::string_view id) {
  return !id.empty() && id.size() <= max_customer_id_bytes && std::ranges::none_of(id, [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

std::variant<vouched_customer, token_fault> customer_in(const nlohmann::json& all) {
  vouched_customer known;
  const auto subject = all.find("sub");
  if (subject == all.end()) return token_fault::bad_subject;
  // 7 and "7" are one, wherever a site counts its customers.
  if (subject->is_number_integer())
    known.id = subject->dump();
  else if (subject->is_string())
    known.id = subject->get<std::string>();
  if (!is_customer_id(known.id)) return token_fault::bad_subject;
  try {
    if (all.contains("priority")) known.priority = all.at("priority").get<std::int64_t>();
    if (all.contains("skills")) known.skills = all.at("skills").get<std::vector<std::string>>();
  } catch (const nlohmann::json::exception&) {
    return token_fault::bad_claims;
  }
  return known;
}

} // namespace

std::variant<vouched_customer, token_fault>
read_customer_token(const secret& shared, std::string_view token, timestamp now) {
  if (token.size() > max_customer_token_bytes || std::ranges::count(token, '.') != 2)
    return token_fault::malformed;
  const auto header_end = token.find('.');
  const auto signed_end = token.rfind('.');
  const auto header =
      nlohmann::json::parse(part_of_token(token.substr(0, header_end)), nullptr, false);
  if (!header.is_object()) return token_fault::malformed;
  if (header.value("alg", nlohmann::json{}) != "HS256") return token_fault::wrong_algorithm;
  if (!is_signed_with(shared, token.substr(0, signed_end),
                      part_of_token(token.substr(signed_end + 1))))
    return token_fault::bad_signature;
  const claims all{part_of_token(token.substr(header_end + 1, signed_end - header_end - 1))};
  if (const auto fault = all.fault_of_times(now)) return *fault;
  return customer_in(all.all());
}

secret load_customer_secret(const std::filesystem::path& path) {
  try {
    if (!is_private_file(path))
      throw key_error{path.string()
                      + ": there is no such file; queues.customer_secret_file names it"};
  } catch (const private_file_error& error) {
    throw key_error{error.what()};
  }
  std::ifstream file{path};
  std::string line;
  if (!std::getline(file, line) || line.size() < min_customer_secret_bytes)
    throw key_error{path.string() + ": its first line must be a secret of at least "
                    + std::to_string(min_customer_secret_bytes) + " characters"};
  return secret{std::move(line)};
}

} // namespace switchboard
