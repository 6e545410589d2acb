#pragma once

#include "events/log/memory_log.hpp"
#include "tests/support/rehearsal.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace switchboard::testing {

/// A small world with people who are called by one word, for tests of what is told about them. It
/// begins at ten o'clock on 21 November 2026, and all of it is the same each time.
class stage {
public:
  explicit stage(policy limits = {});

  memory_log log;

  // --- People ------------------------------------------------------------------------------------

  /// Makes an account.
  void enroll(const std::string& user);
  /// A device comes online; its connection is called `USER-DEVICE`.
  void connect(const std::string& user, const std::string& device);
  void drop(const std::string& user, const std::string& device);
  void resume(const std::string& user, const std::string& device);
  void close(const std::string& user, const std::string& device);
  void set_status(const std::string& user, availability status);
  /// The server that holds all connections starts anew.
  void restart(const std::string& user);

  // --- Calls between people ----------------------------------------------------------------------

  /// Calls somebody from a device and gives the call's id.
  call_id call(const std::string& from, const std::string& device, const std::string& to,
               call_type type = call_type::video);
  call_id call_group(const std::string& from, const std::string& device, const std::string& group);
  void make_group(const std::string& key, const std::vector<std::string>& members);
  void accept(const call_id& call, const std::string& user, const std::string& device);
  void reject(const call_id& call, const std::string& user, const std::string& device,
              std::string reason);
  void cancel(const call_id& call, const std::string& user);
  void join(const call_id& call, const std::string& user, const std::string& device);
  void leave(const call_id& call, const std::string& user, const std::string& device);
  void end(const call_id& call, const std::string& user);
  void say(const std::string& from, const std::string& to, const std::string& text);
  void ask_room(const call_id& call, const std::string& user, room::command body);

  // --- Queues ------------------------------------------------------------------------------------

  /// One side of the queue `default`, called by a number.
  static user_id side(int number);
  void start_customer(int number, const std::string& name, std::int64_t priority = 0);
  void start_agent(int number, const std::string& name);
  void connect_side(int number);
  void drop_side(int number);
  void complete(int number);
  void ask_queue(int number, queue::command body);
  void change_queue(const queue::settings& settings);

  void pass(std::int64_t duration_ms) { acts_.pass(duration_ms); }
  timestamp now() const { return acts_.now(); }
  std::uint64_t seq_of(const stream_id& stream) const { return acts_.seq_of(stream); }

private:
  static connection_id connection_of(const std::string& user, const std::string& device) {
    return {user + '-' + device};
  }
  std::string next_command() { return "c-" + std::to_string(++commands_); }
  void ask_user(const std::string& user, user::command body);
  void ask_room(const room_id& room, const std::string& user, room::command body);

  rehearsal acts_;
  std::uint64_t commands_ = 0;
};

} // namespace switchboard::testing
