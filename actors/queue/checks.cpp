#include "actors/queue/checks.hpp"

#include "actors/queue/limits.hpp"

#include <algorithm>
#include <string>

namespace switchboard::queue {

namespace {

bool is_between(std::int64_t least, std::int64_t value, std::int64_t most) {
  return least <= value && value <= most;
}

std::string range(std::int64_t least, std::int64_t most) {
  return " must be from " + std::to_string(least) + " to " + std::to_string(most) + ".";
}

std::optional<rejection> check_person(const std::string& name,
                                      const std::vector<std::string>& skills) {
  if (name.empty()) return rejection{reject_code::bad_value, "A name is needed."};
  if (name.size() > max_name_bytes)
    return rejection{reject_code::too_long,
                     "A name has at most " + std::to_string(max_name_bytes) + " bytes."};
  if (skills.size() > max_skills)
    return rejection{reject_code::limit_reached,
                     "At most " + std::to_string(max_skills) + " skills go with one side."};
  const bool are_skills_named =
      std::all_of(skills.begin(), skills.end(), [](const std::string& each) {
        return !each.empty() && each.size() <= max_skill_bytes;
      });
  if (!are_skills_named)
    return rejection{reject_code::bad_value,
                     "A skill has from 1 to " + std::to_string(max_skill_bytes) + " bytes."};
  return std::nullopt;
}

} // namespace

std::optional<rejection> check(const start_customer& asked) {
  if (auto refused = check_person(asked.name, asked.skills)) return refused;
  if (!is_between(min_priority, asked.priority, max_priority))
    return rejection{reject_code::bad_value, "priority" + range(min_priority, max_priority)};
  return std::nullopt;
}

std::optional<rejection> check(const start_agent& asked) {
  if (auto refused = check_person(asked.name, asked.skills)) return refused;
  if (!is_between(0, asked.tier, max_tier))
    return rejection{reject_code::bad_value, "tier" + range(0, max_tier)};
  return std::nullopt;
}

std::optional<rejection> check(const settings& wanted) {
  std::optional<rejection> refused;
  for_each_field<settings>([&](const auto& each) {
    using member = std::remove_cvref_t<decltype(wanted.*each.member)>;
    if constexpr (std::is_same_v<member, std::int64_t>) {
      // An offer without any time could never be answered.
      const std::int64_t least = each.name == "offer_timeout_ms" ? 1 : 0;
      const auto most = each.name.ends_with("_ms") ? max_duration_ms : max_unanswered_offers;
      if (!refused && !is_between(least, wanted.*each.member, most))
        refused = {reject_code::bad_value, std::string{each.name} + range(least, most)};
    }
  });
  return refused;
}

} // namespace switchboard::queue
