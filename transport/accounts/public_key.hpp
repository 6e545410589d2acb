#pragma once

#include <openssl/types.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace switchboard {

/// A key that checks signatures, read once: reading it from its text takes several times as long as
/// a check. Copies share it, and any thread may use it.
class public_key {
public:
  /// Nothing if it is no public key in PEM.
  static std::optional<public_key> from_pem(std::string_view pem);

  /// How whoever has the private key signs: `RS256` or `ES256`. That the key decides, and not the
  /// token, is what keeps a token from choosing a weaker check. Empty for a key that is not
  /// allowed: allowed are RSA of at least 2048 bits and P-256.
  const std::string& algorithm() const { return algorithm_; }

  /// Whether the signature, as it stands in a token, is that of the text.
  bool has_signed(std::string_view text, std::string_view base64url_signature) const;

private:
  explicit public_key(std::shared_ptr<EVP_PKEY> key);

  std::shared_ptr<EVP_PKEY> key_;
  std::string algorithm_;
};

} // namespace switchboard
