#pragma once

#include "transport/accounts/account_safety.hpp"

#include <openssl/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace switchboard::testing {

enum class key_kind : std::uint8_t { es256, eddsa, rs256 };

/// An authenticator and a browser in one, which do as they are told, also what is wrong.
class forged_authenticator {
public:
  explicit forged_authenticator(key_kind kind = key_kind::es256);

  std::string domain = "localhost";
  std::string origin = "http://localhost:8000";
  std::string host = "localhost:8000";
  std::string credential_id = "a credential";
  bool is_user_present = true;
  bool is_user_verified = true;
  std::uint32_t sign_count = 0;

  new_passkey make(std::string_view challenge, std::string_view type = "webauthn.create") const;
  passkey_answer answer(std::string_view challenge, std::string_view type = "webauthn.get") const;

  /// The public key as an authenticator writes it.
  std::string cose_key() const;

private:
  std::string client_data(std::string_view challenge, std::string_view type) const;
  std::string data(bool with_credential) const;
  std::string signature_of(const std::string& text) const;

  const key_kind kind_;
  std::shared_ptr<EVP_PKEY> key_;
};

} // namespace switchboard::testing
