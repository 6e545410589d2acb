#pragma once

#include "transport/accounts/secret.hpp"
#include "transport/accounts/token_service.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace switchboard {

/// A customer of a queue, as the site that embeds it vouches for.
struct vouched_customer {
  /// What the site calls them: 1 to 128 bytes without control characters.
  std::string id;
  std::optional<std::int64_t> priority;
  std::optional<std::vector<std::string>> skills;
};

/// Reads a customer's token: a JWT that the site has signed with HS256 and the secret that it
/// shares with this server. `sub` and `exp` are needed; `priority` and `skills` may be there.
std::variant<vouched_customer, token_fault>
read_customer_token(const secret& shared, std::string_view token, timestamp now);

/// The first line of a file that nobody but its owner may read. Throws a `key_error`.
secret load_customer_secret(const std::filesystem::path& path);

} // namespace switchboard
