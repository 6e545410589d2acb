#pragma once

#include "events/json.hpp"
#include "events/schema.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// What the calls about accounts and sessions take and give.
namespace switchboard::api {

/// A name as somebody typed it, good or not; as a user id, it may come as a number.
struct typed_name {
  std::string text;
};

template <class Value>
void read(const Value& from, typed_name& to, const json::place& at, json::source by) {
  if (const auto natural = json::access<Value>::natural(from))
    to.text = std::to_string(*natural);
  else if (const auto integer = json::access<Value>::integer(from))
    to.text = std::to_string(*integer);
  else
    json::read(from, to.text, at, by);
}
schema::document of(std::type_identity<typed_name>);

struct register_body {
  typed_name username;
  std::string email;
  std::string password;
  std::optional<std::string> full_name;

  static constexpr auto fields() {
    return std::tuple{
        field{"username", &register_body::username, "The name to sign in with, and the user's id."},
        field{"email", &register_body::email, "Told to nobody else."},
        field{"password", &register_body::password, "At least eight characters."},
        field{"full_name", &register_body::full_name, "The name shown to others."}};
  }
};

struct login_body {
  std::optional<typed_name> username;
  std::optional<std::string> email;
  std::string password;

  static constexpr std::array<std::string_view, 2> any_of{"username", "email"};
  static constexpr auto fields() {
    return std::tuple{field{"username", &login_body::username, "Either this…"},
                      field{"email", &login_body::email, "… or this says which account."},
                      field{"password", &login_body::password, "The account's password."}};
  }
};

struct refresh_body {
  std::string refresh_token;

  static constexpr auto fields() {
    return std::tuple{
        field{"refresh_token", &refresh_body::refresh_token, "The one that came last."}};
  }
};

struct password_body {
  std::string current_password;
  std::string new_password;

  static constexpr auto fields() {
    using self = password_body;
    return std::tuple{
        field{"current_password", &self::current_password, "What it is now."},
        field{"new_password", &self::new_password, "What it is to be: at least eight characters."}};
  }
};

struct session_view {
  session_id id;
  std::string ip_address;
  std::string user_agent;
  timestamp created_at;
  timestamp last_used_at;
  timestamp expires_at;
  bool current = false;

  static constexpr auto fields() {
    return std::tuple{
        field{"id", &session_view::id, "The session."},
        field{"ip_address", &session_view::ip_address, "Where it was opened from."},
        field{"user_agent", &session_view::user_agent, "What it was opened with."},
        field{"created_at", &session_view::created_at, "When it was opened."},
        field{"last_used_at", &session_view::last_used_at,
              "When its tokens were last made: a client that is in use does so every few minutes."},
        field{"expires_at", &session_view::expires_at, "When it ends unless it is refreshed."},
        field{"current", &session_view::current, "Whether this request is of this session."}};
  }
};

struct sessions_view {
  std::vector<session_view> sessions;

  static constexpr auto fields() {
    return std::tuple{field{"sessions", &sessions_view::sessions, "The newest first."}};
  }
};

struct ticket_view {
  std::string ticket;
  std::int64_t expires_in_s = 0;

  static constexpr auto fields() {
    return std::tuple{
        field{"ticket", &ticket_view::ticket, "Good once, as `?ticket=` of a socket."},
        field{"expires_in_s", &ticket_view::expires_in_s, "How long it is good."}};
  }
};

} // namespace switchboard::api
