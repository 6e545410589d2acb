#pragma once

#include "events/json.hpp"

#include <optional>
#include <string>
#include <vector>

/// What the calls about passkeys take and give: Web Authentication in our own spelling. Bytes are
/// base64url without padding.
namespace switchboard::api {

struct creation_view {
  std::string challenge;
  std::string domain;
  std::string user_handle;
  std::string username;
  std::vector<std::int64_t> algorithms;
  std::vector<std::string> known;
  std::int64_t expires_in_s = 0;

  static constexpr auto fields() {
    using self = creation_view;
    return std::tuple{
        field{"challenge", &self::challenge, "`challenge`: good once."},
        field{"domain", &self::domain, "`rp.id`."},
        field{"user_handle", &self::user_handle, "`user.id`."},
        field{"username", &self::username, "`user.name`."},
        field{"algorithms", &self::algorithms, "`pubKeyCredParams`, the best liked first."},
        field{"known", &self::known, "`excludeCredentials`: what the account has already."},
        field{"expires_in_s", &self::expires_in_s, "How long the challenge is good."}};
  }
};

struct new_passkey_body {
  std::optional<std::string> name;
  std::string client_data;
  std::string attestation;

  static constexpr auto fields() {
    using self = new_passkey_body;
    return std::tuple{field{"name", &self::name, "What its owner calls it."},
                      field{"client_data", &self::client_data, "`response.clientDataJSON`."},
                      field{"attestation", &self::attestation,
                            "`response.attestationObject`; the user must have been verified."}};
  }
};

struct request_view {
  std::string challenge;
  std::string domain;
  std::int64_t expires_in_s = 0;

  static constexpr auto fields() {
    using self = request_view;
    return std::tuple{
        field{"challenge", &self::challenge, "`challenge`: good once."},
        field{"domain", &self::domain, "`rpId`."},
        field{"expires_in_s", &self::expires_in_s, "How long the challenge is good."}};
  }
};

struct passkey_answer_body {
  std::string credential_id;
  std::string client_data;
  std::string authenticator_data;
  std::string signature;
  std::optional<std::string> user_handle;

  static constexpr auto fields() {
    using self = passkey_answer_body;
    return std::tuple{
        field{"credential_id", &self::credential_id, "`rawId`."},
        field{"client_data", &self::client_data, "`response.clientDataJSON`."},
        field{"authenticator_data", &self::authenticator_data,
              "`response.authenticatorData`; the user must have been verified."},
        field{"signature", &self::signature, "`response.signature`."},
        field{"user_handle", &self::user_handle, "`response.userHandle`, if there is one."}};
  }
};

} // namespace switchboard::api
