#pragma once

#include "events/ids.hpp"

#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <set>
#include <unordered_map>

namespace switchboard {

class resumption;

struct resume_limits {
  /// So much of all that was missed may wait in all sockets together.
  std::size_t bytes = 8 * 1024 * 1024;
  /// So long may a client take to take one piece.
  std::chrono::milliseconds stall_ms{20'000};
};

/// Those who come back and are told what they missed, in a line. Each gets a piece in turn, and the
/// next one when it has taken that. When too much is under way to all of them together, whoever has
/// had a piece waits in the line; a first piece, which is all that most have missed, comes at once.
class resume_line {
public:
  /// `piece_bytes` is what one of them has under way at most.
  resume_line(const resume_limits& limits, std::size_t piece_bytes);
  ~resume_line();
  resume_line(const resume_line&) = delete;
  resume_line& operator=(const resume_line&) = delete;

  /// Any thread may call.
  void add(std::shared_ptr<resumption> coming);
  /// From here on nobody is told anything.
  void stop();

private:
  struct place;

  // All of this is done on the reader's thread.
  void run(const std::shared_ptr<place>& of);
  void await_drain(const std::shared_ptr<place>& of);
  void note_drain(const std::shared_ptr<place>& of);
  void serve();
  bool may_have_more(const place& of) const;
  void reserve(place& of);
  void release(place& of);
  template <class Work>
  void post(Work work);

  const resume_limits limits_;
  const std::size_t piece_bytes_;
  std::size_t reserved_bytes_ = 0;
  std::unordered_map<user_id, std::size_t> pieces_of_;
  std::deque<std::shared_ptr<place>> waiting_;
  std::set<std::shared_ptr<place>> draining_;
  bool is_stopped_ = false;
  /// Reading what somebody missed takes a while, and neither a connection's thread nor an actor's
  /// is to wait for it.
  boost::asio::thread_pool reader_{1};
};

} // namespace switchboard
