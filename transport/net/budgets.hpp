#pragma once

#include "transport/net/deadlines.hpp"

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace switchboard::net {

/// How fast one of many may go on for long, and how much at once.
struct pace {
  double per_s = 200;
  double at_once = 400;
  double bytes_per_s = 2 * 1024 * 1024;
  double bytes_at_once = 8 * 1024 * 1024;
};

/// What asking a budget led to, and how it stands.
struct allowance {
  bool is_granted = true;
  double left = 0;
  /// Until all of it is there again.
  double until_full_s = 0;
  /// Until there is enough for one more.
  double wait_s = 0;
};

/// What one person or address may ask of the server, by whichever door. Any thread may call.
class budget {
public:
  explicit budget(const pace& of) : pace_{of}, left_{of.at_once}, bytes_left_{of.bytes_at_once} {}

  /// Takes one of what is there; refused when there is none, or when bytes are owed.
  allowance take(std::size_t bytes = 0) { return take(bytes, std::chrono::steady_clock::now()); }
  /// Bytes that came behind what was granted: they are owed if they are not there.
  void spend(std::size_t bytes);
  bool is_full() const;

  allowance take(std::size_t bytes, time_point now);

private:
  void fill(time_point now);

  const pace pace_;
  mutable std::mutex mutex_;
  double left_;
  double bytes_left_;
  time_point filled_at_{};
};

/// The budgets of many. One that is full and in nobody's hands is forgotten: a new one is the same.
class budgets {
public:
  explicit budgets(const pace& of_each) : pace_{of_each} {}

  std::shared_ptr<budget> of(const std::string& who);
  const pace& of_each() const { return pace_; }
  std::size_t size() const;

private:
  void forget_full();

  const pace pace_;
  mutable std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<budget>> all_;
  std::size_t forget_at_ = 1'024;
};

/// Those who share a server: who has an account by it, and all others by their address.
struct shared_budgets {
  shared_budgets(const pace& of_people, const pace& of_addresses)
      : people{of_people}, addresses{of_addresses} {}

  budgets people;
  budgets addresses;
};

} // namespace switchboard::net
