#pragma once

#include "tests/simulation/chance.hpp"
#include "tests/simulation/front.hpp"
#include "tests/simulation/workload.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace switchboard::simulation {

/// People with their devices: they come and go, call each other, write, and change their minds.
/// What they know they read from the log, as a client does that follows its streams; now and then
/// they act on something stale or on what is none of their business.
class people {
public:
  people(const workload& like, chance& random, front& server, const replay& seen);

  /// Finds those who live here already, with their devices and groups.
  void meet_natives();
  /// Registers everybody else and makes their groups.
  void move_in();
  /// Somebody does this; false if nobody can at the moment. The action must be one of `actions`.
  bool act(const std::string& action);
  bool knows(const std::string& action) const { return actions_.contains(action); }

  /// The server is gone, and every socket with it.
  void lose_server();
  /// Goes on with what must be done and is not: sockets come and go whatever the log does.
  void tend();
  /// Nobody is to be connected any more.
  void go_home();
  /// Whether nothing is left that must be done.
  bool is_at_rest() const;
  /// Everybody asks how things are.
  void look_around();

private:
  enum class link : std::uint8_t { away, coming, here, dropped, going };

  struct device {
    user_id user;
    connection_id connection;
    link state = link::away;
    errand_ptr pending;
  };

  using action = bool (people::*)();

  // Coming and going.
  bool connect();
  bool drop();
  bool resume();
  bool disconnect();
  // Calls.
  bool invite();
  bool accept();
  bool reject();
  bool cancel();
  bool join();
  bool leave();
  bool end();
  bool change_media();
  bool report();
  // Messages, groups and themselves.
  bool write();
  bool edit();
  bool add_member();
  bool remove_member();
  bool set_status();
  bool block();
  bool look();
  /// Somebody asks again for what they asked before, under the same id.
  bool repeat();

  device* device_that_is(link state);
  void finish(device& of);
  bool ask_room(const char* what, const room_id& room, room::command body, const user_id& who);
  bool ask_about_call(const char* what, const call_id& call, room::command body,
                      const user_id& who);
  void remember(errand_ptr sent);

  user_id anybody() { return random_.one_of(everybody_); }
  room_id any_room_of(const user_id& user);
  std::optional<call_id> any_call();
  std::optional<call_id> call_ringing_for(const user_id& user);
  std::optional<call_id> call_with(const user_id& user);

  static const std::map<std::string, action> actions_;

  const workload& like_;
  chance& random_;
  front& server_;
  const replay& seen_;
  std::vector<user_id> everybody_;
  std::vector<room_id> groups_;
  std::vector<user_id> newcomers_;
  std::vector<room_id> new_groups_;
  std::vector<device> devices_;
  std::vector<errand_ptr> errands_;
  std::uint64_t connections_made_ = 0;
};

} // namespace switchboard::simulation
