#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <map>

namespace switchboard::net {

using time_point = std::chrono::steady_clock::time_point;

class deadline;

/// All deadlines of one I/O thread behind one timer. Thousands of connections push their deadlines
/// back at every frame; here that is a store, because a deadline keeps its old place in the queue
/// and is only moved when that place comes up.
class deadlines {
public:
  explicit deadlines(boost::asio::io_context& context) : timer_{context} {}

private:
  friend class deadline;
  using queue = std::multimap<time_point, deadline*>;

  void arm();
  void expire();

  boost::asio::steady_timer timer_;
  time_point armed_for_ = time_point::max();
  queue queue_;
};

/// Who is told that a deadline has passed.
class deadline_owner {
public:
  virtual void on_deadline() = 0;
  /// The call before this one threw.
  virtual void on_deadline_failed() = 0;

protected:
  ~deadline_owner() = default;
};

/// One owner's next deadline. All of it happens on the I/O thread.
class deadline {
public:
  deadline(deadlines& all, deadline_owner& owner) : all_{all}, owner_{owner} {}
  deadline(const deadline&) = delete;
  deadline& operator=(const deadline&) = delete;

  /// Must be called before the object goes, on the I/O thread.
  void clear();
  void set(time_point due);
  void set_after(std::chrono::milliseconds from_now) {
    set(std::chrono::steady_clock::now() + from_now);
  }

private:
  friend class deadlines;

  deadlines& all_;
  deadline_owner& owner_;
  time_point due_ = time_point::max();
  bool is_queued_ = false;
  deadlines::queue::iterator place_{};
};

} // namespace switchboard::net
