#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/application.hpp"

#include <functional>
#include <mutex>
#include <string_view>
#include <unordered_set>
#include <variant>

namespace switchboard::api {

/// Finds out who calls, by the access token in the `Authorization` header, and whether they may.
class doorkeeper {
public:
  explicit doorkeeper(const ports& by) : by_{by} {}

  void authenticate(const http::request& asked, http::access who, http::auth_responder answer);

  /// Makes the user of an outside issuer's token known to us, if they are not yet, and asks whether
  /// they are banned. `then` is told how that went; what is asked of the user's entity after this
  /// call finds the user there.
  void introduce(const identity& holder, std::function<void(const outcome&)> then);

private:
  bool is_known(const user_id& user);
  void remember(const user_id& user);

  const ports& by_;
  std::mutex mutex_;
  std::unordered_set<user_id> known_;
};

/// Whom the bearer token of a request lets in.
token_verdict identify(const ports& by, const http::request& asked);

/// Asks whether somebody whom a token names is shut out: nobody can take an outside issuer's token
/// back. Whoever has not been here before is not.
void check_ban(const ports& by, const identity& holder, std::function<void(const outcome&)> then);

} // namespace switchboard::api
