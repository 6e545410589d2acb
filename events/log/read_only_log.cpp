#include "events/log/read_only_log.hpp"

#include "threads/guard.hpp"

#include <chrono>
#include <utility>

namespace switchboard {

namespace {

constexpr std::chrono::milliseconds look_interval{50};

} // namespace

read_only_log::read_only_log(const data_folder& folder, report_line report)
    : reader_{std::make_shared<const log_reader>(folder)},
      report_{std::move(report)},
      followers_{reader_->head(),
                 [reader = reader_](std::uint64_t from, std::size_t limit) {
                   return reader->read_all(from, limit, from);
                 },
                 report_} {}

read_only_log::~read_only_log() {
  {
    const std::lock_guard lock{mutex_};
    is_closed_ = true;
  }
  is_closing_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void read_only_log::append(std::vector<envelope>, append_done done) {
  done(append_failed{"the log is open for reading only"});
}

std::vector<recorded> read_only_log::read_stream(const stream_id& stream, std::uint64_t from_seq,
                                                 std::size_t limit) const {
  return reader_->read_stream(stream, from_seq, limit);
}

std::vector<recorded> read_only_log::read_all(std::uint64_t from_position,
                                              std::size_t limit) const {
  return reader_->read_all(from_position, limit, reader_->head());
}

std::uint64_t read_only_log::seq_at(const stream_id& stream, std::uint64_t position) const {
  return reader_->seq_at(stream, position);
}

std::uint64_t read_only_log::head() const { return reader_->head(); }

std::unique_ptr<event_log::subscription> read_only_log::follow(std::uint64_t from_position,
                                                               batch_sink sink) {
  {
    const std::lock_guard lock{mutex_};
    if (!thread_.joinable()) thread_ = std::thread{[this] { look_until_closed(); }};
  }
  return followers_.add(from_position, std::move(sink));
}

void read_only_log::look_until_closed() {
  std::unique_lock lock{mutex_};
  bool is_reported = false;
  while (!is_closing_.wait_for(lock, look_interval, [&] { return is_closed_; })) {
    const auto why = threads::failure_of([&] { followers_.advance(reader_->head()); });
    if (why && !is_reported) report_("the log cannot be followed: " + *why);
    is_reported = why.has_value();
  }
}

} // namespace switchboard
