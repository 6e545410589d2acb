#pragma once

#include "transport/api/errand.hpp"
#include "transport/api/user_view.hpp"

#include <optional>
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

/// Tells the user's entity of sessions, which the credential store keeps, and closes the sockets of
/// those that are over. Nobody is given tokens whose session the log does not have.
class session_desk {
public:
  /// Answers with the tokens of a session that was just opened.
  static void welcome(const errand& of, unsigned status, signed_in fresh);
  /// Answers with the tokens of a session that goes on.
  static void prolong(const errand& of, signed_in fresh);

  /// The store has ended this session: tells the entity, closes the sockets, then calls `then`.
  static void end(const errand& of, const ended_session& over, revoke_reason why,
                  std::function<void()> then);

private:
  static void open(const errand& of, unsigned status, std::shared_ptr<signed_in> fresh);
  static void answer(const errand& of, unsigned status, std::shared_ptr<signed_in> fresh);
};

} // namespace switchboard::api
