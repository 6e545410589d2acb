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

login_limiter::login_limiter(options chosen)
    : accounts_{chosen.attempts_per_account, chosen.window_ms, chosen.max_entries},
      addresses_{chosen.attempts_per_address, chosen.window_ms, chosen.max_entries},
      known_{chosen.attempts_per_account, chosen.window_ms, chosen.max_entries} {}

std::int64_t login_limiter::wait_ms(std::string_view account, std::string_view address,
                                    timestamp now) {
  const auto who = folded(account);
  const auto where = address_group(address);
  const auto pair = pair_of(who, where);
  const std::lock_guard lock{mutex_};
  const auto of_account_ms =
      known_.has(pair) ? known_.wait_ms(pair, now) : accounts_.wait_ms(who, now);
  return std::max(of_account_ms, addresses_.wait_ms(where, now));
}

void login_limiter::failed(std::string_view account, std::string_view address, timestamp now) {
  const auto who = folded(account);
  const auto where = address_group(address);
  const auto pair = pair_of(who, where);
  const std::lock_guard lock{mutex_};
  addresses_.take_one(where, now);
  if (known_.has(pair))
    known_.take_one(pair, now);
  else
    accounts_.take_one(who, now);
}

void login_limiter::succeeded(std::string_view account, std::string_view address, timestamp now) {
  const auto pair = pair_of(folded(account), address_group(address));
  const std::lock_guard lock{mutex_};
  known_.fill(pair, now);
}

} // namespace switchboard
