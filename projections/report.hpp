#pragma once

#include "events/json.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace switchboard::projections {

/// Somebody's complaint of somebody else.
struct report {
  report_id id;
  /// Where in the log it was made: the order of the list.
  std::uint64_t position = 0;
  switchboard::user_id user_id;
  switchboard::user_id reporter_id;
  std::optional<switchboard::message_id> message_id;
  std::string reason;
  timestamp created_at;
  std::optional<timestamp> settled_at;
  std::optional<switchboard::user_id> settled_by;
  std::optional<std::string> note;

  static constexpr auto fields() {
    using self = report;
    return std::tuple{field{"id", &self::id, "The report."},
                      field{"position", &self::position, "Its place in the list."},
                      field{"user_id", &self::user_id, "Who is reported."},
                      field{"reporter_id", &self::reporter_id, "Who reported."},
                      field{"message_id", &self::message_id, "For which message."},
                      field{"reason", &self::reason, "What the reporter wrote."},
                      field{"created_at", &self::created_at, "When it was made."},
                      field{"settled_at", &self::settled_at, "When an admin dealt with it."},
                      field{"settled_by", &self::settled_by, "Which admin did."},
                      field{"note", &self::note, "What the admin noted."}};
  }

  friend bool operator==(const report&, const report&) = default;
};

/// Some reports, the newest first, and where the ones before begin.
struct report_page {
  std::vector<report> reports;
  std::optional<std::uint64_t> next;
};

} // namespace switchboard::projections
