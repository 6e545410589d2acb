#pragma once

#include "config/setting.hpp"

#include <tuple>

namespace switchboard::config {

/// How mail reaches people: for verifying addresses and for new passwords.
struct mail_settings {
  std::string host;
  std::int64_t port = 587;
  std::string tls = "starttls";
  std::string tls_ca;
  std::string user;
  std::string password;
  std::string password_file;
  std::string from;
  std::string public_url;
  std::int64_t queue = 1'000;
  std::int64_t attempts = 6;
  std::int64_t timeout_ms = 30'000;

  static constexpr auto fields() {
    using self = mail_settings;
    return std::tuple{
        setting{"host", &self::host,
                "The SMTP server that takes our mail; empty is none, and then an admin gives "
                "people the links that mail would bring."},
        setting{"port", &self::port, "Its port.", between(1, 65'535)},
        setting{"tls", &self::tls,
                "How the way there is protected: `starttls` (usually port 587), `tls` from the "
                "first byte (465), or not at all.",
                one_of("none", "starttls", "tls")},
        setting{"tls_ca", &self::tls_ca,
                "The file with the certificates that vouch for it, in PEM; empty is what the "
                "system trusts."},
        setting{"user", &self::user, "Whom to sign in as there; empty is not at all."},
        setting{"password", &self::password, "What to sign in with. Better in a file of its own."},
        setting{"password_file", &self::password_file,
                "A file, readable by its owner alone, whose first line is the password."},
        setting{"from", &self::from, "The address that mail comes from."},
        setting{"public_url", &self::public_url,
                "Where people reach the web app, `https://calls.example.org`: links begin so."},
        setting{"queue", &self::queue, "How many mails may wait; further ones are not sent.",
                between(1, 100'000)},
        setting{"attempts", &self::attempts,
                "How often a mail is tried, with pauses that grow from a second to minutes.",
                between(1, 20)},
        setting{"timeout_ms", &self::timeout_ms, "How long one try may take.",
                between(100, 300'000)}};
  }
};

} // namespace switchboard::config
