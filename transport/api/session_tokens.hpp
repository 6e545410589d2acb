#pragma once

#include "transport/api/errand.hpp"
#include "transport/api/user_view.hpp"

#include <functional>
#include <string>
#include <vector>

namespace switchboard::api {

/// What somebody gets who signs in.
struct signed_in_view {
  user_view user;
  std::string token;
  std::string refresh_token;
  std::int64_t expires_in_s = 0;

  static constexpr auto fields() {
    return std::tuple{
        field{"user", &signed_in_view::user, "Who signed in."},
        field{"token", &signed_in_view::token, "The access token, a JWT."},
        field{"refresh_token", &signed_in_view::refresh_token,
              "Good once, for the next pair of tokens."},
        field{"expires_in_s", &signed_in_view::expires_in_s, "How long the access token is good."}};
  }
};

// Sessions are kept in the credential store, and the user's entity is told of them. Nobody is given
// tokens whose session the log does not have.

/// Answers with the tokens of a session that was just opened.
void welcome(const errand& of, unsigned status, signed_in fresh);

/// Answers with the tokens of a session that goes on.
void prolong(const errand& of, signed_in fresh);

/// The store has ended this session: tells the entity, closes the sockets, then calls `then`.
void conclude_session(const errand& of, const ended_session& over, revoke_reason why,
                      std::function<void()> then);

/// The same for several; `then` is called when all of it is in the log.
void conclude_sessions(const errand& of, const std::vector<ended_session>& over, revoke_reason why,
                       std::function<void()> then);

} // namespace switchboard::api
