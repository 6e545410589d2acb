#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace switchboard::threads {

/// What has failed and goes on: the numbers are told apart by it.
enum class failure_kind : std::uint8_t {
  /// A user, room or queue, which is made anew from the log.
  entity,
  /// Somebody who follows the log.
  follower,
  /// Work on a thread that others share.
  boundary,
};

/// Something threw, and who caught it went on.
struct failure {
  failure_kind kind = failure_kind::boundary;
  /// One of few words, such as `room` or `hub`.
  std::string where;
  /// What it was busy with, such as a stream; may be empty.
  std::string about;
  std::string why;
  /// How many of the same place were not told of since the last that was.
  std::uint64_t untold = 0;
};

/// Counts what fails in this process, tells people of it, and knows what does not work at the
/// moment. Any thread may call.
class failure_book {
public:
  using teller = std::function<void(const failure&)>;
  using counts = std::vector<std::pair<std::string, std::uint64_t>>;

  /// Whom to tell, at most once a second of each place; nobody when it is empty.
  void tell(teller people);
  void note(failure happened) noexcept;
  /// Counts it only: whoever found it has told people of it.
  void count(failure_kind kind, std::string_view where) noexcept;

  /// So many there were at each place.
  counts counts_of(failure_kind kind) const;

  /// What does not work now, and why, in a line; empty when all is well.
  std::string trouble() const;

private:
  friend class trouble;

  struct tally {
    std::uint64_t count = 0;
    std::uint64_t untold = 0;
    std::chrono::steady_clock::time_point told_at{};
  };

  std::uint64_t begin_trouble(std::string line);
  void end_trouble(std::uint64_t number);
  void take(failure happened, bool is_told);

  mutable std::mutex mutex_;
  teller people_;
  std::map<std::pair<failure_kind, std::string>, tally> tallies_;
  std::map<std::uint64_t, std::string> troubles_;
  std::uint64_t last_trouble_ = 0;
};

/// The one of this process.
failure_book& failures();

/// A part of the server that may not work for a while: as long as it does not, the node says that
/// it is not ready.
class trouble {
public:
  explicit trouble(std::string part) : part_{std::move(part)} {}
  ~trouble() { end(); }
  trouble(const trouble&) = delete;
  trouble& operator=(const trouble&) = delete;

  void begin(const std::string& why);
  void end();

private:
  const std::string part_;
  std::uint64_t number_ = 0;
};

} // namespace switchboard::threads
