#pragma once

#include <cstdint>

namespace switchboard {

/// What an entity does, by what may fail in it: tests make it fail there.
enum class entity_step : std::uint8_t {
  take,
  load,
  decide,
  draft,
  accept,
  react,
  keep_snapshot,
};

} // namespace switchboard
