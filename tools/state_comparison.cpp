#include "tools/state_comparison.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

namespace switchboard::tools {

namespace {

using json::quick_list;
using json::quick_object;
using json::quick_value;

using flat_state = std::map<std::string, std::string>;

bool is_empty(const quick_value& value) {
  if (value.is_array()) return quick_list{value}.begin() == quick_list{value}.end();
  return value.is_object() && quick_object{value}.begin() == quick_object{value}.end();
}

bool is_structured(const quick_value& value) {
  return (value.is_array() || value.is_object()) && !is_empty(value);
}

std::string text_of(const quick_value& value) { return json::access<quick_value>::compact(value); }

/// The values of two documents where they differ.
class difference {
public:
  void note(const std::optional<quick_value>& old, const std::optional<quick_value>& now) {
    if (!old || !now || !is_structured(*old) || old->type() != now->type()
        || !is_structured(*now)) {
      if (old && now && text_of(*old) == text_of(*now)) return;
      if (old) flatten(before_, *old);
      if (now) flatten(after_, *now);
    } else if (old->is_array()) {
      note_elements(*old, *now);
    } else {
      note_fields(*old, *now);
    }
  }

  std::vector<change> changes() const {
    std::vector<change> changes;
    for (const auto& [path, value] : after_) {
      const auto old = before_.find(path);
      if (old == before_.end())
        changes.push_back({path, "", value});
      else if (old->second != value)
        changes.push_back({path, old->second, value});
    }
    for (const auto& [path, value] : before_)
      if (!after_.contains(path)) changes.push_back({path, value, ""});
    return changes;
  }

private:
  using step = std::variant<std::size_t, std::string_view>;

  void note_elements(const quick_list& old, const quick_list& now) {
    std::size_t index = 0;
    auto each_old = old.begin();
    auto each_now = now.begin();
    for (; each_old != old.end() || each_now != now.end(); ++index) {
      std::optional<quick_value> one_old;
      std::optional<quick_value> one_now;
      if (each_old != old.end()) one_old = *each_old, ++each_old;
      if (each_now != now.end()) one_now = *each_now, ++each_now;
      note_below(index, one_old, one_now);
    }
  }

  /// Side by side as long as both have the same names, and by name from there on.
  void note_fields(const quick_object& old, const quick_object& now) {
    auto next_old = old.begin();
    auto next_now = now.begin();
    while (next_old != old.end() && next_now != now.end() && next_old.key() == next_now.key()) {
      note_below(next_old.key(), next_old.value(), next_now.value());
      ++next_old;
      ++next_now;
    }
    std::map<std::string_view, std::pair<std::optional<quick_value>, std::optional<quick_value>>>
        others;
    for (; next_old != old.end(); ++next_old)
      others[next_old.key()].first = next_old.value();
    for (; next_now != now.end(); ++next_now)
      others[next_now.key()].second = next_now.value();
    for (const auto& [key, values] : others)
      note_below(key, values.first, values.second);
  }

  void note_below(step to, const std::optional<quick_value>& old,
                  const std::optional<quick_value>& now) {
    steps_.push_back(to);
    // Each event has a number: that it is in the state says nothing.
    if (steps_.size() > 1 || to != step{std::string_view{"seq"}}) note(old, now);
    steps_.pop_back();
  }

  void flatten(flat_state& into, const quick_value& value) {
    if (!is_structured(value)) {
      const bool is_nothing = value.is_array() || value.is_object();
      into[path()] = is_nothing ? "null" : text_of(value);
    } else if (value.is_array()) {
      std::size_t index = 0;
      for (const auto& each : quick_list{value})
        flatten_below(index++, into, each);
    } else {
      for (const auto& [key, each] : quick_object{value})
        flatten_below(key, into, each);
    }
  }

  void flatten_below(step to, flat_state& into, const quick_value& value) {
    steps_.push_back(to);
    flatten(into, value);
    steps_.pop_back();
  }

  std::string path() const {
    nlohmann::json::json_pointer pointer;
    for (const auto& each : steps_)
      std::visit([&](const auto& to) { pointer.push_back(name_of(to)); }, each);
    return pointer.to_string();
  }

  static std::string name_of(std::size_t index) { return std::to_string(index); }
  static std::string name_of(std::string_view key) { return std::string{key}; }

  /// The way to where the walk is. It becomes a text only where something differs.
  std::vector<step> steps_;
  flat_state before_;
  flat_state after_;
};

} // namespace

std::vector<change> state_comparison::next(const any_state& state) {
  std::swap(before_, newest_);
  newest_->read(to_json_text(state));
  difference found;
  found.note(before_->root(), newest_->root());
  return found.changes();
}

} // namespace switchboard::tools
