#pragma once

#include "tools/call/story.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace switchboard::tools {

/// One step of a sequence diagram: from one lane to another, or a note on one.
struct arrow {
  timestamp at;
  std::size_t from = 0;
  std::size_t to = 0;
  std::string text;

  bool is_note() const { return from == to; }
};

/// Who said what to whom in a call. The second lane is the server, between who called and all
/// others.
struct exchange {
  std::string title;
  std::vector<std::string> lanes;
  std::vector<arrow> arrows;
};

exchange exchange_of(const call_story& story);

} // namespace switchboard::tools
