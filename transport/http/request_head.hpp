#pragma once

#include "transport/http/problem.hpp"
#include "transport/http/settings.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace switchboard::http {

/// Judges a request's head, from its first byte to the empty line, before anything else reads it.
/// Stricter than a parser need be: whatever two servers in a row could understand in two ways
/// (a folded line, two lengths, a length beside chunks) is refused.
std::optional<problem> judge_head(std::string_view head, const request_limits& limits);

/// The same for as much as has come when the empty line has not.
std::optional<problem> judge_unfinished_head(std::string_view head, const request_limits& limits);

/// Whether this is `Name: value`, without its line end.
bool is_header_line(std::string_view line);
/// Whether there is nothing in it that may not stand in a header's value.
bool is_header_value(std::string_view text);

/// Whether a comma-separated header value has this word, in whatever case.
bool has_token(std::string_view list, std::string_view token);
bool equals_ignoring_case(std::string_view one, std::string_view other);

} // namespace switchboard::http
