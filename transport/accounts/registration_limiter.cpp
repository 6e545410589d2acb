#include "transport/accounts/registration_limiter.hpp"

#include "transport/net/address.hpp"

#include <algorithm>

namespace switchboard {

registration_limiter::registration_limiter(options chosen)
    : is_on_{chosen.registrations_per_address > 0},
      addresses_{std::max<std::int64_t>(1, chosen.registrations_per_address), chosen.window_ms,
                 chosen.max_entries} {}

std::int64_t registration_limiter::take_ms(std::string_view address, timestamp now) {
  if (!is_on_) return 0;
  const auto where = net::address_group(address);
  const std::lock_guard lock{mutex_};
  const auto wait_ms = addresses_.wait_ms(where, now);
  if (wait_ms == 0) addresses_.take_one(where, now);
  return wait_ms;
}

} // namespace switchboard
