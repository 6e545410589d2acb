#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a browser and an authenticator say about a passkey (Web Authentication, level 2), read and
/// checked as far as it is about form; challenges, accounts and counters are for others. Pure.
namespace switchboard::webauthn {

/// What the browser says: for which challenge, and on whose page.
struct client_data {
  std::string type;
  std::string challenge;
  std::string origin;
};

constexpr std::string_view making = "webauthn.create";
constexpr std::string_view signing_in = "webauthn.get";

std::optional<client_data> read_client_data(std::string_view json);

/// Whether a page may use the passkeys of this domain: it is on that host or on one below it, it
/// came encrypted unless the host is this very machine, and it is ours: named among the allowed, or
/// given out by the host that the request went to.
bool is_page_of(std::string_view origin, std::string_view domain,
                const std::vector<std::string>& allowed, std::string_view own_host);

/// What an authenticator says of itself.
struct authenticator_data {
  bool is_user_present = false;
  bool is_user_verified = false;
  std::uint32_t sign_count = 0;
  /// Of a credential that was just made; empty otherwise.
  std::string credential_id;
  /// Its public key, in DER.
  std::string public_key;
};

/// Nothing if it is not whole, or is of another domain.
std::optional<authenticator_data> read_authenticator_data(std::string_view bytes,
                                                          std::string_view domain);

/// The authenticator's data out of what was made; a statement about the maker of the authenticator
/// may stand there and is not looked at, because none is asked for.
std::optional<std::string> data_in_attestation(std::string_view attestation);

/// What the signature is over.
std::string signed_text(std::string_view authenticator_data, std::string_view client_data);

} // namespace switchboard::webauthn
