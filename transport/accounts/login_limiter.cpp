#include "transport/accounts/login_limiter.hpp"

#include "transport/accounts/input_rules.hpp"
#include "transport/net/address.hpp"

#include <algorithm>

namespace switchboard {

namespace {

/// A name never holds a line break, so no two pairs give the same text.
std::string pair_of(const std::string& account, const std::string& address) {
  return account + '\n' + address;
}

} // namespace

login_limiter::login_limiter(options chosen)
    : max_entries_{chosen.max_entries},
      accounts_{chosen.attempts_per_account, chosen.window_ms, chosen.max_entries},
      addresses_{chosen.attempts_per_address, chosen.window_ms, chosen.max_entries},
      known_{chosen.attempts_per_account, chosen.window_ms, chosen.max_entries} {}

std::int64_t login_limiter::wait_ms(std::string_view account, std::string_view address,
                                    timestamp now) {
  const auto who = folded(account);
  const auto where = net::address_group(address);
  const auto pair = pair_of(who, where);
  const std::lock_guard lock{mutex_};
  const auto of_account_ms =
      known_.has(pair) ? known_.wait_ms(pair, now) : accounts_.wait_ms(who, now);
  return std::max(of_account_ms, addresses_.wait_ms(where, now));
}

void login_limiter::failed(std::string_view account, std::string_view address, timestamp now) {
  const auto who = folded(account);
  const auto where = net::address_group(address);
  const auto pair = pair_of(who, where);
  const std::lock_guard lock{mutex_};
  addresses_.take_one(where, now);
  if (known_.has(pair))
    known_.take_one(pair, now);
  else
    accounts_.take_one(who, now);
}

bool login_limiter::succeeded(std::string_view account, std::string_view address, timestamp now) {
  const auto pair = pair_of(folded(account), net::address_group(address));
  const std::lock_guard lock{mutex_};
  const bool is_new = !known_.has(pair);
  known_.fill(pair, now);
  return is_new;
}

} // namespace switchboard
