#pragma once

#include "events/event.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace switchboard::audit {

/// What a client may build on about rooms and their calls, told from the events alone and without
/// the help of the rules. Throws `broken`.
class call_audit {
public:
  using device = std::pair<user_id, connection_id>;

  void see(const envelope& entry);

  /// Who is in the room's call now; nobody when there is none.
  std::set<device> roster_of(const room_id& room) const;

  /// Calls that ring although their time was over a while before `now`.
  std::vector<std::string> overdue(timestamp now) const;

  /// Once everybody has gone and time has run out: nothing goes on any more.
  void check_all_over() const;

private:
  struct call {
    call_id id;
    std::optional<user_id> caller;
    std::optional<timestamp> expires_at;
    std::set<user_id> ringing;
    std::set<user_id> answered;
    /// Everyone whom its end concerns.
    std::set<user_id> concerned;
    std::map<device, bool> is_suspected;
  };
  struct conversation {
    std::set<user_id> members;
    std::set<user_id> sides;
    /// Who of two people has blocked the other.
    std::set<user_id> barred_by;
    /// The numbers of the messages that may still be edited, in order.
    std::vector<std::uint64_t> messages;
    std::optional<message_id> last_message;
    std::optional<call> live;
  };
  struct reader;

  std::map<room_id, conversation> rooms_;
};

} // namespace switchboard::audit
