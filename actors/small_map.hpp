#pragma once

#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace switchboard {

/// A map for what mostly holds a handful, in hundreds of thousands of entities: a few entries are
/// looked through one by one, and only more of them get a hash table.
template <class Key, class Value>
class small_map {
public:
  std::size_t size() const { return table_ ? table_->size() : few_.size(); }

  const Value* find(const Key& key) const {
    if (table_) {
      const auto found = table_->find(key);
      return found == table_->end() ? nullptr : &found->second;
    }
    const auto found = std::ranges::find(few_, key, [](const auto& each) { return each.first; });
    return found == few_.end() ? nullptr : &found->second;
  }

  Value* find(const Key& key) { return const_cast<Value*>(std::as_const(*this).find(key)); }

  /// Adds what is not there yet.
  void add(const Key& key, Value value) {
    if (!table_ && few_.size() == most_without_table) make_table();
    if (table_)
      table_->emplace(key, std::move(value));
    else
      few_.emplace_back(key, std::move(value));
  }

  template <class Visitor>
  void for_each(Visitor&& visit) const {
    for (const auto& [key, value] : few_)
      visit(key, value);
    if (!table_) return;
    for (const auto& [key, value] : *table_)
      visit(key, value);
  }

  /// Removes the values of which this is true.
  template <class Predicate>
  void erase_if(const Predicate& is_over) {
    const auto is_entry_over = [&](const auto& entry) { return is_over(entry.second); };
    std::erase_if(few_, is_entry_over);
    if (table_) boost::unordered::erase_if(*table_, is_entry_over);
  }

private:
  /// Without a node for each entry: most of the time goes into what is not in the cache.
  using table = boost::unordered_flat_map<Key, Value>;

  static constexpr std::size_t most_without_table = 16;

  void make_table() {
    table_ = std::make_unique<table>(std::make_move_iterator(few_.begin()),
                                     std::make_move_iterator(few_.end()));
    few_ = {};
  }

  std::vector<std::pair<Key, Value>> few_;
  std::unique_ptr<table> table_;
};

} // namespace switchboard
