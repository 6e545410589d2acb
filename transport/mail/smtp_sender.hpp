#pragma once

#include "transport/mail/letter.hpp"

#include <boost/describe/enum.hpp>

#include <atomic>
#include <cstdint>
#include <string>

namespace switchboard::mail {

BOOST_DEFINE_FIXED_ENUM_CLASS(encryption, std::uint8_t, none, starttls, tls)

struct smtp_options {
  std::string host;
  std::uint16_t port = 587;
  mail::encryption encryption = mail::encryption::starttls;
  /// The certificates that vouch for the server; empty is what the system trusts.
  std::string trusted_certificates;
  /// Empty is not to sign in.
  std::string user;
  std::string password;
  std::string from;
  std::int64_t timeout_ms = 30'000;
};

enum class verdict : std::uint8_t {
  sent,
  /// The server is away, busy or full; it may take the same letter later.
  later,
  /// It will never take this letter.
  refused
};

struct attempt {
  mail::verdict verdict = mail::verdict::later;
  /// What went wrong, for the log; no address and no text is in it.
  std::string cause;
};

/// Gives letters to an SMTP server, one at a time and waiting for its word.
class smtp_sender {
public:
  explicit smtp_sender(smtp_options chosen);

  /// `is_stopping` breaks it off.
  attempt send(const letter& of, const std::atomic<bool>& is_stopping) const;

private:
  const smtp_options options_;
};

} // namespace switchboard::mail
