#pragma once

#include <cstddef>
#include <cstdint>

/// How much of each thing a queue takes. None of it depends on configuration: these only keep a
/// stranger, who may start without an account, from making a queue slow or large.
namespace switchboard::queue {

/// Sides that are there; one more is refused.
constexpr std::size_t max_sides = 100'000;
/// Sockets of one side; one more is refused. Of those that dropped, as many may still be resumed.
constexpr std::size_t max_connections = 16;

constexpr std::size_t max_name_bytes = 256;
constexpr std::size_t max_skills = 32;
constexpr std::size_t max_skill_bytes = 64;
constexpr std::int64_t min_priority = -1'000;
constexpr std::int64_t max_priority = 1'000;
constexpr std::int64_t max_tier = 100;

/// The longest that any duration of the settings may be: a week.
constexpr std::int64_t max_duration_ms = 7 * 24 * 3'600'000LL;
constexpr std::int64_t max_unanswered_offers = 1'000;

} // namespace switchboard::queue
