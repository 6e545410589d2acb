#pragma once

#include "events/time.hpp"
#include "transport/accounts/secret.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace switchboard {

/// What a client shows a TURN server to be let in for a while.
struct turn_credential {
  std::string username;
  std::string password;
};

/// In the form that coturn calls its REST API: the name says until when it is good and whose it is,
/// and the password is its HMAC-SHA1 with a secret that this server and the TURN servers share. So
/// they need not ask each other, and what leaks ends by itself.
turn_credential make_turn_credential(const secret& shared, std::string_view user,
                                     timestamp expires_at);

/// The first line of a file that nobody but its owner may read. Throws a `key_error`.
secret load_turn_secret(const std::filesystem::path& path);

} // namespace switchboard
