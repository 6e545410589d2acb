#pragma once

#include "events/event.hpp"
#include "tools/audit/recent.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace switchboard::audit {

/// What customers and agents may build on, told from the events alone and without the help of the
/// rules. Throws `broken`.
class queue_audit {
public:
  void see(const envelope& entry);

  /// At a quiet moment: nobody waits while somebody is there who could serve them at once.
  void check_nobody_waits_for_nothing() const;
  /// Once everybody has gone and time has run out: nobody is left.
  void check_all_over() const;

private:
  enum class doing : std::uint8_t { waiting, offered, matched, busy };

  struct side {
    bool is_agent = false;
    doing what = doing::waiting;
    bool is_suspected = false;
    bool was_matched = false;
    bool pauses_after_call = false;
    std::int64_t tier = 0;
    std::set<std::string> skills;
    std::optional<user_id> partner;
  };
  struct offer {
    user_id customer;
    std::set<user_id> agents;
    timestamp expires_at;
  };
  struct floor {
    std::map<user_id, side> sides;
    std::map<offer_id, offer> open_offers;
    /// Of those who are gone, so many are known: nobody else speaks of them any more.
    recent<user_id> gone{10'000};
    /// Who took an offer with the event before, and whom.
    std::optional<std::pair<user_id, user_id>> promised;
  };
  struct reader;

  std::map<queue_name, floor> floors_;
};

} // namespace switchboard::audit
