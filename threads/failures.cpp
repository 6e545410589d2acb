#include "threads/failures.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace switchboard::threads {

namespace {

constexpr std::chrono::seconds told_interval{1};
/// Whatever a message holds, a line stays one that people read.
constexpr std::size_t max_why_bytes = 300;

} // namespace

void failure_book::tell(teller people) {
  const std::lock_guard lock{mutex_};
  people_ = std::move(people);
}

/// What cannot even be told is only not told: nothing may come out of here.
void failure_book::note(failure happened) noexcept {
  try {
    take(std::move(happened), true);
  } catch (const std::exception&) {
  }
}

void failure_book::count(failure_kind kind, std::string_view where) noexcept {
  try {
    take({kind, std::string{where}, {}, {}}, false);
  } catch (const std::exception&) {
  }
}

void failure_book::take(failure happened, bool is_told) {
  happened.why.resize(std::min(happened.why.size(), max_why_bytes));
  const std::lock_guard lock{mutex_};
  auto& at = tallies_[{happened.kind, happened.where}];
  ++at.count;
  if (!is_told) return;
  const auto now = std::chrono::steady_clock::now();
  if (at.count > 1 && now - at.told_at < told_interval) {
    ++at.untold;
    return;
  }
  at.told_at = now;
  happened.untold = std::exchange(at.untold, 0);
  if (people_) people_(happened);
}

failure_book::counts failure_book::counts_of(failure_kind kind) const {
  const std::lock_guard lock{mutex_};
  counts all;
  for (const auto& [place, at] : tallies_)
    if (place.first == kind) all.emplace_back(place.second, at.count);
  return all;
}

std::string failure_book::trouble() const {
  const std::lock_guard lock{mutex_};
  return troubles_.empty() ? std::string{} : troubles_.begin()->second;
}

std::uint64_t failure_book::begin_trouble(std::string line) {
  const std::lock_guard lock{mutex_};
  troubles_.emplace(++last_trouble_, std::move(line));
  return last_trouble_;
}

void failure_book::end_trouble(std::uint64_t number) {
  const std::lock_guard lock{mutex_};
  troubles_.erase(number);
}

failure_book& failures() {
  static failure_book of_this_process;
  return of_this_process;
}

void trouble::begin(const std::string& why) {
  if (number_ == 0) number_ = failures().begin_trouble(part_ + ": " + why);
}

void trouble::end() {
  if (number_ != 0) failures().end_trouble(std::exchange(number_, 0));
}

} // namespace switchboard::threads
