#pragma once

#include "events/words.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace switchboard {

/// A role as the store and the tokens write it.
inline std::string_view word_of(role of) { return boost::describe::enum_to_string(of, ""); }

inline std::optional<role> role_of(const std::string& word) {
  role found{};
  if (!boost::describe::enum_from_string(word.c_str(), found)) return std::nullopt;
  return found;
}

} // namespace switchboard
