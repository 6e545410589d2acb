#pragma once

#include "tests/support/rehearsal.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

namespace switchboard::bench {

struct town_size {
  std::uint64_t users = 2'000;
  std::uint64_t agents = 20;
  std::uint64_t seed = 1;
};

/// People who call and write to each other all day, and customers who are served by agents, as fast
/// as the rules can decide. Everything follows from the size and the seed.
class town {
public:
  town(const town_size& size, testing::rehearsal::event_sink sink);

  /// Lives on until so many events have happened, and then until every call is over.
  void live(std::uint64_t events);

private:
  using act = std::function<void()>;

  void move_in();
  void plan(std::int64_t in_ms, act what);
  void do_next();

  void begin_call();
  void answer(const call_id& call, const std::string& caller, const std::string& callee);
  void hang_up(const call_id& call, const std::string& caller, const std::string& callee);
  void chat();
  void drop_connection();
  void come_back(const std::string& user);
  void serve_customer();
  void complete(const user_id& customer);

  std::uint64_t chance(std::uint64_t below) { return random_() % below; }
  std::string any_user() { return "user-" + std::to_string(chance(size_.users)); }
  /// The connection that a person's phone has at the moment; a new one after it was gone.
  connection_id phone_of(const std::string& user) {
    return {user + "-phone-" + std::to_string(connections_[user])};
  }
  user_id new_side();
  /// Whether it was taken.
  bool ask(const stream_id& to, command body, const std::string& who);

  const town_size size_;
  std::mt19937_64 random_;
  testing::rehearsal acts_;
  std::uint64_t events_ = 0;
  std::uint64_t commands_ = 0;
  std::uint64_t sides_ = 0;
  bool is_closing_ = false;
  std::unordered_map<std::string, std::uint64_t> connections_;
  std::multimap<timestamp, act> planned_;
};

} // namespace switchboard::bench
