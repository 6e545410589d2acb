#pragma once

#include "tools/selection.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace switchboard::tools {

/// One page of what somebody looks for, from the newest on.
struct search {
  selection wanted;
  /// How the type begins, with its kind (`room.call_`) or without (`call_`); empty is any.
  std::string type_beginning = {};
  /// What `next` of the page before said.
  std::optional<std::uint64_t> before = {};
  std::size_t limit = 50;
  /// However rare what is wanted may be, a page takes no longer than this takes to read.
  std::size_t max_looked_through = 10'000;
};

struct search_page {
  /// The newest first.
  std::vector<recorded> events;
  /// Where to go on; absent when nothing older can be wanted. A page may be empty and still have
  /// one: then as much was looked through as a page may.
  std::optional<std::uint64_t> next;
};

/// Reads backwards: the streams that a stream, a call or a user names, or else the whole log.
search_page find_page(const event_log& log, const search& asked);

} // namespace switchboard::tools
