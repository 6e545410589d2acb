#include "transport/accounts/ticket_office.hpp"

namespace switchboard {

std::optional<secret> ticket_office::issue(identity holder, timestamp now) {
  auto ticket = random_token();
  const auto key = digest_of(ticket.view());
  const auto expires_at = now + options_.lifetime_ms;
  const std::lock_guard lock{mutex_};
  forget_expired(now);
  if (in_order_.size() >= options_.max_tickets) return std::nullopt;
  tickets_.emplace(key, issued{std::move(holder), expires_at});
  in_order_.emplace_back(expires_at, key);
  return ticket;
}

std::optional<identity> ticket_office::redeem(std::string_view ticket, timestamp now) {
  // Looking up a digest tells nothing about the ticket by the time it takes.
  const auto key = digest_of(ticket);
  const std::lock_guard lock{mutex_};
  forget_expired(now);
  auto found = tickets_.extract(key);
  if (found.empty() || found.mapped().expires_at <= now) return std::nullopt;
  return std::move(found.mapped().holder);
}

void ticket_office::forget_expired(timestamp now) {
  while (!in_order_.empty() && in_order_.front().first <= now) {
    tickets_.erase(in_order_.front().second);
    in_order_.pop_front();
  }
}

} // namespace switchboard
