#pragma once

#include "config/setting.hpp"

#include <tuple>

namespace switchboard::config {

/// Passwords, tokens and sessions.
struct account_settings {
  bool registration_open = true;
  std::int64_t min_password_length = 8;
  std::int64_t token_lifetime_s = 900;
  std::int64_t refresh_lifetime_s = 30LL * 24 * 3600;
  std::int64_t ticket_lifetime_s = 30;
  std::string issuer = "switchboard";
  std::string audience = "switchboard";
  std::string outside_issuer;
  std::string outside_audience;
  std::string outside_public_key;
  std::int64_t hash_memory_kib = 19 * 1024;
  std::int64_t hash_passes = 2;
  std::int64_t hash_threads = 2;
  std::int64_t hash_nice = 10;
  std::int64_t hash_queue = 512;
  std::int64_t login_attempts_per_account = 10;
  std::int64_t login_attempts_per_address = 100;
  std::int64_t login_window_s = 900;
  std::int64_t registrations_per_address = 100;
  std::int64_t registration_window_s = 3600;
  std::int64_t reset_link_lifetime_s = 3600;
  std::int64_t verify_link_lifetime_s = 24 * 3600;
  std::int64_t links_per_account = 5;
  std::int64_t links_per_address = 30;
  std::int64_t link_window_s = 3600;
  std::string passkey_domain;

  static constexpr auto fields() {
    using self = account_settings;
    return std::tuple{
        setting{"registration_open", &self::registration_open,
                "Whether anybody may make an account."},
        setting{"min_password_length", &self::min_password_length,
                "How many characters a password needs.", between(8, 128)},
        setting{"token_lifetime_s", &self::token_lifetime_s, "How long an access token is good.",
                between(1, 24 * 3600)},
        setting{"refresh_lifetime_s", &self::refresh_lifetime_s,
                "How long a session lasts after its last refresh. At least `token_lifetime_s`.",
                between(1, 366 * 24 * 3600)},
        setting{"ticket_lifetime_s", &self::ticket_lifetime_s,
                "How long a ticket for opening a socket is good.", between(1, 300)},
        setting{"issuer", &self::issuer, "The `iss` of the tokens made here."},
        setting{"audience", &self::audience, "The `aud` of the tokens made here."},
        setting{"outside_issuer", &self::outside_issuer,
                "The `iss` of an outside issuer whose tokens are good here too; empty is none. Its "
                "`sub` is the user id, whoever that is, so trust it with every account."},
        setting{"outside_audience", &self::outside_audience,
                "The `aud` that the outside issuer's tokens must have."},
        setting{"outside_public_key", &self::outside_public_key,
                "The file with the outside issuer's public key, in PEM: RSA of 2048 bits or more "
                "(RS256) or P-256 (ES256)."},
        setting{"hash_memory_kib", &self::hash_memory_kib,
                "How much memory Argon2id takes for one password.", between(8, 1 << 20)},
        setting{"hash_passes", &self::hash_passes, "How often Argon2id goes over that memory.",
                between(1, 100)},
        setting{"hash_threads", &self::hash_threads, "How many passwords are hashed at once.",
                between(1, 64)},
        setting{"hash_nice", &self::hash_nice,
                "By how much the hashing threads step back for those that relay calls.",
                between(0, 19)},
        setting{"hash_queue", &self::hash_queue,
                "How many passwords may wait to be hashed before further ones are told to try "
                "again.",
                between(1, 100'000)},
        setting{"login_attempts_per_account", &self::login_attempts_per_account,
                "How many wrong passwords an account takes within the window.",
                between(1, 1'000'000)},
        setting{"login_attempts_per_address", &self::login_attempts_per_address,
                "How many wrong passwords an address may send within the window.",
                between(1, 1'000'000)},
        setting{"login_window_s", &self::login_window_s,
                "How long it takes until that many attempts are given again.",
                between(1, 24 * 3600)},
        setting{"registrations_per_address", &self::registrations_per_address,
                "How many accounts an address may ask for within the window; 0 is any number.",
                between(0, 1'000'000)},
        setting{"registration_window_s", &self::registration_window_s,
                "How long it takes until that many registrations are given again.",
                between(1, 24 * 3600)},
        setting{"reset_link_lifetime_s", &self::reset_link_lifetime_s,
                "How long a link for a new password is good.", between(60, 7 * 24 * 3600)},
        setting{"verify_link_lifetime_s", &self::verify_link_lifetime_s,
                "How long a link that verifies an e-mail address is good.",
                between(60, 30 * 24 * 3600)},
        setting{"links_per_account", &self::links_per_account,
                "How many links are mailed to an account within the window.",
                between(1, 1'000'000)},
        setting{"links_per_address", &self::links_per_address,
                "How many links an address may ask for within the window.", between(1, 1'000'000)},
        setting{"link_window_s", &self::link_window_s,
                "How long it takes until that many links are given again.", between(1, 24 * 3600)},
        setting{"passkey_domain", &self::passkey_domain,
                "The domain that passkeys are for: the web app's host name or one above it, and "
                "`localhost` for trying it out. Empty is no passkeys. Another domain makes those "
                "that people have useless."}};
  }
};

} // namespace switchboard::config
