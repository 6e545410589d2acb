#pragma once

#include "events/time.hpp"
#include "transport/accounts/identity.hpp"
#include "transport/accounts/token_key.hpp"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

struct jwt;

namespace switchboard {

/// Why a token lets nobody in: for the log. The client is told one and the same in every case.
BOOST_DEFINE_FIXED_ENUM_CLASS(token_fault, std::uint8_t,
                              // Not a token, or not one of ours.
                              malformed, wrong_algorithm, wrong_key, bad_signature,
                              // A token, but not for this.
                              wrong_issuer, wrong_audience, wrong_type, bad_subject, bad_claims,
                              // Not now.
                              expired, not_yet, unknown_session)

using token_verdict = std::variant<identity, token_fault>;

/// Whose tokens are taken beside our own.
struct outside_issuer {
  std::string issuer;
  std::string audience;
  public_key key;
};

/// Makes and checks access tokens (JWT). Each kind of token has one algorithm, one key and one
/// issuer that go together: HS256 with our own key for our own, and for the outside issuer what
/// its public key is for. Any thread may call.
class token_service {
public:
  struct options {
    std::string issuer = "switchboard";
    std::string audience = "switchboard";
    std::int64_t lifetime_ms = 900'000;
    std::optional<outside_issuer> outside;
  };

  token_service(options chosen, token_key key);

  /// When a token made now ends: after its lifetime, and with its session at the latest.
  timestamp end_of_token(timestamp now, timestamp session_expires_at) const;

  std::string issue(const identity& holder, timestamp now) const;

  /// Does not know whether the session is still live; `live_sessions` does.
  token_verdict verify(std::string_view token, timestamp now) const;

  /// 128 bits in hexadecimal digits that follow from the text, and that nobody can tell without the
  /// key of this server.
  std::string unguessable_id(std::string_view text) const;

private:
  /// Why the token was not signed by whoever may sign such; nothing if it was.
  std::optional<token_fault> fault_of_signature(jwt* read, const std::string& token,
                                                std::string_view algorithm) const;

  const options options_;
  const token_key key_;
};

} // namespace switchboard
