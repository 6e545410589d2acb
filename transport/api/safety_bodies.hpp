#pragma once

#include "events/json.hpp"
#include "transport/api/auth_bodies.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the calls about people's own safety take and give.
namespace switchboard::api {

struct proof_body {
  std::string password;

  static constexpr auto fields() {
    return std::tuple{field{"password", &proof_body::password,
                            "The account's password: that somebody is signed in is not enough."}};
  }
};

struct code_body {
  std::string code;

  static constexpr auto fields() {
    return std::tuple{field{"code", &code_body::code, "The six digits that the app shows now."}};
  }
};

struct second_step_body {
  std::string challenge;
  std::optional<std::string> code;
  std::optional<std::string> recovery_code;

  static constexpr std::array<std::string_view, 2> one_of{"code", "recovery_code"};
  static constexpr auto fields() {
    using self = second_step_body;
    return std::tuple{field{"challenge", &self::challenge, "What the first step was answered."},
                      field{"code", &self::code, "Either the six digits that the app shows now…"},
                      field{"recovery_code", &self::recovery_code, "… or a recovery code."}};
  }
};

struct authenticator_view {
  std::string key;
  std::string address;

  static constexpr auto fields() {
    return std::tuple{
        field{"key", &authenticator_view::key, "To be typed into an authenticator app."},
        field{"address", &authenticator_view::address, "The same, as a QR code says it."}};
  }
};

struct recovery_codes_view {
  std::vector<std::string> recovery_codes;

  static constexpr auto fields() {
    return std::tuple{field{"recovery_codes", &recovery_codes_view::recovery_codes,
                            "Each good once. They are not shown again."}};
  }
};

struct passkey_view {
  std::string id;
  std::string name;
  timestamp created_at;
  std::optional<timestamp> last_used_at;

  static constexpr auto fields() {
    return std::tuple{
        field{"id", &passkey_view::id, "How it is called here."},
        field{"name", &passkey_view::name, "What its owner calls it."},
        field{"created_at", &passkey_view::created_at, "When it was added."},
        field{"last_used_at", &passkey_view::last_used_at, "When it last let its owner in."}};
  }
};

struct security_view {
  std::optional<std::string> email;
  bool email_verified = false;
  bool authenticator = false;
  std::int64_t recovery_codes_left = 0;
  std::vector<passkey_view> passkeys;

  static constexpr auto fields() {
    using self = security_view;
    return std::tuple{
        field{"email", &self::email, "Where a link for a new password would be mailed."},
        field{"email_verified", &self::email_verified, "Whether mail is known to arrive there."},
        field{"authenticator", &self::authenticator, "Whether a password alone no longer lets in."},
        field{"recovery_codes_left", &self::recovery_codes_left, "How many were not used yet."},
        field{"passkeys", &self::passkeys, "The oldest first."}};
  }
};

struct methods_view {
  bool passkeys = false;
  bool mail = false;

  static constexpr auto fields() {
    return std::tuple{
        field{"passkeys", &methods_view::passkeys, "Whether one may sign in with a passkey."},
        field{"mail", &methods_view::mail, "Whether a forgotten password is mended by mail."}};
  }
};

struct reset_body {
  std::optional<typed_name> username;
  std::optional<std::string> email;

  static constexpr std::array<std::string_view, 2> one_of{"username", "email"};
  static constexpr auto fields() {
    return std::tuple{field{"username", &reset_body::username, "Either this…"},
                      field{"email", &reset_body::email, "… or this says which account."}};
  }
};

struct reset_asked_view {
  std::int64_t expires_in_s = 0;

  static constexpr auto fields() {
    return std::tuple{field{"expires_in_s", &reset_asked_view::expires_in_s,
                            "How long a link is good, if one was mailed."}};
  }
};

struct new_password_body {
  std::string token;
  std::string new_password;

  static constexpr auto fields() {
    return std::tuple{field{"token", &new_password_body::token, "The last part of the link."},
                      field{"new_password", &new_password_body::new_password,
                            "What the password is to be: at least eight characters."}};
  }
};

struct link_body {
  std::string token;

  static constexpr auto fields() {
    return std::tuple{field{"token", &link_body::token, "The last part of the link."}};
  }
};

struct reset_link_view {
  std::string url;
  std::string token;
  timestamp expires_at;

  static constexpr auto fields() {
    return std::tuple{
        field{"url", &reset_link_view::url,
              "To be handed to the person; without `mail.public_url` it begins at the host."},
        field{"token", &reset_link_view::token, "What is secret about it."},
        field{"expires_at", &reset_link_view::expires_at, "Until when it is good, once."}};
  }
};

} // namespace switchboard::api
