#pragma once

#include <cstddef>
#include <memory>
#include <utility>
#include <variant>

namespace switchboard::queue {

/// An ordered map whose copies share what they have in common: copying costs nothing, and a change
/// makes new nodes only along one path. So a decision can work on a copy of a queue of thousands
/// and throw it away. It knows its sizes, so a place in the order is found without counting.
///
/// A weight-balanced tree of immutable nodes; copies may be read from any thread.
template <class Key, class Value>
class shared_map {
public:
  std::size_t size() const { return size_of(root_); }
  bool empty() const { return !root_; }

  const Value* find(const Key& key) const {
    auto at = root_.get();
    while (at) {
      if (key < at->key)
        at = at->left.get();
      else if (at->key < key)
        at = at->right.get();
      else
        return &at->value;
    }
    return nullptr;
  }

  /// The smallest key; the map must not be empty.
  const Key& first() const {
    auto at = root_.get();
    while (at->left)
      at = at->left.get();
    return at->key;
  }

  /// How many keys are smaller than this one, which need not be there.
  std::size_t rank(const Key& key) const {
    std::size_t before = 0;
    for (auto at = root_.get(); at;) {
      if (at->key < key) {
        before += size_of(at->left) + 1;
        at = at->right.get();
      } else {
        at = at->left.get();
      }
    }
    return before;
  }

  void put(Key key, Value value) {
    const node fresh{std::move(key), std::move(value), nullptr, nullptr, 1};
    root_ = with(root_, fresh);
  }

  void erase(const Key& key) {
    if (find(key)) root_ = without(root_, key);
  }

  /// Calls `visit(key, value)` in the order of the keys.
  template <class Visitor>
  void for_each(Visitor&& visit) const {
    walk(root_.get(), visit);
  }

private:
  struct node;
  using link = std::shared_ptr<const node>;

  struct node {
    Key key;
    Value value;
    link left;
    link right;
    std::size_t size = 0;
  };

  /// One side may weigh at most `max_ratio` times the other. A rotation is single if the inner
  /// grandchild weighs less than `turn_ratio` times the outer one. These two keep every insertion
  /// and removal in balance with one rotation a level.
  static constexpr std::size_t max_ratio = 3;
  static constexpr std::size_t turn_ratio = 2;

  static std::size_t size_of(const link& tree) { return tree ? tree->size : 0; }
  static std::size_t weight_of(const link& tree) { return size_of(tree) + 1; }

  static link make(const node& item, link left, link right) {
    const auto size = size_of(left) + size_of(right) + 1;
    return std::make_shared<const node>(
        node{item.key, item.value, std::move(left), std::move(right), size});
  }

  static link balanced(const node& item, link left, link right) {
    if (weight_of(left) + weight_of(right) <= 3)
      return make(item, std::move(left), std::move(right));
    if (weight_of(right) > max_ratio * weight_of(left)) return turned_left(item, left, right);
    if (weight_of(left) > max_ratio * weight_of(right)) return turned_right(item, left, right);
    return make(item, std::move(left), std::move(right));
  }

  static link turned_left(const node& item, const link& left, const link& right) {
    const auto& inner = right->left;
    if (weight_of(inner) < turn_ratio * weight_of(right->right))
      return make(*right, make(item, left, inner), right->right);
    return make(*inner, make(item, left, inner->left), make(*right, inner->right, right->right));
  }

  static link turned_right(const node& item, const link& left, const link& right) {
    const auto& inner = left->right;
    if (weight_of(inner) < turn_ratio * weight_of(left->left))
      return make(*left, left->left, make(item, inner, right));
    return make(*inner, make(*left, left->left, inner->left), make(item, inner->right, right));
  }

  static link with(const link& tree, const node& fresh) {
    if (!tree) return make(fresh, nullptr, nullptr);
    if (fresh.key < tree->key) return balanced(*tree, with(tree->left, fresh), tree->right);
    if (tree->key < fresh.key) return balanced(*tree, tree->left, with(tree->right, fresh));
    return make(fresh, tree->left, tree->right);
  }

  static link without(const link& tree, const Key& key) {
    if (key < tree->key) return balanced(*tree, without(tree->left, key), tree->right);
    if (tree->key < key) return balanced(*tree, tree->left, without(tree->right, key));
    if (!tree->left) return tree->right;
    if (!tree->right) return tree->left;
    auto next = tree->right.get();
    while (next->left)
      next = next->left.get();
    return balanced(*next, tree->left, without(tree->right, next->key));
  }

  template <class Visitor>
  static void walk(const node* tree, Visitor& visit) {
    if (!tree) return;
    walk(tree->left.get(), visit);
    visit(tree->key, tree->value);
    walk(tree->right.get(), visit);
  }

  link root_;
};

/// Only keys, in order.
template <class Key>
using shared_set = shared_map<Key, std::monostate>;

} // namespace switchboard::queue
