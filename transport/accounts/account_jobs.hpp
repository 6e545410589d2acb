#pragma once

#include "threads/guard.hpp"
#include "transport/accounts/accounts.hpp"
#include "transport/accounts/reply.hpp"

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

/// What the calls of `accounts` share, which are spread over several files.
namespace switchboard {

constexpr std::int64_t retry_soon_ms = 1'000;
constexpr std::size_t max_user_agent_bytes = 256;

inline refusal busy() {
  return {.code = account_fault::busy,
          .message = "Too many are signing in at the moment; try again.",
          .retry_after_ms = retry_soon_ms,
          .ended = {},
          .cause = {}};
}

inline refusal unavailable(const char* cause) {
  return {.code = account_fault::unavailable,
          .message = "Accounts cannot be reached at the moment; try again.",
          .retry_after_ms = retry_soon_ms,
          .ended = {},
          .cause = cause};
}

inline refusal refused(account_fault code, std::string message) {
  return {
      .code = code, .message = std::move(message), .retry_after_ms = 0, .ended = {}, .cause = {}};
}

inline refusal too_many(std::string message, std::int64_t wait_ms) {
  auto fault = refused(account_fault::too_many_attempts, std::move(message));
  fault.retry_after_ms = wait_ms;
  return fault;
}

inline refusal wrong_password() {
  return refused(account_fault::bad_credentials, "Username or password is wrong.");
}

/// What the store throws, as a reply.
template <class Value, class Work>
account_reply<Value> guarded(const Work& work) {
  try {
    threads::fault_port::pass("accounts");
    return work();
  } catch (const credential_error& error) {
    return unavailable(error.what());
  } catch (const std::exception& failure) {
    threads::failures().note({threads::failure_kind::boundary, "accounts", {}, failure.what()});
    return unavailable("the server failed at this");
  }
}

/// Runs `work` in a pool and gives its reply to `done`.
template <class Value, class Work>
void run_in(threads::worker_pool& pool, const on_reply<Value>& done, Work work) {
  const bool is_taken = pool.submit([done, work = std::move(work)] { done(guarded<Value>(work)); });
  if (!is_taken) done(busy());
}

/// A header may hold anything; what is shown in lists of sessions is printable ASCII.
inline client printable(client from) {
  from.user_agent.resize(std::min(from.user_agent.size(), max_user_agent_bytes));
  for (auto& c : from.user_agent)
    if (c < 0x20 || c > 0x7e) c = '?';
  return from;
}

inline account_note note_of(note_kind kind, const user_id& user, std::string actor, timestamp now,
                            std::string subject = {}, std::string name = {}) {
  return {random_uuid(), user, std::move(actor), kind, std::move(subject), std::move(name), now};
}

} // namespace switchboard
