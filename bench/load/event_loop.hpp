#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace switchboard::load {

class stream;

/// Everything happens on one thread: it waits for sockets, lets them read, lets a task send what is
/// due, and then writes all that was queued meanwhile.
class event_loop {
public:
  /// Does what is due now and tells when it is to be asked again.
  using task = std::function<std::int64_t(std::int64_t now_ns)>;

  event_loop();
  ~event_loop();
  event_loop(const event_loop&) = delete;
  event_loop& operator=(const event_loop&) = delete;

  /// Fails, with what was awaited, when it takes longer than that.
  void run_until(const std::function<bool()>& is_done, std::chrono::seconds limit,
                 const std::string& awaited);
  /// Runs as long as that.
  void run_for(std::chrono::nanoseconds time);

  /// There is at most one task; an empty one takes it away.
  void set_task(task what) { task_ = std::move(what); }

private:
  friend class stream;

  void add(stream& added);
  void watch_output(stream& watched, bool is_wanted);
  void remove(int descriptor);
  void flush_soon(stream& asking) { unflushed_.push_back(&asking); }
  void forget(stream& gone);
  std::span<char> read_buffer() { return read_buffer_; }

  void turn(std::int64_t until_ns);
  void wait(std::int64_t until_ns);

  int epoll_;
  task task_;
  std::vector<char> read_buffer_;
  std::vector<stream*> unflushed_;
};

} // namespace switchboard::load
