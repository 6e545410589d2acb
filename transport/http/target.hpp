#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace switchboard::http {

using named_values = std::vector<std::pair<std::string, std::string>>;

inline std::optional<std::string_view> value_of(const named_values& all, std::string_view name) {
  for (const auto& [key, value] : all)
    if (key == name) return value;
  return std::nullopt;
}

/// What a request asks for, decoded: the path's segments and the query. `/` has no segments.
struct target {
  std::vector<std::string> segments;
  named_values query;
};

/// Nothing for a target that is not one, or decodes to something that no path here can mean: NUL,
/// bytes that are not UTF-8, or dot segments, with which a path could leave its folder.
std::optional<target> parse_target(std::string_view text);

} // namespace switchboard::http
