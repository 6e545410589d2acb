#include "transport/accounts/accounts.hpp"

#include "transport/accounts/account_jobs.hpp"
#include "transport/accounts/input_rules.hpp"
#include "transport/net/address.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace switchboard {

namespace {

constexpr std::size_t storing_bound = 4'096;

refusal username_taken() {
  return refused(account_fault::username_taken, "This username is taken.");
}

std::optional<refusal> fault_of(const registration& wanted, const account_options& options) {
  if (!options.registration_open && !wanted.is_by_operator)
    return refused(account_fault::registration_closed, "Accounts are made by an admin here.");
  if (auto fault = fault_of_username(wanted.user.value))
    return refused(account_fault::bad_username, std::move(*fault));
  if (wanted.email) {
    if (auto fault = fault_of_email(*wanted.email))
      return refused(account_fault::bad_email, std::move(*fault));
  }
  if (auto fault = fault_of_password(wanted.password.view(), wanted.user.value,
                                     wanted.email.value_or(""), options.min_password_length))
    return refused(account_fault::weak_password, std::move(*fault));
  return std::nullopt;
}

} // namespace

accounts::accounts(account_options chosen, const std::filesystem::path& data_folder)
    : options_{std::move(chosen)},
      database_{data_folder},
      tokens_{options_.tokens, load_or_make_token_key(data_folder)},
      tickets_{options_.tickets},
      limiter_{options_.limits},
      code_limiter_{options_.limits},
      registrations_{options_.registrations},
      link_limiter_{options_.links},
      hasher_{options_.passwords},
      storing_{{.name = "credentials", .threads = 1, .queue_bound = storing_bound, .nice = 0}},
      hashing_{options_.hashing} {
  for (const auto& each : sessions_.unrevoked())
    live_.add(each.id, each.user, each.expires_at);
  auto known = known_.newest(limiter_.max_entries());
  // The limiter forgets first what it was told first.
  for (auto each = known.rbegin(); each != known.rend(); ++each)
    limiter_.succeeded(each->user.value, each->address, {});
}

void accounts::reserve(registration wanted, timestamp now, on_reply<reservation> done) {
  if (auto fault = fault_of(wanted, options_)) return done(std::move(*fault));
  if (!wanted.is_by_operator)
    if (const auto wait_ms = registrations_.take_ms(wanted.ip_address, now))
      return done(
          too_many("Too many accounts are asked for from your address; wait a bit.", wait_ms));
  // Shared because a job is copied and a secret is not.
  const auto asked = std::make_shared<registration>(std::move(wanted));
  const auto hash_then_store = [this, asked, now, done] {
    const auto hash = guarded<std::string>([&]() -> account_reply<std::string> {
      if (users_.is_taken(asked->user)) return username_taken();
      auto made = hasher_.hash(asked->password.view());
      if (!made) throw std::bad_alloc{};
      return std::move(*made);
    });
    if (const auto* fault = std::get_if<refusal>(&hash)) return done(*fault);
    run_in(storing_, done,
           [this, asked, now, hash = std::get<0>(hash)]() -> account_reply<reservation> {
             reservation made{asked->user, asked->email, asked->role, random_uuid(), now};
             if (!users_.reserve(made, hash)) return username_taken();
             return made;
           });
  };
  if (!hashing_.submit(hash_then_store, {net::address_group(asked->ip_address), {}})) done(busy());
}

void accounts::confirm(const reservation& reserved, client from, timestamp now,
                       on_reply<signed_in> done) {
  run_in(storing_, done, [this, reserved, from = printable(std::move(from)), now] {
    users_.confirm(reserved.user);
    return account_reply<signed_in>{open_session(reserved.user, reserved.role, from, now)};
  });
}

void accounts::release(const user_id& user, on_reply<bool> done) {
  run_in(storing_, done, [this, user] { return account_reply<bool>{users_.release(user)}; });
}

void accounts::settle(const reservation& left_over, bool is_registered) {
  if (is_registered)
    users_.confirm(left_over.user);
  else
    users_.release(left_over.user);
}

void accounts::change_password(password_change wanted, client from, timestamp now,
                               on_reply<std::vector<ended_session>> done) {
  const auto asked = std::make_shared<password_change>(std::move(wanted));
  const auto where = from.ip_address;
  const auto check_then_change = [this, asked, from = std::move(from), now, done] {
    using ended = account_reply<std::vector<ended_session>>;
    const auto hashed = guarded<rehashed_account>([&] { return next_hash(*asked, from, now); });
    if (const auto* fault = std::get_if<refusal>(&hashed)) return done(*fault);
    run_in(storing_, done, [this, asked, now, change = std::get<rehashed_account>(hashed)] {
      if (!is_password_still_of(change.found)) return ended{wrong_password()};
      users_.set_password_hash(change.found.user, change.hash);
      return ended{end_all_but(asked->kept, change.found.user, now)};
    });
  };
  if (!hashing_.submit(check_then_change, {net::address_group(where), folded(asked->user.value)}))
    done(busy());
}

