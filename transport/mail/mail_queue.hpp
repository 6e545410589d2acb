#pragma once

#include "transport/mail/letter.hpp"
#include "transport/mail/smtp_sender.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <vector>

namespace switchboard::mail {

/// Letters on their way, on a thread of its own: whoever posts one waits for nothing. One that the
/// server does not take now is tried again, with pauses that grow; a restart loses what waits,
/// since a link that nobody got can be asked for again. Any thread may post.
class mail_queue {
public:
  using send_port = std::function<attempt(const letter&, const std::atomic<bool>& is_stopping)>;
  /// Told what became of a letter, on the queue's thread: the last attempt, and how many there
  /// were.
  using on_settled = std::function<void(const letter&, const attempt& last, std::size_t attempts)>;

  struct options {
    std::size_t max_waiting = 1'000;
    std::size_t max_attempts = 6;
    std::int64_t first_pause_ms = 1'000;
    std::int64_t longest_pause_ms = 300'000;
  };

  mail_queue(options chosen, send_port send, on_settled settled);
  ~mail_queue();
  mail_queue(const mail_queue&) = delete;
  mail_queue& operator=(const mail_queue&) = delete;

  /// False when as many wait as may.
  [[nodiscard]] bool post(letter wanted);

  std::size_t waiting() const;
  std::uint64_t sent() const { return sent_; }
  std::uint64_t given_up() const { return given_up_; }

private:
  using moment = std::chrono::steady_clock::time_point;

  struct waiting_letter {
    moment due;
    std::size_t attempts = 0;
    letter what;

    friend bool operator>(const waiting_letter& one, const waiting_letter& other) {
      return one.due > other.due;
    }
  };

  void run();
  void deliver(waiting_letter each);
  void put(waiting_letter each);
  std::chrono::milliseconds pause_after(std::size_t attempts) const;

  const options options_;
  const send_port send_;
  const on_settled settled_;
  std::atomic<std::uint64_t> sent_{0};
  std::atomic<std::uint64_t> given_up_{0};
  std::atomic<bool> is_stopping_{false};
  mutable std::mutex mutex_;
  std::condition_variable wake_;
  /// The one that is due first on top. The one that is being sent counts as waiting.
  std::priority_queue<waiting_letter, std::vector<waiting_letter>, std::greater<>> letters_;
  std::size_t under_way_ = 0;
  std::thread thread_;
};

} // namespace switchboard::mail
