#include "transport/accounts/login_limiter.hpp"

#include "transport/accounts/input_rules.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cmath>

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
  const std::lock_guard lock{mutex_};
  take_one(addresses_, where, options_.attempts_per_address, now);
  if (auto* at_known = known_.find(pair_of(who, where)))
    take_one(*at_known, options_.attempts_per_account, now);
  else
    take_one(accounts_, who, options_.attempts_per_account, now);
}

void login_limiter::succeeded(std::string_view account, std::string_view address, timestamp now) {
  const auto pair = pair_of(folded(account), address_group(address));
  const bucket full{static_cast<double>(options_.attempts_per_account), now};
  const std::lock_guard lock{mutex_};
  if (auto* at_known = known_.find(pair))
    *at_known = full;
  else
    known_.insert(pair, full, options_.max_entries);
}

double login_limiter::left_at(const bucket& of, std::int64_t attempts, timestamp now) const {
  const auto all = static_cast<double>(attempts);
  const auto elapsed_ms = static_cast<double>(std::max<std::int64_t>(0, now - of.at));
  return std::min(all, of.left + all * elapsed_ms / static_cast<double>(options_.window_ms));
}

std::int64_t login_limiter::wait_ms(const bucket* of, std::int64_t attempts, timestamp now) const {
  if (!of) return 0;
  const auto missing = 1 - left_at(*of, attempts, now);
  if (missing <= 0) return 0;
  const auto one_try_ms = static_cast<double>(options_.window_ms) / static_cast<double>(attempts);
  return static_cast<std::int64_t>(std::ceil(missing * one_try_ms));
}

void login_limiter::take_one(bucket& from, std::int64_t attempts, timestamp now) const {
  from = {std::max(0.0, left_at(from, attempts, now) - 1), now};
}

void login_limiter::take_one(bucket_map& in, const std::string& key, std::int64_t attempts,
                             timestamp now) {
  auto* found = in.find(key);
  if (!found) found = &in.insert(key, {static_cast<double>(attempts), now}, options_.max_entries);
  take_one(*found, attempts, now);
}

login_limiter::bucket* login_limiter::bucket_map::find(const std::string& key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  recent_first_.splice(recent_first_.begin(), recent_first_, found->second);
  return &found->second->second;
}

login_limiter::bucket& login_limiter::bucket_map::insert(const std::string& key, bucket fresh,
                                                         std::size_t max_entries) {
  if (by_key_.size() >= max_entries) {
    by_key_.erase(recent_first_.back().first);
    recent_first_.pop_back();
  }
  recent_first_.emplace_front(key, fresh);
  by_key_.emplace(key, recent_first_.begin());
  return recent_first_.front().second;
}

} // namespace switchboard
