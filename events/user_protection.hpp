#pragma once

#include "events/json.hpp"
#include "events/words.hpp"

#include <string>
#include <tuple>

/// How a person's account is protected: part of the stream `user/ID`.
namespace switchboard::user {

struct email_verified {
  static constexpr std::string_view type = "user.email_verified";
  static constexpr std::string_view doc =
      "A person showed that mail to their address reaches them.";
  static constexpr int version = 1;

  std::string email;

  static constexpr auto fields() {
    return std::tuple{field{"email", &email_verified::email, "The address; told to nobody else."}};
  }
};

struct second_factor_added {
  static constexpr std::string_view type = "user.second_factor_added";
  static constexpr std::string_view doc =
      "From now on a password alone does not let this person in: a code of their authenticator, or "
      "a recovery code, belongs to it. No secret is in here.";
  static constexpr int version = 1;

  static constexpr auto fields() { return std::tuple{}; }
};

struct second_factor_removed {
  static constexpr std::string_view type = "user.second_factor_removed";
  static constexpr std::string_view doc =
      "The password alone lets this person in again; the actor is whoever decided so.";
  static constexpr int version = 1;

  static constexpr auto fields() { return std::tuple{}; }
};

struct passkey_added {
  static constexpr std::string_view type = "user.passkey_added";
  static constexpr std::string_view doc = "A person may sign in with one more passkey.";
  static constexpr int version = 1;

  std::string passkey_id;
  std::string name;

  static constexpr auto fields() {
    return std::tuple{
        field{"passkey_id", &passkey_added::passkey_id, "How it is called here; no secret."},
        field{"name", &passkey_added::name, "What its owner calls it."}};
  }
};

struct passkey_removed {
  static constexpr std::string_view type = "user.passkey_removed";
  static constexpr std::string_view doc = "A passkey lets nobody in any more.";
  static constexpr int version = 1;

  std::string passkey_id;

  static constexpr auto fields() {
    return std::tuple{field{"passkey_id", &passkey_removed::passkey_id, "Which one."}};
  }
};

struct password_reset {
  static constexpr std::string_view type = "user.password_reset";
  static constexpr std::string_view doc =
      "A person chose a new password without knowing the old one; all their sessions ended.";
  static constexpr int version = 1;

  reset_way way = reset_way::mail;

  static constexpr auto fields() {
    return std::tuple{field{"way", &password_reset::way, "How the link came to them."}};
  }
};

} // namespace switchboard::user
