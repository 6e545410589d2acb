#pragma once

#include "events/time.hpp"

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

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

  explicit login_limiter(options chosen) : options_{chosen} {}

  /// How long to wait before the next try; 0 is not at all.
  std::int64_t wait_ms(std::string_view account, std::string_view address, timestamp now);

  void failed(std::string_view account, std::string_view address, timestamp now);
  void succeeded(std::string_view account, std::string_view address, timestamp now);

private:
  /// When all tries are back again; in the past or absent, all of them are there. Each try moves it
  /// by its share of the window.
  using bucket = timestamp;

  /// A map that forgets what was used longest ago.
  class bucket_map {
  public:
    const bucket* find(const std::string& key);
    void put(const std::string& key, bucket now_is, std::size_t max_entries);

  private:
    using row = std::pair<std::string, bucket>;
    std::list<row> recent_first_;
    std::unordered_map<std::string, std::list<row>::iterator> by_key_;
  };

  std::int64_t share_ms(std::int64_t attempts) const;
  std::int64_t wait_ms(const bucket* of, std::int64_t attempts, timestamp now) const;
  void take_one(bucket_map& in, const std::string& key, std::int64_t attempts, timestamp now);

  const options options_;
  std::mutex mutex_;
  bucket_map accounts_;
  bucket_map addresses_;
  /// Accounts at addresses from which they have been signed in to.
  bucket_map known_;
};

/// What counts as one address: all of an IPv4 address, the first 64 bits of an IPv6 one, since
/// whoever has one of those has 2^64 of them.
std::string address_group(std::string_view ip_address);

} // namespace switchboard
