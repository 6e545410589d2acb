#pragma once

#include "projections/event_meter.hpp"
#include "projections/read_models.hpp"
#include "projections/readers.hpp"
#include "projections/runner.hpp"
#include "projections/watermark.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace switchboard::projections {

class read_models::implementation {
public:
  implementation(event_log& log, const std::filesystem::path& file, options how)
      : from{file, [this](const sqlite::error&) { runs.make_anew(); }},
        runs{log, file, from, mark, meter, std::move(how)} {}

  watermark mark;
  event_meter meter;
  readers from;
  runner runs;
};

/// The same limit for all pages, in the form that a question takes.
inline std::int64_t clamped(std::size_t limit) {
  return static_cast<std::int64_t>(std::clamp<std::size_t>(limit, 1, read_models::max_page));
}

/// A number of the log as a question takes it; behind all of them when there is none.
inline std::int64_t as_bound(std::optional<std::uint64_t> number) {
  constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::min(number.value_or(largest), largest));
}

} // namespace switchboard::projections