account_reply<accounts::rehashed_account> accounts::next_hash(const password_change& wanted,
                                                              const client& from, timestamp now) {
  auto checked = check_password(wanted.user.value, users_.find_by_name(wanted.user.value),
                                wanted.present, from, now);
  if (auto* fault = std::get_if<refusal>(&checked)) return std::move(*fault);
  const auto& found = std::get<account>(checked);
  if (auto fault = fault_of_password(wanted.next.view(), found.user.value, found.email.value_or(""),
                                     options_.min_password_length))
    return refused(account_fault::weak_password, std::move(*fault));
  auto made = hasher_.hash(wanted.next.view());
  if (!made) throw std::bad_alloc{};
  return rehashed_account{found, std::move(*made)};
}

/// Hashing takes a while, and meanwhile somebody else may have changed the password: who showed the
/// old one is too late then.
bool accounts::is_password_still_of(const account& found) const {
  const auto now_is = users_.find_by_name(found.user.value);
  return now_is && now_is->password_hash == found.password_hash;
}

void accounts::set_role(const user_id& user, role granted, on_reply<bool> done) {
  run_in(storing_, done,
         [this, user, granted] { return account_reply<bool>{users_.set_role(user, granted)}; });
}

void accounts::log_in(login given, client from, timestamp now, on_reply<signed_in> done) {
  const auto asked = std::make_shared<login>(std::move(given));
  const auto where = from.ip_address;
  const auto check_then_open = [this, asked, from = printable(std::move(from)), now, done] {
    const auto checked = guarded<account>([&] {
      const auto& name = asked->username.empty() ? asked->email : asked->username;
      return ask_for_second_step(check_password(name,
                                                asked->username.empty() ? users_.find_by_email(name)
                                                                        : users_.find_by_name(name),
                                                asked->password, from, now),
                                 now);
    });
    if (const auto* fault = std::get_if<refusal>(&checked)) return done(*fault);
    const auto& found = std::get<account>(checked);
    auto rehashed = hasher_.is_outdated(found.password_hash) ? hasher_.hash(asked->password.view())
                                                             : std::nullopt;
    run_in(storing_, done, [this, found, from, now, rehashed = std::move(rehashed)] {
      if (!is_password_still_of(found)) return account_reply<signed_in>{wrong_password()};
      // One may have been added while the password was hashed.
      auto again = ask_for_second_step(account_reply<account>{found}, now);
      if (auto* fault = std::get_if<refusal>(&again))
        return account_reply<signed_in>{std::move(*fault)};
      if (rehashed) users_.set_password_hash(found.user, *rehashed);
      return account_reply<signed_in>{open_session(found.user, found.role, from, now)};
    });
  };
  const auto& name = asked->username.empty() ? asked->email : asked->username;
  if (!hashing_.submit(check_then_open, {net::address_group(where), folded(name)})) done(busy());
}

/// The limit is looked at here, right before the hash and not when the request came, so a burst of
/// guesses is stopped by the first of them that fail, while a burst of right passwords is not.
account_reply<account> accounts::check_password(std::string_view name,
                                                const std::optional<account>& found,
                                                const secret& shown, const client& from,
                                                timestamp now) {
  const auto limited_by = found ? std::string_view{found->user.value} : name.substr(0, 256);
  if (const auto wait_ms = limiter_.wait_ms(limited_by, from.ip_address, now))
    return too_many("Too many wrong passwords; wait a bit.", wait_ms);
  const auto verdict =
      hasher_.verify(shown.view(), found ? std::optional{found->password_hash} : std::nullopt);
  if (verdict == password_verdict::undecided) throw std::bad_alloc{};
  if (verdict == password_verdict::wrong) {
    limiter_.failed(limited_by, from.ip_address, now);
    return wrong_password();
  }
  const known_addresses::row known{found->user, net::address_group(from.ip_address)};
  if (limiter_.succeeded(limited_by, known.address, now))
    run_in<bool>(
        storing_, [](const account_reply<bool>&) {},
        [this, known, now] {
          known_.note(known, now);
          return account_reply<bool>{true};
        });
  return *found;
}

void accounts::refresh(secret refresh_token, timestamp now, on_reply<signed_in> done) {
  const auto shown = std::make_shared<secret>(std::move(refresh_token));
  run_in(storing_, done, [this, shown, now] { return rotate(*shown, now); });
}

