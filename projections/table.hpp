#pragma once

#include "events/ids.hpp"
#include "events/time.hpp"

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <functional>
#include <optional>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace switchboard::projections {

/// What a row's table is called, which members are its key, and what else it is looked up by:
/// specialized beside each row, with `name`, `key` and `indexes`.
template <class Row>
struct table_schema;

/// The members of a row that tell it from the others of its table.
template <class Row>
auto key_of(const Row& row) {
  return std::apply([&](auto... members) { return std::tuple{(row.*members)...}; },
                    table_schema<Row>::key);
}

template <class Row>
using key_type = decltype(key_of(std::declval<const Row&>()));

struct key_hash {
  template <class... Parts>
  std::size_t operator()(const std::tuple<Parts...>& key) const {
    std::size_t all = 0;
    std::apply([&](const auto&... part) { ((all = all * 31 + of(part)), ...); }, key);
    return all;
  }

private:
  static std::size_t of(timestamp at) { return std::hash<std::int64_t>{}(at.ms); }
  template <class Part>
  static std::size_t of(const Part& part) {
    return std::hash<Part>{}(part);
  }
};

/// The rows that a projection works on. What it changes is remembered as rows to write and to
/// erase, until somebody has stored them. Rows that it asks for and that are not here are fetched,
/// if there is somewhere to fetch them from. So the rows in memory are no more than those of late,
/// and a projection does not know whether there is a file.
template <class Row>
class table {
public:
  using key = key_type<Row>;
  /// Finds a stored row.
  using fetch_row = std::function<std::optional<Row>(const key&)>;

  /// A row to write, or to erase when there is none.
  struct change {
    const key& of;
    const std::optional<Row>& row;
  };

  table() : fetch_{[](const key&) { return std::nullopt; }} {}

  void fetch_with(fetch_row fetch) { fetch_ = std::move(fetch); }

  /// Null if there is none. Valid until the next call.
  const Row* find(const key& wanted) {
    const auto& found = entry_of(wanted)->second.row;
    return found ? &*found : nullptr;
  }

  void put(Row row) {
    auto* const changed = place_of(key_of(row));
    changed->second.row = std::move(row);
    note(*changed);
  }

  void erase(const key& gone) {
    auto* const changed = place_of(gone);
    changed->second.row.reset();
    note(*changed);
  }

  /// Calls `edit(row)` if there is one; says whether there is.
  template <std::invocable<Row&> Edit>
  bool edit(const key& wanted, Edit&& edit) {
    auto* const found = entry_of(wanted);
    if (!found->second.row) return false;
    edit(*found->second.row);
    note(*found);
    return true;
  }

  /// Calls `edit(row)` for the row with the key of `fresh`, which is put first if there is none.
  template <std::invocable<Row&> Edit>
  void edit_or_make(Row fresh, Edit&& edit) {
    auto* const found = entry_of(key_of(fresh));
    if (!found->second.row) found->second.row = std::move(fresh);
    edit(*found->second.row);
    note(*found);
  }

  std::size_t change_count() const { return changed_.size(); }

  /// Calls `visit(change)` for each row that differs from what is stored, in the order of the keys.
  template <class Visitor>
  void for_each_change(Visitor&& visit) {
    std::ranges::sort(changed_, {}, [](const entry* each) -> const key& { return each->first; });
    for (const auto* each : changed_)
      visit(change{each->first, each->second.row});
  }

  /// The changes are stored now. Of the other rows only the ones used of late are kept.
  void settle() {
    for (auto* each : changed_)
      each->second.is_changed = false;
    changed_.clear();
    if (recent_.size() < max_recent_rows) return;
    older_ = std::move(recent_);
    recent_.clear();
  }

  /// Forgets everything, also what was not stored.
  void reset() {
    changed_.clear();
    recent_.clear();
    older_.clear();
  }

private:
  struct slot {
    std::optional<Row> row;
    bool is_changed = false;
  };
  using slots = std::unordered_map<key, slot, key_hash>;
  using entry = typename slots::value_type;

  /// Twice as many are in memory at most, and what one transaction changes.
  static constexpr std::size_t max_recent_rows = 16'384;

  entry* entry_of(const key& wanted) {
    const auto [at, is_new] = recent_.try_emplace(wanted);
    if (!is_new) return &*at;
    if (auto known = older_.extract(wanted))
      at->second = std::move(known.mapped());
    else
      at->second.row = fetch_(wanted);
    return &*at;
  }

  /// For a row whose content does not matter any more.
  entry* place_of(const key& wanted) { return &*recent_.try_emplace(wanted).first; }

  void note(entry& changed) {
    if (!std::exchange(changed.second.is_changed, true)) changed_.push_back(&changed);
  }

  fetch_row fetch_;
  slots recent_;
  slots older_;
  std::vector<entry*> changed_;
};

} // namespace switchboard::projections
