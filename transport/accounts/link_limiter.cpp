#include "transport/accounts/link_limiter.hpp"

#include "transport/accounts/input_rules.hpp"
#include "transport/net/address.hpp"

namespace switchboard {

std::int64_t link_limiter::take_of_account_ms(std::string_view account, timestamp now) {
  const std::lock_guard lock{mutex_};
  return take_ms(accounts_, folded(account), now);
}

std::int64_t link_limiter::take_of_address_ms(std::string_view address, timestamp now) {
  const std::lock_guard lock{mutex_};
  return take_ms(addresses_, net::address_group(address), now);
}

std::int64_t link_limiter::take_ms(attempt_buckets& from, const std::string& key, timestamp now) {
  const auto wait_ms = from.wait_ms(key, now);
  if (wait_ms == 0) from.take_one(key, now);
  return wait_ms;
}

} // namespace switchboard
