#pragma once

#include "events/event.hpp"
#include "tools/audit/recent.hpp"

#include <map>
#include <optional>
#include <set>
#include <utility>

namespace switchboard::audit {

/// What a person may build on about their devices and what rings on them, told from the events
/// alone. Throws `broken`.
class user_audit {
public:
  void see(const envelope& entry);

  /// Once everybody has gone and time has run out: nobody is online as a ghost, and nothing rings.
  void check_all_over() const;

private:
  struct person {
    /// Until when a device may take to come back; nothing while its socket is open.
    std::map<connection_id, std::optional<timestamp>> devices;
    std::set<call_id> open_invitations;
    recent<call_id> closed_invitations{1'000};
    std::set<call_id> calls;
    std::set<std::pair<call_id, connection_id>> rang;
  };
  struct reader;

  std::map<user_id, person> people_;
};

} // namespace switchboard::audit
