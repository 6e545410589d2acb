#include "transport/accounts/login_limiter.hpp"

#include "transport/accounts/input_rules.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace switchboard {

namespace {

/// A name never holds a line break, so no two pairs give the same text.
std::string pair_of(const std::string& account, const std::string& address) {
  return account + '\n' + address;
}

} // namespace

std::string address_group(std::string_view ip_address) {
  std::array<unsigned char, 16> bytes{};
  const std::string text{ip_address};
  if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
  const bool is_mapped_v4 =
      std::all_of(bytes.begin(), bytes.begin() + 10, [](auto byte) { return byte == 0; })
      && bytes[10] == 0xff && bytes[11] == 0xff;
  std::array<char, INET6_ADDRSTRLEN> out{};
  if (is_mapped_v4) return ::inet_ntop(AF_INET, bytes.data() + 12, out.data(), out.size());
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  return ::inet_ntop(AF_INET6, bytes.data(), out.data(), out.size());
}

std::int64_t login_limiter::wait_ms(std::string_view account, std::string_view address,
                                    timestamp now) {
  const auto who = folded(account);
  const auto where = address_group(address);
  const std::lock_guard lock{mutex_};
  const auto* at_known = known_.find(pair_of(who, where));
  const auto* of_account = at_known ? at_known : accounts_.find(who);
  return std::max(wait_ms(of_account, options_.attempts_per_account, now),
                  wait_ms(addresses_.find(where), options_.attempts_per_address, now));
}

void login_limiter::failed(std::string_view account, std::string_view address, timestamp now) {
  const auto who = folded(account);
  const auto where = address_group(address);
  const auto pair = pair_of(who, where);
  const std::lock_guard lock{mutex_};
  take_one(addresses_, where, options_.attempts_per_address, now);
  if (known_.find(pair))
    take_one(known_, pair, options_.attempts_per_account, now);
  else
    take_one(accounts_, who, options_.attempts_per_account, now);
}

void login_limiter::succeeded(std::string_view account, std::string_view address, timestamp now) {
  const auto pair = pair_of(folded(account), address_group(address));
  const std::lock_guard lock{mutex_};
  known_.put(pair, now, options_.max_entries);
}

std::int64_t login_limiter::share_ms(std::int64_t attempts) const {
  return std::max<std::int64_t>(1, options_.window_ms / attempts);
}

std::int64_t login_limiter::wait_ms(const bucket* of, std::int64_t attempts, timestamp now) const {
  if (!of) return 0;
  // A clock that was set back must not make anybody wait longer than a whole window.
  const auto until_full_ms = std::min(*of - now, options_.window_ms);
  return std::max<std::int64_t>(0, until_full_ms - (options_.window_ms - share_ms(attempts)));
}

void login_limiter::take_one(bucket_map& in, const std::string& key, std::int64_t attempts,
                             timestamp now) {
  const auto* found = in.find(key);
  const auto full_at = found ? std::max(*found, now) : now;
  const auto emptied_at = now + options_.window_ms;
  in.put(key, std::min(full_at + share_ms(attempts), emptied_at), options_.max_entries);
}

const login_limiter::bucket* login_limiter::bucket_map::find(const std::string& key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  recent_first_.splice(recent_first_.begin(), recent_first_, found->second);
  return &found->second->second;
}

void login_limiter::bucket_map::put(const std::string& key, bucket now_is,
                                    std::size_t max_entries) {
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    found->second->second = now_is;
    recent_first_.splice(recent_first_.begin(), recent_first_, found->second);
    return;
  }
  if (by_key_.size() >= max_entries) {
    by_key_.erase(recent_first_.back().first);
    recent_first_.pop_back();
  }
  recent_first_.emplace_front(key, now_is);
  by_key_.emplace(key, recent_first_.begin());
}

} // namespace switchboard
