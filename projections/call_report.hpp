#pragma once

#include "events/json.hpp"
#include "events/words.hpp"

#include <cstdint>
#include <tuple>

namespace switchboard::projections {

/// What one participant's device made of another's picture.
struct security_report {
  switchboard::call_id call_id;
  /// The report's number in the room's stream.
  std::uint64_t seq = 0;
  timestamp at;
  user_id reporter_id;
  user_id subject_user_id;
  double risk_score = 0;
  double confidence = 0;
  risk_status status = risk_status::safe;
  json_text signals;

  static constexpr auto fields() {
    using self = security_report;
    return std::tuple{field{"call_id", &self::call_id, "The call."},
                      field{"seq", &self::seq, "Its number in the room's stream."},
                      field{"at", &self::at, "When it came."},
                      field{"reporter_id", &self::reporter_id, "Whose device analysed."},
                      field{"subject_user_id", &self::subject_user_id, "Whose picture."},
                      field{"risk_score", &self::risk_score, "0 is safe, 1 is certainly false."},
                      field{"confidence", &self::confidence, "How sure it is, 0 to 1."},
                      field{"status", &self::status, "What the score means."},
                      field{"signals", &self::signals, "What it saw, or null."}};
  }

  friend bool operator==(const security_report&, const security_report&) = default;
};

/// What one participant's device measured of its connection.
struct quality_report {
  switchboard::call_id call_id;
  /// The report's number in the room's stream.
  std::uint64_t seq = 0;
  timestamp at;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  json_text metrics;

  static constexpr auto fields() {
    using self = quality_report;
    return std::tuple{field{"call_id", &self::call_id, "The call."},
                      field{"seq", &self::seq, "Its number in the room's stream."},
                      field{"at", &self::at, "When it came."},
                      field{"user_id", &self::user_id, "Whose device."},
                      field{"connection_id", &self::connection_id, "The device's connection."},
                      field{"metrics", &self::metrics, "What it measured."}};
  }

  friend bool operator==(const quality_report&, const quality_report&) = default;
};

} // namespace switchboard::projections