account_reply<signed_in> accounts::rotate(const secret& refresh_token, timestamp now) {
  auto next = random_token();
  auto result = sessions_.rotate(digest_of(refresh_token.view()), digest_of(next.view()), now,
                                 now + options_.refresh_lifetime_ms);
  if (result.outcome == rotation::reused) {
    auto fault =
        refused(account_fault::token_reused,
                "This refresh token was used before; its session has ended. Sign in again.");
    if (live_.end(result.of->id, result.of->user))
      fault.ended = ended_session{result.of->id, result.of->user};
    return fault;
  }
  const bool is_rotated = result.outcome == rotation::rotated;
  // A session that ended while its token was being replaced stays ended.
  if (is_rotated && live_.extend(result.of->id, result.of->expires_at))
    return signed_in_to(std::move(*result.of), result.role, std::move(next), now);
  if (is_rotated) sessions_.revoke(result.of->id, result.of->user);
  return refused(account_fault::bad_refresh_token,
                 "This refresh token is not good. Sign in again.");
}

void accounts::end_session(const session_id& id, const user_id& user, on_reply<bool> done) {
  live_.end(id, user);
  run_in(storing_, done,
         [this, id, user] { return account_reply<bool>{sessions_.revoke(id, user)}; });
}

void accounts::end_sessions_of(const user_id& user, timestamp now,
                               on_reply<std::vector<ended_session>> done) {
  run_in(storing_, done, [this, user, now] {
    return account_reply<std::vector<ended_session>>{end_all_but({}, user, now)};
  });
}

std::vector<ended_session> accounts::end_all_but(const std::optional<session_id>& kept,
                                                 const user_id& user, timestamp now) {
  std::vector<ended_session> ended;
  for (const auto& each : sessions_.of_user(user, now)) {
    if (each.id == kept) continue;
    live_.end(each.id, user);
    if (sessions_.revoke(each.id, user)) ended.push_back({each.id, user});
  }
  return ended;
}

void accounts::sessions_of(const user_id& user, timestamp now,
                           on_reply<std::vector<session>> done) {
  run_in(storing_, done, [this, user, now] {
    return account_reply<std::vector<session>>{sessions_.of_user(user, now)};
  });
}

void accounts::forget_expired(timestamp now, on_reply<bool> done) {
  run_in(storing_, done, [this, now] {
    sessions_.forget_expired(now);
    return account_reply<bool>{true};
  });
}

token_verdict accounts::authenticate(std::string_view token, timestamp now) const {
  auto verdict = tokens_.verify(token, now);
  const auto* holder = std::get_if<identity>(&verdict);
  if (holder && holder->session && !live_.is_live(*holder->session, holder->user, now))
    return token_fault::unknown_session;
  return verdict;
}

std::optional<secret> accounts::issue_ticket(const identity& holder, timestamp now) {
  return tickets_.issue(holder, now);
}

std::optional<identity> accounts::redeem_ticket(std::string_view ticket, timestamp now) {
  auto holder = tickets_.redeem(ticket, now);
  if (holder && holder->session && !live_.is_live(*holder->session, holder->user, now))
    return std::nullopt;
  return holder;
}

signed_in accounts::open_session(const user_id& user, role granted, const client& from,
                                 timestamp now) {
  auto displaced = make_room_for_session(user, now);
  session opened{{random_hex(16)}, user, now, now + options_.refresh_lifetime_ms, from.ip_address,
                 from.user_agent,  now};
  auto refresh_token = random_token();
  sessions_.open(opened, digest_of(refresh_token.view()));
  live_.add(opened.id, opened.user, opened.expires_at);
  auto made = signed_in_to(std::move(opened), granted, std::move(refresh_token), now);
  made.displaced = std::move(displaced);
  return made;
}

std::vector<ended_session> accounts::make_room_for_session(const user_id& user, timestamp now) {
  const auto newest_first = sessions_.of_user(user, now);
  std::vector<ended_session> displaced;
  for (auto i = options_.max_sessions_per_user - 1; i < newest_first.size(); ++i) {
    live_.end(newest_first[i].id, user);
    sessions_.revoke(newest_first[i].id, user);
    displaced.push_back({newest_first[i].id, user});
  }
  return displaced;
}

signed_in accounts::signed_in_to(session of, role granted, secret refresh_token,
                                 timestamp now) const {
  const identity holder{of.user, granted, of.id, tokens_.end_of_token(now, of.expires_at)};
  auto token = tokens_.issue(holder, now);
  return {std::move(of),
          granted,
          std::move(token),
          std::move(refresh_token),
          (holder.expires_at - now) / 1000,
          {}};
}

} // namespace switchboard
