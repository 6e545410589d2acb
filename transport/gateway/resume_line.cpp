#include "transport/gateway/resume_line.hpp"

#include "threads/guard.hpp"
#include "threads/turns.hpp"
#include "transport/gateway/resumption.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <algorithm>
#include <utility>

namespace switchboard {

namespace {

/// What is live goes before what was missed.
constexpr int reader_nice = 5;
/// One person has at most one of so many shares of all that is under way.
constexpr std::size_t shares = 8;

} // namespace

struct resume_line::place {
  place(std::shared_ptr<resumption> of, boost::asio::thread_pool& on)
      : coming{std::move(of)}, stall{on} {}

  const std::shared_ptr<resumption> coming;
  boost::asio::steady_timer stall;
  bool has_reserved = false;
};

resume_line::resume_line(const resume_limits& limits, std::size_t piece_bytes)
    : limits_{limits}, piece_bytes_{piece_bytes} {
  post([] { threads::step_back(reader_nice); });
}

resume_line::~resume_line() { stop(); }

template <class Work>
void resume_line::post(Work work) {
  boost::asio::post(reader_,
                    [work = std::move(work)]() mutable { threads::guarded("resume line", work); });
}

void resume_line::add(std::shared_ptr<resumption> coming) {
  post([this, of = std::make_shared<place>(std::move(coming), reader_)] {
    reserve(*of);
    run(of);
  });
}

void resume_line::stop() {
  post([this] {
    is_stopped_ = true;
    waiting_.clear();
    for (const auto& each : draining_)
      each->stall.cancel();
    draining_.clear();
  });
  reader_.join();
}

void resume_line::run(const std::shared_ptr<place>& of) {
  if (is_stopped_) return;
  auto next = resumption::progress::done;
  if (!threads::guarded("resume", [&] { next = of->coming->step(); }))
    of->coming->socket().close(websocket::close_code::internal_error,
                               "what was missed cannot be read");
  switch (next) {
  case resumption::progress::works:
    return post([this, of] { run(of); });
  case resumption::progress::waits:
    return await_drain(of);
  case resumption::progress::done:
    break;
  }
  release(*of);
  of->coming->finish();
  serve();
}

/// Whoever does not read takes no room from those who do for long.
void resume_line::await_drain(const std::shared_ptr<place>& of) {
  draining_.insert(of);
  of->stall.expires_after(limits_.stall_ms);
  of->stall.async_wait([of](const boost::system::error_code& cancelled) {
    if (cancelled) return;
    of->coming->socket().close(websocket::close_code::slow_consumer, "what was missed is not read");
  });
  of->coming->socket().when_drained([this, of] { post([this, of] { note_drain(of); }); });
}

void resume_line::note_drain(const std::shared_ptr<place>& of) {
  if (is_stopped_) return;
  of->stall.cancel();
  draining_.erase(of);
  release(*of);
  waiting_.push_back(of);
  serve();
}

void resume_line::serve() {
  for (auto next = waiting_.begin(); next != waiting_.end();) {
    if (!may_have_more(**next)) {
      ++next;
      continue;
    }
    reserve(**next);
    post([this, of = *next] { run(of); });
    next = waiting_.erase(next);
  }
}

bool resume_line::may_have_more(const place& of) const {
  const auto theirs = pieces_of_.find(of.coming->who());
  if (theirs == pieces_of_.end() && reserved_bytes_ == 0) return true;
  const auto their_bytes = theirs == pieces_of_.end() ? 0 : theirs->second * piece_bytes_;
  return reserved_bytes_ + piece_bytes_ <= limits_.bytes
         && their_bytes + piece_bytes_ <= std::max(limits_.bytes / shares, piece_bytes_);
}

void resume_line::reserve(place& of) {
  of.has_reserved = true;
  reserved_bytes_ += piece_bytes_;
  ++pieces_of_[of.coming->who()];
}

void resume_line::release(place& of) {
  if (!std::exchange(of.has_reserved, false)) return;
  reserved_bytes_ -= piece_bytes_;
  const auto theirs = pieces_of_.find(of.coming->who());
  if (--theirs->second == 0) pieces_of_.erase(theirs);
}

} // namespace switchboard
