#pragma once

#include "tests/simulation/chance.hpp"
#include "tests/simulation/front.hpp"
#include "tests/simulation/workload.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace switchboard::simulation {

/// The customers and agents of a queue. There are so many places for each; whoever is gone makes
/// room for the next one.
class sides {
public:
  sides(const workload& like, chance& random, front& server, const replay& seen);

  /// Finds the queue that is here already, and those who are in it.
  void meet_natives();
  /// Says how the queue works.
  void open();
  /// Somebody does this; false if nobody can at the moment. The action must be one of `actions`.
  bool act(const std::string& action);
  bool knows(const std::string& action) const { return actions_.contains(action); }

  /// The server is gone, and every socket with it.
  void lose_server();
  /// Goes on with what must be done and is not, and clears the places of those who are gone.
  void tend();
  /// Nobody is to be connected any more.
  void go_home();
  bool is_at_rest() const;
  /// Everybody who is known asks how things are.
  void look_around();

private:
  enum class link : std::uint8_t { none, coming, here, dropped };

  struct place {
    bool is_agent = false;
    /// Empty as long as nobody has this place.
    user_id side;
    connection_id connection;
    link state = link::none;
    errand_ptr pending;
  };

  using action = bool (sides::*)();

  bool start_customer();
  bool start_agent();
  bool connect_side();
  bool drop_side();
  bool leave_side();
  bool touch();
  bool pause();
  bool ready();
  bool take_offer();
  bool decline_offer();
  bool hang_up();
  bool enter_room();
  bool leave_room();
  bool transcript();
  bool change_settings();
  bool look_side();
  bool repeat_side();

  template <class Predicate>
  place* one_where(Predicate is_wanted);
  place* anybody();
  place* any_agent();
  place* free_place(bool for_agent);
  user_id new_side();
  errand_ptr send(const char* what, const place& by, queue::command body);
  bool ask(const char* what, const place& by, queue::command body);
  void drop(place& by);
  void leave(place& by);
  void finish(place& of);
  const queue::side* known(const place& of) const;
  std::optional<offer_id> offer_to(const place& agent) const;
  /// The call that this side is matched to, if it is, and its room.
  std::optional<call_id> call_of(const place& by) const;
  queue::settings any_settings() { return random_.one_of(like_.queue_settings); }

  static const std::map<std::string, action> actions_;

  const workload& like_;
  chance& random_;
  front& server_;
  const replay& seen_;
  queue_name name_{"default"};
  std::vector<place> places_;
  std::vector<errand_ptr> errands_;
  std::uint64_t connections_made_ = 0;
};

} // namespace switchboard::simulation
