#pragma once

#include "transport/accounts/public_key.hpp"
#include "transport/accounts/secret.hpp"

#include <filesystem>
#include <stdexcept>
#include <string>

namespace switchboard {

/// A key cannot be used. `what()` is one line that names the file and the remedy.
struct key_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The key that signs this server's tokens, and how tokens refer to it.
struct token_key {
  std::string id;
  secret bytes;
};

/// Reads `keys/tokens.key` of the data folder, or makes it at the first start, readable by its
/// owner alone. Whoever removes it and restarts gets a new one: access tokens that are out end,
/// and sessions go on with their next refresh.
token_key load_or_make_token_key(const std::filesystem::path& data_folder);

/// Reads the public key of an outside issuer in PEM: RSA of at least 2048 bits, or P-256.
public_key load_outside_key(const std::filesystem::path& path);

} // namespace switchboard
