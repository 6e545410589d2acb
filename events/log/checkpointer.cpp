#include "events/log/checkpointer.hpp"

#include <pthread.h>

namespace switchboard {

namespace {

/// 4 MiB. The newest pages are written again and again; the others once, however few these are.
constexpr std::size_t enough_pages = 1'024;
/// When the disk is so slow that this much gathers, the writer waits for it.
constexpr std::size_t too_many_pages = 16 * enough_pages;

} // namespace

checkpointer::checkpointer(const std::filesystem::path& file)
    : file_{file, sqlite::open_mode::write} {
  file_.execute("PRAGMA journal_mode = WAL"); // It is; a connection that never asked does not know.
  thread_ = std::thread{[this] { work_until_closed(); }};
}

checkpointer::~checkpointer() {
  {
    const std::lock_guard lock{mutex_};
    is_closed_ = true;
  }
  is_changed_.notify_one();
  thread_.join();
}

void checkpointer::after_commit(const sqlite::database& writer) {
  const auto pages = writer.pages_ahead();
  if (pages < enough_pages) return;
  {
    const std::lock_guard lock{mutex_};
    if (phase_ == phase::asked && pages < too_many_pages) return;
    if (phase_ == phase::idle) {
      phase_ = phase::asked;
      is_changed_.notify_one();
      return;
    }
    phase_ = phase::idle;
  }
  writer.carry_over();
}

void checkpointer::work_until_closed() {
  ::pthread_setname_np(::pthread_self(), "log checkpoint");
  std::unique_lock lock{mutex_};
  for (;;) {
    is_changed_.wait(lock, [&] { return is_closed_ || phase_ == phase::asked; });
    if (is_closed_) return;
    lock.unlock();
    file_.carry_over();
    lock.lock();
    phase_ = phase::done;
  }
}

} // namespace switchboard
