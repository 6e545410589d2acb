#pragma once

#include "transport/accounts/attempt_buckets.hpp"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string_view>

namespace switchboard {

/// Keeps people from being flooded with mail that they did not ask for: so many links an account
/// and so many an address within the window. Any thread may call.
class link_limiter {
public:
  struct options {
    std::int64_t links_per_account = 5;
    std::int64_t links_per_address = 30;
    std::int64_t window_ms = 3'600'000;
    std::size_t max_entries = 100'000;
  };

  explicit link_limiter(options chosen)
      : accounts_{chosen.links_per_account, chosen.window_ms, chosen.max_entries},
        addresses_{chosen.links_per_address, chosen.window_ms, chosen.max_entries} {}

  /// How long to wait; 0 is not at all, and then it is one link less.
  std::int64_t take_of_account_ms(std::string_view account, timestamp now);
  std::int64_t take_of_address_ms(std::string_view address, timestamp now);

private:
  static std::int64_t take_ms(attempt_buckets& from, const std::string& key, timestamp now);

  std::mutex mutex_;
  attempt_buckets accounts_;
  attempt_buckets addresses_;
};

} // namespace switchboard
