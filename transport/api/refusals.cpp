#include "transport/api/refusals.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <string>
#include <utility>

namespace switchboard::api {

namespace {

unsigned status_of(reject_code code) {
  switch (code) {
  case reject_code::unknown_user:
  case reject_code::unknown_room:
  case reject_code::unknown_call:
  case reject_code::unknown_message:
  case reject_code::unknown_session:
  case reject_code::unknown_connection:
  case reject_code::unknown_offer:
  case reject_code::unknown_report:
    return 404;
  case reject_code::forbidden:
  case reject_code::not_a_member:
  case reject_code::not_a_participant:
  case reject_code::not_invited:
  case reject_code::not_reachable:
  case reject_code::banned:
    return 403;
  case reject_code::already_exists:
  case reject_code::username_taken:
  case reject_code::already_in_call:
  case reject_code::already_answered:
  case reject_code::already_ended:
  case reject_code::not_ringing:
  case reject_code::offer_closed:
  case reject_code::limit_reached:
    return 409;
  case reject_code::bad_target:
  case reject_code::bad_value:
  case reject_code::too_long:
  case reject_code::idempotency_mismatch:
    return 422;
  case reject_code::rate_limited:
    return 429;
  case reject_code::unavailable:
    return 503;
  }
  return 500;
}

unsigned status_of(account_fault code) {
  switch (code) {
  case account_fault::bad_username:
  case account_fault::bad_email:
  case account_fault::weak_password:
    return 422;
  case account_fault::username_taken:
  case account_fault::second_factor_on:
  case account_fault::second_factor_off:
  case account_fault::no_email:
  case account_fault::already_verified:
  case account_fault::passkey_known:
  case account_fault::too_many_passkeys:
  case account_fault::passkeys_off:
    return 409;
  case account_fault::registration_closed:
    return 403;
  case account_fault::bad_credentials:
  case account_fault::bad_refresh_token:
  case account_fault::token_reused:
  case account_fault::second_factor_required:
  case account_fault::bad_challenge:
  case account_fault::bad_code:
  case account_fault::bad_passkey:
    return 401;
  case account_fault::bad_link:
  case account_fault::unknown_user:
  case account_fault::unknown_passkey:
    return 404;
  case account_fault::too_many_attempts:
    return 429;
  case account_fault::busy:
  case account_fault::unavailable:
    return 503;
  }
  return 500;
}

constexpr std::int64_t retry_soon_ms = 1'000;

/// Whole seconds, and never so few that the next try comes too early.
std::string seconds_text(std::int64_t duration_ms) {
  return std::to_string((duration_ms + 999) / 1000);
}

void add_headers(http::problem& told, std::int64_t retry_after_ms) {
  if (retry_after_ms > 0) told.headers.emplace_back("Retry-After", seconds_text(retry_after_ms));
  if (told.status == 401) told.headers.emplace_back("WWW-Authenticate", "Bearer");
}

} // namespace

http::problem problem_of(const rejection& refused) {
  http::problem told{status_of(refused.code), boost::describe::enum_to_string(refused.code, ""),
                     refused.message};
  add_headers(told, told.status == 503 ? retry_soon_ms : refused.retry_after_ms);
  return told;
}

http::problem problem_of(const refusal& refused) {
  http::problem told{status_of(refused.code), boost::describe::enum_to_string(refused.code, ""),
                     refused.message};
  add_headers(told, refused.retry_after_ms);
  if (!refused.challenge.empty()) told.more.emplace_back("challenge", refused.challenge);
  return told;
}

http::problem not_signed_in() {
  return {401,
          "unauthorized",
          "Sign in first: this needs an access token that is still good.",
          {{"WWW-Authenticate", "Bearer"}}};
}

http::problem unknown_user() { return {404, "unknown_user", "There is no such user."}; }
http::problem unknown_room() { return {404, "unknown_room", "There is no such room."}; }
http::problem unknown_call() { return {404, "unknown_call", "There is no such call."}; }
http::problem unknown_queue() { return {404, "unknown_queue", "There is no queue of this name."}; }
http::problem unknown_message() { return {404, "unknown_message", "There is no such message."}; }

http::problem unknown_report() { return {404, "unknown_report", "There is no such report."}; }

http::problem bad_request(std::string detail) { return {422, "bad_request", std::move(detail)}; }

} // namespace switchboard::api
