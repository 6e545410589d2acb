#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace switchboard::load {

/// The text of the first field of this name in a JSON document, whose value has no escapes: a load
/// has no time for more. Empty if there is none.
inline std::string_view field_text(std::string_view json, std::string_view name) {
  const auto start = '"' + std::string{name} + "\":\"";
  const auto found = json.find(start);
  if (found == json.npos) return {};
  const auto from = found + start.size();
  return json.substr(from, json.find('"', from) - from);
}

/// The same for a number; 0 if there is none.
inline std::uint64_t field_number(std::string_view json, std::string_view name) {
  const auto start = '"' + std::string{name} + "\":";
  const auto found = json.find(start);
  std::uint64_t number = 0;
  if (found != json.npos)
    std::from_chars(json.data() + found + start.size(), json.data() + json.size(), number);
  return number;
}

inline bool is_of_type(std::string_view json, std::string_view type) {
  return field_text(json, "type") == type;
}

} // namespace switchboard::load
