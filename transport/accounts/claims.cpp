#include "transport/accounts/claims.hpp"

#include "events/side_key.hpp"
#include "transport/accounts/input_rules.hpp"
#include "transport/accounts/role_words.hpp"

#include <algorithm>
#include <cmath>

namespace switchboard {

namespace {

/// How far ahead another clock may be. It never prolongs a token, so expiry has none.
constexpr std::int64_t clock_skew_ms = 30'000;
/// The year 9999: later times do not fit what the rest of the program can write.
constexpr double max_time_s = 253'402'300'799;

} // namespace

claims::claims(std::string_view json) : all_(nlohmann::json::parse(json, nullptr, false)) {
  if (!all_.is_object()) all_ = nlohmann::json::object();
}

std::optional<token_fault> claims::fault_for(const expected& wanted, timestamp now) const {
  if (text("iss") != wanted.issuer) return token_fault::wrong_issuer;
  if (!is_for(wanted.audience)) return token_fault::wrong_audience;
  if (!wanted.type.empty() && text("typ") != wanted.type) return token_fault::wrong_type;
  return fault_of_times(now);
}

std::optional<token_fault> claims::fault_of_times(timestamp now) const {
  const auto expires_at = time("exp");
  if (!expires_at) return token_fault::bad_claims;
  if (*expires_at <= now) return token_fault::expired;
  for (const auto* name : {"nbf", "iat"}) {
    if (!all_.contains(name)) continue;
    const auto from = time(name);
    if (!from) return token_fault::bad_claims;
    if (*from > now + clock_skew_ms) return token_fault::not_yet;
  }
  return std::nullopt;
}

token_verdict claims::own_identity() const {
  // Whoever got a name that is refused today keeps their account.
  auto user = parse_recorded_user_id(text("sub"));
  if (!user || queue_of(user->value) || side_of_key(user->value)) return token_fault::bad_subject;
  const auto granted = role_of(text("role"));
  auto session = text("sid");
  if (!granted || session.empty()) return token_fault::bad_claims;
  return identity{std::move(*user), *granted, session_id{std::move(session)}, *time("exp")};
}

token_verdict claims::outside_identity() const {
  auto user = subject();
  if (!user) return token_fault::bad_subject;
  const auto granted = text("role") == "agent" ? role::agent : role::user;
  return identity{std::move(*user), granted, std::nullopt, *time("exp")};
}

std::string claims::text(const char* name) const {
  const auto found = all_.find(name);
  return found != all_.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::optional<timestamp> claims::time(const char* name) const {
  const auto found = all_.find(name);
  if (found == all_.end() || !found->is_number()) return std::nullopt;
  const auto at_s = found->get<double>();
  if (!(at_s >= 0 && at_s <= max_time_s)) return std::nullopt;
  return timestamp{static_cast<std::int64_t>(std::floor(at_s * 1000))};
}

bool claims::is_for(std::string_view audience) const {
  const auto found = all_.find("aud");
  if (found == all_.end()) return false;
  if (!found->is_array()) return *found == audience;
  return std::any_of(found->begin(), found->end(),
                     [&](const auto& each) { return each == audience; });
}

std::optional<user_id> claims::subject() const {
  const auto found = all_.find("sub");
  if (found == all_.end()) return std::nullopt;
  // 7 and "7" are one user, also when an outside issuer counts its users.
  const auto name = found->is_number_integer() ? found->dump() : text("sub");
  if (fault_of_username(name)) return std::nullopt;
  return user_id{name};
}

} // namespace switchboard
