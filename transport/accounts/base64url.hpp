#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Bytes in letters that may stand in a URL, without padding (RFC 4648).
namespace switchboard {

std::string base64url(std::string_view bytes);

/// Nothing for a text that this did not make.
std::optional<std::string> from_base64url(std::string_view text);

} // namespace switchboard
