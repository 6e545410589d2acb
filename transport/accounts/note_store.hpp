#pragma once

#include "transport/accounts/account_note.hpp"
#include "transport/accounts/database.hpp"

#include <string>
#include <vector>

namespace switchboard {

/// What the log is still to be told. Any thread may call.
class note_store {
public:
  explicit note_store(database& in) : in_{in} {}

  /// Part of a transaction of its caller, who holds the lock.
  void add_in(const account_note& made);

  void forget(const std::string& note_id);
  std::vector<account_note> made_before(timestamp moment) const;

private:
  database& in_;
};

} // namespace switchboard
