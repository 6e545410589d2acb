#pragma once

#include "events/ids.hpp"
#include "events/time.hpp"
#include "transport/accounts/database.hpp"

#include <string>
#include <vector>

namespace switchboard {

/// From where people have signed in, so that also after a restart nobody who guesses at an account
/// from elsewhere locks its owner out. Any thread may call.
class known_addresses {
public:
  /// Makes its table in a file that has none yet.
  explicit known_addresses(database& in);

  struct row {
    user_id user;
    std::string address;
  };
  /// Those noted last; the last of them first.
  std::vector<row> newest(std::size_t most) const;

  /// Of each account a few are kept, those noted last.
  void note(const row& known, timestamp now);

private:
  database& in_;
};

} // namespace switchboard
