#include "threads/fair_queue.hpp"

#include <utility>

namespace switchboard::threads {

namespace {

/// Visits all of a map in turn, from the one behind `key` on, until `act` is done.
template <class Map, class Act>
bool visit_in_turn(Map& all, const std::string& key, Act act) {
  const auto first = all.upper_bound(key);
  for (auto each = first; each != all.end(); ++each)
    if (act(each)) return true;
  for (auto each = all.begin(); each != first; ++each)
    if (act(each)) return true;
  return false;
}

/// An account is one and the same wherever it is asked from.
std::string name_of(const beneficiary& whose) {
  return whose.account.empty() ? whose.address : whose.account;
}

} // namespace

bool fair_queue::push(job work, const beneficiary& whose) {
  if (size_ >= bounds_.in_all) return false;
  auto& at = by_address_[whose.address];
  auto& waiting = at.by_account[whose.account];
  const bool is_somebodys = !whose.address.empty();
  if (is_somebodys && (at.size >= bounds_.of_address || waiting.size() >= bounds_.of_account)) {
    if (waiting.empty()) at.by_account.erase(whose.account);
    return false;
  }
  waiting.push_back(std::move(work));
  ++at.size;
  ++size_;
  return true;
}

bool fair_queue::is_allowed(const beneficiary& whose) const {
  if (whose.address.empty()) return true;
  const auto found = at_work_.find(name_of(whose));
  return found == at_work_.end() || found->second < bounds_.at_work_for_account;
}

std::optional<fair_queue::place> fair_queue::next_of(const std::string& address, line& from) {
  std::optional<place> next;
  visit_in_turn(from.by_account, from.served_last, [&](const place& each) {
    if (!is_allowed({address, each->first})) return false;
    next = each;
    return true;
  });
  return next;
}

std::optional<fair_queue::turn> fair_queue::pop() {
  std::optional<turn> taken;
  visit_in_turn(by_address_, served_last_, [&](const auto& at) {
    const auto next = next_of(at->first, at->second);
    if (!next) return false;
    auto& from = at->second;
    taken = turn{std::move((*next)->second.front()), {at->first, (*next)->first}};
    (*next)->second.pop_front();
    from.served_last = (*next)->first;
    served_last_ = at->first;
    if ((*next)->second.empty()) from.by_account.erase(*next);
    if (--from.size == 0) by_address_.erase(at);
    --size_;
    return true;
  });
  if (taken && !taken->whose.address.empty()) ++at_work_[name_of(taken->whose)];
  return taken;
}

void fair_queue::finish(const beneficiary& whose) {
  const auto found = at_work_.find(name_of(whose));
  if (found != at_work_.end() && --found->second == 0) at_work_.erase(found);
}

} // namespace switchboard::threads
