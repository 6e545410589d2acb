#include "transport/accounts/token_key.hpp"

#include "transport/accounts/private_file.hpp"

#include <sodium.h>

#include <array>
#include <fstream>
#include <iterator>

namespace switchboard {

namespace {

constexpr std::size_t key_bytes = 32;

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

public_key load_outside_key(const std::filesystem::path& path) {
  auto key = public_key::from_pem(text_of_file(path));
  if (!key) fail(path, "is not a public key in PEM (-----BEGIN PUBLIC KEY-----)");
  if (key->algorithm().empty())
    fail(path, "is a key of a kind that is not allowed; allowed are RSA of at least 2048 bits and "
               "P-256");
  return *std::move(key);
}

} // namespace switchboard
