#include "transport/accounts/account_jobs.hpp"
#include "transport/accounts/accounts.hpp"
#include "transport/accounts/input_rules.hpp"
#include "transport/net/address.hpp"

#include <memory>
#include <new>
#include <utility>

namespace switchboard {

namespace {

refusal bad_link() {
  return refused(account_fault::bad_link,
                 "This link is not good: it was used, or its time is up. Ask for another.");
}

refusal no_such_account() {
  return refused(account_fault::unknown_user, "There is no account of this name here.");
}

struct wanted_reset {
  secret link;
  secret next;
};

} // namespace

fresh_link accounts::make_link(const account& of, link_purpose purpose, reset_way way,
                               timestamp now) {
  const auto lifetime_ms = purpose == link_purpose::password_reset
                               ? options_.reset_link_lifetime_ms
                               : options_.verify_link_lifetime_ms;
  const issued_link link{of.user, purpose, way, of.email, now + lifetime_ms};
  return {of.user, way == reset_way::mail ? of.email.value_or("") : "", links_.issue(link, now),
          link.expires_at};
}

void accounts::request_reset(login whose, timestamp now, on_reply<std::optional<fresh_link>> done) {
  using maybe = account_reply<std::optional<fresh_link>>;
  run_in(
      storing_, done,
      [this, name = std::move(whose.username), email = std::move(whose.email), now] {
        const auto found = name.empty() ? users_.find_by_email(email) : users_.find_by_name(name);
        if (!found || !found->email || link_limiter_.take_of_account_ms(found->user.value, now) > 0)
          return maybe{std::nullopt};
        return maybe{make_link(*found, link_purpose::password_reset, reset_way::mail, now)};
      });
}

void accounts::request_verification(const user_id& user, timestamp now, on_reply<fresh_link> done) {
  run_in(storing_, done, [this, user, now]() -> account_reply<fresh_link> {
    const auto found = users_.find_by_name(user.value);
    if (!found) return no_such_account();
    if (!found->email)
      return refused(account_fault::no_email, "This account has no e-mail address.");
    if (found->email_verified_at)
      return refused(account_fault::already_verified, "This address is verified already.");
    if (const auto wait_ms = link_limiter_.take_of_account_ms(user.value, now))
      return too_many("Enough was mailed to this address for now; wait a bit.", wait_ms);
    return make_link(*found, link_purpose::email_verification, reset_way::mail, now);
  });
}

void accounts::issue_reset_link(const user_id& user, timestamp now, on_reply<fresh_link> done) {
  run_in(storing_, done, [this, user, now]() -> account_reply<fresh_link> {
    const auto found = users_.find_by_name(user.value);
    if (!found) return no_such_account();
    return make_link(*found, link_purpose::password_reset, reset_way::admin, now);
  });
}

void accounts::reset_password(secret link, secret next, const client& from, timestamp now,
                              on_reply<reset_outcome> done) {
  const auto asked = std::make_shared<wanted_reset>(wanted_reset{std::move(link), std::move(next)});
  const auto hash_then_store = [this, asked, now, done] {
    const auto hashed =
        guarded<rehashed_account>([&] { return hash_for_link(asked->link, asked->next, now); });
    if (const auto* fault = std::get_if<refusal>(&hashed)) return done(*fault);
    run_in(storing_, done, [this, asked, now, change = std::get<rehashed_account>(hashed)] {
      return store_reset(asked->link, change, now);
    });
  };
  if (!hashing_.submit(hash_then_store, {net::address_group(from.ip_address), {}})) done(busy());
}

/// A link that is good for nothing costs no hash.
account_reply<accounts::rehashed_account>
accounts::hash_for_link(const secret& link, const secret& next, timestamp now) {
  const auto issued = links_.find(link.view(), link_purpose::password_reset, now);
  const auto found = issued ? users_.find_by_name(issued->user.value) : std::nullopt;
  if (!found) return bad_link();
  if (auto fault = fault_of_password(next.view(), found->user.value, found->email.value_or(""),
                                     options_.min_password_length))
    return refused(account_fault::weak_password, std::move(*fault));
  auto made = hasher_.hash(next.view());
  if (!made) throw std::bad_alloc{};
  return rehashed_account{*found, std::move(*made)};
}

account_reply<reset_outcome> accounts::store_reset(const secret& link,
                                                   const rehashed_account& change, timestamp now) {
  const auto issued = links_.find(link.view(), link_purpose::password_reset, now);
  if (!issued) return bad_link();
  const auto& user = change.found.user;
  auto note = note_of(note_kind::password_reset, user, "user/" + user.value, now,
                      issued->way == reset_way::mail ? "mail" : "admin");
  const auto live = sessions_.of_user(user, now);
  if (!links_.use_to_reset(link.view(), change.hash, note, now)) return bad_link();
  reset_outcome made{user, {}, std::move(note)};
  for (const auto& each : live) {
    live_.end(each.id, user);
    made.ended.push_back({each.id, user});
  }
  return made;
}

void accounts::verify_email(secret link, timestamp now, on_reply<account_note> done) {
  const auto shown = std::make_shared<secret>(std::move(link));
  run_in(storing_, done, [this, shown, now]() -> account_reply<account_note> {
    const auto issued = links_.find(shown->view(), link_purpose::email_verification, now);
    if (!issued) return bad_link();
    auto note = note_of(note_kind::email_verified, issued->user, "user/" + issued->user.value, now,
                        issued->email.value_or(""));
    if (!links_.use_to_verify(shown->view(), note, now)) return bad_link();
    return note;
  });
}

} // namespace switchboard
