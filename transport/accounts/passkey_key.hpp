#pragma once

#include "transport/accounts/cbor_reader.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The public half of a passkey: from the form that authenticators write (COSE, RFC 9053) to the
/// one that OpenSSL reads (DER).
namespace switchboard::passkey_key {

/// What we can check, the best liked first: ES256, EdDSA (Ed25519), RS256.
constexpr std::array<std::int64_t, 3> algorithms{-7, -8, -257};

/// The key in DER; nothing if it is none of those, or not a key.
std::optional<std::string> read(cbor_reader& from);

/// Whether the signature is that of the text, by this key.
bool has_signed(std::string_view key, std::string_view text, std::string_view signature);

} // namespace switchboard::passkey_key
