#pragma once

#include "events/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Codes that an authenticator app shows (RFC 6238): SHA-1, six digits, a new one every 30 s,
/// because that is what all apps know. Pure.
namespace switchboard::totp {

constexpr std::size_t secret_bytes = 20;

/// Which code it is at this time: they are numbered from 1970 on.
std::int64_t step_at(timestamp now);

/// Six digits of the code with this number (RFC 4226).
std::string code_of(std::string_view secret, std::int64_t step);

/// The number of the code that was typed: the one of now, the one before or the one after, since
/// clocks differ and typing takes a while. Nothing if it is none of them.
std::optional<std::int64_t> step_of(std::string_view secret, std::string_view typed, timestamp now);

/// As people type a secret into an app that has no camera (RFC 4648, without padding).
std::string base32(std::string_view bytes);

/// What the QR code says: the secret, for whom and of whom.
std::string address_of(std::string_view secret, std::string_view issuer, std::string_view account);

} // namespace switchboard::totp
