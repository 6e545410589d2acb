#include "transport/api/doorkeeper.hpp"

#include "transport/accounts/secret.hpp"
#include "transport/api/refusals.hpp"
#include "transport/http/request_head.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <utility>

namespace switchboard::api {

namespace {

constexpr std::string_view scheme = "Bearer ";

/// How many users of an outside issuer are remembered; to forget them costs a question each.
constexpr std::size_t max_known = 100'000;

http::access access_of(role granted) {
  switch (granted) {
  case role::user:
    return http::access::signed_in;
  case role::agent:
    return http::access::agent;
  case role::admin:
    return http::access::admin;
  }
  return http::access::signed_in;
}

http::problem not_allowed(http::access needed) {
  return {403, "forbidden",
          needed == http::access::admin ? "Only an admin may do this."
                                        : "Only an agent may do this."};
}

} // namespace

token_verdict identify(const ports& by, const http::request& asked) {
  const auto given = asked.header("authorization");
  if (given.size() <= scheme.size()
      || !http::equals_ignoring_case(given.substr(0, scheme.size()), scheme))
    return token_fault::malformed;
  return by.accounts->authenticate(given.substr(scheme.size()), by.time->now());
}

void doorkeeper::authenticate(const http::request& asked, http::access who,
                              http::auth_responder answer) {
  const auto verdict = identify(by_, asked);
  if (const auto* fault = std::get_if<token_fault>(&verdict)) {
    by_.people->debug("token_refused", {{"request", asked.id},
                                        {"address", asked.remote_address},
                                        {"fault", boost::describe::enum_to_string(*fault, "")}});
    return answer(not_signed_in());
  }
  const auto& holder = std::get<identity>(verdict);
  http::principal caller{holder.user.value, holder.session ? holder.session->value : "",
                         access_of(holder.role)};
  if (caller.rank < who) return answer(not_allowed(who));
  introduce(holder, [answer, caller = std::move(caller)](const outcome& came) {
    if (const auto* refused = std::get_if<rejection>(&came)) return answer(problem_of(*refused));
    answer(caller);
  });
}

void doorkeeper::introduce(const identity& holder, std::function<void(const outcome&)> then) {
  if (holder.session || is_known(holder.user)) return check_ban(by_, holder, std::move(then));
  by_.ask({stream_of(holder.user),
           user::register_account{random_uuid(), std::nullopt, "", holder.role},
           "first-call",
           {},
           {},
           "user/" + holder.user.value,
           [this, holder, then = std::move(then)](const outcome& came) {
             const auto* refused = std::get_if<rejection>(&came);
             if (refused && refused->code != reject_code::username_taken) return then(came);
             remember(holder.user);
             check_ban(by_, holder, then);
           }});
}

void check_ban(const ports& by, const identity& holder, std::function<void(const outcome&)> then) {
  // Whoever signed in here lost the session with the ban.
  if (holder.session) return then(outcome{});
  by.ask({stream_of(holder.user),
          user::look{},
          {},
          {},
          {},
          "user/" + holder.user.value,
          [then = std::move(then)](const outcome& came) {
            if (const auto* refused = std::get_if<rejection>(&came))
              return then(refused->code == reject_code::unknown_user ? outcome{} : came);
            const auto& state = *std::get<user::reply>(std::get<reply>(came)).state;
            if (!state.ban_reason) return then(outcome{});
            then(rejection{reject_code::banned, "This account is shut out: " + *state.ban_reason});
          }});
}

bool doorkeeper::is_known(const user_id& user) {
  const std::lock_guard lock{mutex_};
  return known_.contains(user);
}

void doorkeeper::remember(const user_id& user) {
  const std::lock_guard lock{mutex_};
  if (known_.size() >= max_known) known_.clear();
  known_.insert(user);
}

} // namespace switchboard::api
