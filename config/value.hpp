#pragma once

#include "config/setting.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace switchboard::config {

/// A value as a TOML file gives it.
using value = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>>;

/// Puts a value into its place. What comes back is why it does not go, as the rest of a sentence
/// ("is not a number; allowed is 1 to 64"); nothing when all is well.
std::optional<std::string> assign(const entry& to, const value& given);

/// The same for text from a variable or a flag. A list's parts are separated by commas.
std::optional<std::string> assign_text(const entry& to, std::string_view text);

/// What may stand there: `1 to 64`, `true or false`, `text or json`.
std::string allowed_text(const entry& of);

/// The value in its place, as TOML.
std::string toml_text(const entry& of);

/// `127.0.0.1:8000`, `localhost:0` or `[::1]:8000`; empty text is an empty endpoint.
std::optional<endpoint> parse_endpoint(std::string_view text);
std::string to_string(const endpoint& at);

} // namespace switchboard::config
