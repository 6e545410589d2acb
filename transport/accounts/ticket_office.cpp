#include "transport/accounts/ticket_office.hpp"

namespace switchboard {

std::optional<secret> ticket_office::issue(identity holder, timestamp now) {
  auto ticket = random_token();
  const auto key = digest_of(ticket.view());
  const auto expires_at = now + options_.lifetime_ms;
  const std::lock_guard lock{mutex_};
  forget_expired(now);
  auto& of_user = by_user_[holder.user];
  if (of_user.size() >= options_.max_tickets_per_user) {
    tickets_.erase(of_user.front());
    of_user.pop_front();
  }
  if (tickets_.size() >= options_.max_tickets) {
    if (of_user.empty()) by_user_.erase(holder.user);
    return std::nullopt;
  }
  of_user.push_back(key);
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
  if (found.empty()) return std::nullopt;
  let_go(found.mapped().holder.user, key);
  const auto& [holder, expires_at] = found.mapped();
  // A session is looked at elsewhere; a token of an outside issuer has nothing but its own end.
  const bool is_over = expires_at <= now || (!holder.session && holder.expires_at <= now);
  if (is_over) return std::nullopt;
  return holder;
}

void ticket_office::let_go(const user_id& holder, const digest& key) {
  const auto found = by_user_.find(holder);
  if (found == by_user_.end()) return;
  std::erase(found->second, key);
  if (found->second.empty()) by_user_.erase(found);
}

void ticket_office::forget_expired(timestamp now) {
  while (!in_order_.empty() && in_order_.front().first <= now) {
    const auto& key = in_order_.front().second;
    if (const auto found = tickets_.extract(key)) let_go(found.mapped().holder.user, key);
    in_order_.pop_front();
  }
  // Of those that are gone before their time, no more are kept here than of those that are out.
  constexpr std::size_t few = 1'024;
  if (in_order_.size() < few || in_order_.size() < 2 * tickets_.size()) return;
  std::erase_if(in_order_, [this](const auto& each) { return !tickets_.contains(each.second); });
}

} // namespace switchboard
