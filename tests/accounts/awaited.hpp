#pragma once

#include "transport/accounts/accounts.hpp"

#include <doctest/doctest.h>

#include <future>
#include <memory>
#include <utility>

namespace switchboard::testing {

inline constexpr timestamp start{1'700'000'000'000};
inline constexpr std::int64_t start_s = start.ms / 1000;

inline const std::string password = "correct horse";
inline constexpr password_cost cheap{.memory_kib = 8, .passes = 1};
inline const client at_home{"192.0.2.1", "a test"};

inline account_options quick_options() {
  account_options chosen;
  chosen.passwords = cheap;
  return chosen;
}

/// Makes a call that replies later, and waits for its reply.
template <class Value, class Call>
account_reply<Value> awaited(Call&& call) {
  const auto promise = std::make_shared<std::promise<account_reply<Value>>>();
  auto future = promise->get_future();
  call([promise](account_reply<Value> made) { promise->set_value(std::move(made)); });
  return future.get();
}

template <class Value>
Value value_of(account_reply<Value> made) {
  if (const auto* fault = std::get_if<refusal>(&made)) FAIL(fault->message);
  return std::move(std::get<Value>(made));
}

template <class Value>
account_fault fault_of(const account_reply<Value>& made) {
  REQUIRE(std::holds_alternative<refusal>(made));
  CHECK_FALSE(std::get<refusal>(made).message.empty());
  return std::get<refusal>(made).code;
}

inline account_reply<reservation> reserve(accounts& in, std::string name, std::string password,
                                          std::optional<std::string> email = {}) {
  return awaited<reservation>([&](auto done) {
    in.reserve(
        {{std::move(name)}, std::move(email), secret{std::move(password)}, role::user, false},
        start, done);
  });
}

inline signed_in register_user(accounts& in, std::string name, std::string password,
                               std::optional<std::string> email = {}) {
  const auto reserved =
      value_of(reserve(in, std::move(name), std::move(password), std::move(email)));
  return value_of(
      awaited<signed_in>([&](auto done) { in.confirm(reserved, at_home, start, done); }));
}

inline account_reply<signed_in> log_in(accounts& in, std::string name, std::string password,
                                       timestamp now = start, client from = at_home) {
  return awaited<signed_in>([&](auto done) {
    in.log_in({std::move(name), {}, secret{std::move(password)}}, std::move(from), now, done);
  });
}

inline account_reply<signed_in> refresh(accounts& in, std::string_view token,
                                        timestamp now = start) {
  return awaited<signed_in>([&](auto done) { in.refresh(secret{std::string{token}}, now, done); });
}

inline bool is_let_in(const accounts& in, std::string_view token, timestamp now = start) {
  return std::holds_alternative<identity>(in.authenticate(token, now));
}

} // namespace switchboard::testing
