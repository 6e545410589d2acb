#pragma once

#include "events/json.hpp"

#include <algorithm>
#include <compare>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace switchboard::queue {

/// What an agent is able to do, or a customer needs: sorted, each once. Immutable, so that copies
/// are free.
class skill_set {
public:
  skill_set() = default;
  explicit skill_set(std::vector<std::string> skills) {
    if (skills.empty()) return;
    std::sort(skills.begin(), skills.end());
    skills.erase(std::unique(skills.begin(), skills.end()), skills.end());
    skills_ = std::make_shared<const std::vector<std::string>>(std::move(skills));
  }

  bool includes(const skill_set& needed) const {
    if (!needed.skills_ || skills_ == needed.skills_) return true;
    return skills_
           && std::includes(skills_->begin(), skills_->end(), needed.skills_->begin(),
                            needed.skills_->end());
  }

  const std::vector<std::string>& list() const {
    static const std::vector<std::string> none;
    return skills_ ? *skills_ : none;
  }

  friend bool operator==(const skill_set& one, const skill_set& other) {
    return one.skills_ == other.skills_ || one.list() == other.list();
  }
  friend std::strong_ordering operator<=>(const skill_set& one, const skill_set& other) {
    if (one.skills_ == other.skills_) return std::strong_ordering::equal;
    return one.list() <=> other.list();
  }

  friend void write(json::writer& out, const skill_set& skills) { json::write(out, skills.list()); }
  friend void read(const json::value& from, skill_set& to, const json::place& at, json::source by) {
    std::vector<std::string> list;
    json::read(from, list, at, by);
    to = skill_set{std::move(list)};
  }

private:
  /// Null when there are none.
  std::shared_ptr<const std::vector<std::string>> skills_;
};

} // namespace switchboard::queue
