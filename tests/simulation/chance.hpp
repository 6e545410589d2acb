#pragma once

#include <cstddef>
#include <cstdint>

namespace switchboard::simulation {

/// All chance of one simulated system. The library's distributions differ from one library to the
/// next; here the same seed means the same everywhere.
class chance {
public:
  explicit chance(std::uint64_t seed) : state_{seed} {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    auto mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebULL;
    return mixed ^ (mixed >> 31);
  }

  /// From 0 to `limit` - 1; the limit must not be 0.
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }

  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(below(static_cast<std::size_t>(most - least) + 1));
  }

  /// Draws nothing for what never happens, so that faults that are off do not shift the rest.
  bool happens(std::int64_t permille) { return permille > 0 && between(1, 1'000) <= permille; }

  template <class List>
  auto& one_of(List& list) {
    return list[below(list.size())];
  }

private:
  std::uint64_t state_;
};

} // namespace switchboard::simulation
