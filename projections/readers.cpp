#include "projections/readers.hpp"

namespace switchboard::projections {

namespace {

constexpr auto reader_settings = R"sql(
  PRAGMA query_only = ON;
  PRAGMA cache_size = -4096;
)sql";

} // namespace

reader::reader(const std::filesystem::path& path) : file_{path, sqlite::open_mode::read} {
  file_.execute(reader_settings);
}

sqlite::statement& reader::prepared(const std::string& select) {
  const auto known = statements_.find(select);
  if (known != statements_.end()) return known->second;
  return statements_.emplace(select, sqlite::statement{file_, select}).first->second;
}

readers::readers(std::filesystem::path path, report_damage damaged)
    : path_{std::move(path)}, damaged_{std::move(damaged)} {}

readers::closure::closure(readers& of) : closed{of} {
  std::unique_lock lock{of.mutex_};
  of.is_changed_.wait(lock, [&] { return !of.is_closed_; });
  of.is_closed_ = true;
  of.is_changed_.wait(lock, [&] { return of.leased_ == 0; });
  of.idle_.clear();
}

readers::closure::~closure() {
  {
    const std::lock_guard lock{closed.mutex_};
    closed.is_closed_ = false;
  }
  closed.is_changed_.notify_all();
}

std::unique_ptr<reader> readers::take() {
  std::unique_lock lock{mutex_};
  is_changed_.wait(lock, [&] { return !is_closed_ && leased_ < max_readers; });
  ++leased_;
  if (!idle_.empty()) {
    auto taken = std::move(idle_.back());
    idle_.pop_back();
    return taken;
  }
  lock.unlock();
  try {
    return std::make_unique<reader>(path_);
  } catch (...) {
    give_back(nullptr);
    throw;
  }
}

void readers::give_back(std::unique_ptr<reader> used) {
  {
    const std::lock_guard lock{mutex_};
    --leased_;
    if (used) idle_.push_back(std::move(used));
  }
  is_changed_.notify_all();
}

} // namespace switchboard::projections
