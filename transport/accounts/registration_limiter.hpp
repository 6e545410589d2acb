#pragma once

#include "transport/accounts/attempt_buckets.hpp"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string_view>

namespace switchboard {

/// Slows down whoever makes accounts by the thousand: each address may ask for so many within the
/// window. Any thread may call.
class registration_limiter {
public:
  struct options {
    /// 0 is any number.
    std::int64_t registrations_per_address = 0;
    std::int64_t window_ms = 3'600'000;
    std::size_t max_entries = 100'000;
  };

  explicit registration_limiter(options chosen);

  /// How long to wait before asking for an account; 0 is not at all, and then it is one less.
  std::int64_t take_ms(std::string_view address, timestamp now);

private:
  const bool is_on_;
  std::mutex mutex_;
  attempt_buckets addresses_;
};

} // namespace switchboard
