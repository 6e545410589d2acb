#pragma once

#include "transport/accounts/identity.hpp"
#include "transport/accounts/secret.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace switchboard {

/// Tickets for opening a socket from a browser, which cannot send a header there. Each is good
/// once and for a short time, so a URL in some proxy's log lets nobody in. They live in memory
/// only: after a restart a client asks for another. Any thread may call.
class ticket_office {
public:
  struct options {
    std::int64_t lifetime_ms = 30'000;
    std::size_t max_tickets = 100'000;
    /// One more takes the place of the account's oldest, so that nobody takes all there are.
    std::size_t max_tickets_per_user = 64;
  };

  explicit ticket_office(options chosen) : options_{chosen} {}

  /// Nothing when too many tickets are out.
  std::optional<secret> issue(identity holder, timestamp now);

  /// Whom the ticket lets in, the first time only.
  std::optional<identity> redeem(std::string_view ticket, timestamp now);

private:
  struct issued {
    identity holder;
    timestamp expires_at;
  };

  void forget_expired(timestamp now);
  /// A ticket is gone, used or not.
  void let_go(const user_id& holder, const digest& key);

  const options options_;
  std::mutex mutex_;
  std::map<digest, issued> tickets_;
  /// All tickets live equally long, so the oldest expires first.
  std::deque<std::pair<timestamp, digest>> in_order_;
  /// Of each account, the oldest first.
  std::unordered_map<user_id, std::deque<digest>> by_user_;
};

} // namespace switchboard
