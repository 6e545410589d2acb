#include "projections/watermark.hpp"

#include "threads/guard.hpp"

#include <iterator>
#include <utility>

namespace switchboard::projections {

void watermark::when_at(std::uint64_t position, std::function<void()> done) {
  std::unique_lock lock{mutex_};
  if (position_ >= position) {
    lock.unlock();
    return done();
  }
  waiting_.emplace(position, std::move(done));
  waiting_count_ = waiting_.size();
  lock.unlock();
  if (hurry_) hurry_();
}

void watermark::set(std::uint64_t position) {
  std::multimap<std::uint64_t, std::function<void()>> served;
  {
    const std::lock_guard lock{mutex_};
    position_ = position;
    while (!waiting_.empty() && waiting_.begin()->first <= position)
      served.insert(served.end(), waiting_.extract(waiting_.begin()));
    waiting_count_ = waiting_.size();
  }
  for (const auto& [at, done] : served)
    threads::guarded("news of read models", done);
}

} // namespace switchboard::projections
