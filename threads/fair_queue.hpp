#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace switchboard::threads {

/// For whom something is done: somebody at an address. Without an address it is for nobody in
/// particular, and then no bound but that of all together holds.
struct beneficiary {
  std::string address;
  std::string account;
};

/// What waits for its turn. Addresses take turns, and so do the accounts of an address: whoever
/// asks for a thousand things waits for a thousand turns, and everybody else for one. What one
/// account or address has waiting never takes all the room. Whoever shares it among threads locks.
class fair_queue {
public:
  using job = std::function<void()>;

  struct bounds {
    std::size_t in_all = 1'024;
    std::size_t of_address = 896;
    std::size_t of_account = 256;
    /// So many jobs of one account may have been popped and not finished.
    std::size_t at_work_for_account = 1;
  };

  explicit fair_queue(const bounds& chosen) : bounds_{chosen} {}

  /// False when as much waits as may.
  bool push(job work, const beneficiary& whose);

  struct turn {
    job work;
    beneficiary whose;
  };
  /// Nothing when nobody's turn can be now.
  std::optional<turn> pop();
  void finish(const beneficiary& whose);

private:
  /// What waits at one address, by account.
  struct line {
    std::map<std::string, std::deque<job>> by_account;
    std::string served_last;
    std::size_t size = 0;
  };
  using place = std::map<std::string, std::deque<job>>::iterator;

  std::optional<place> next_of(const std::string& address, line& from);
  bool is_allowed(const beneficiary& whose) const;

  const bounds bounds_;
  std::map<std::string, line> by_address_;
  std::string served_last_;
  std::size_t size_ = 0;
  /// Of accounts that something is done for.
  std::map<std::string, std::size_t> at_work_;
};

} // namespace switchboard::threads
