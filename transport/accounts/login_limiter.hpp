#pragma once

#include "transport/accounts/attempt_buckets.hpp"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace switchboard {

/// Slows down whoever guesses passwords. Each wrong one takes a try from the account and from the
/// address it came from; the tries come back evenly over the window.
///
/// An address from which an account has been signed in to has tries of its own there. So somebody
/// who guesses at an account from elsewhere, for however long, does not lock its owner out.
///
/// Any thread may call. Memory is bounded: what was used longest ago is forgotten first.
class login_limiter {
public:
  struct options {
    std::int64_t attempts_per_account = 10;
    std::int64_t attempts_per_address = 100;
    std::int64_t window_ms = 900'000;
    std::size_t max_entries = 100'000;
  };

  explicit login_limiter(options chosen);

  std::size_t max_entries() const { return max_entries_; }

  /// How long to wait before the next try; 0 is not at all.
  std::int64_t wait_ms(std::string_view account, std::string_view address, timestamp now);

  void failed(std::string_view account, std::string_view address, timestamp now);
  /// Whether the address is known for this account from now on and was not before.
  bool succeeded(std::string_view account, std::string_view address, timestamp now);

private:
  const std::size_t max_entries_;
  std::mutex mutex_;
  attempt_buckets accounts_;
  attempt_buckets addresses_;
  /// Accounts at addresses from which they have been signed in to.
  attempt_buckets known_;
};

} // namespace switchboard
