#pragma once

#include "transport/gateway/server_frames.hpp"

/// What the server says about whom people want to hear of, and whom they complain of.
namespace switchboard::says {

struct block {
  static constexpr std::string_view type = "block";
  static constexpr std::string_view doc =
      "To one's own devices: somebody was blocked, or is no longer.";

  switchboard::user_id user_id;
  bool is_blocked = true;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &block::user_id, "Whom it is about; never told."},
                      field{"is_blocked", &block::is_blocked, "Whether they are blocked now."}};
  }
};

struct contact_request {
  static constexpr std::string_view type = "contact_request";
  static constexpr std::string_view doc = "Somebody asks whether they may call and write.";

  profile user;

  static constexpr auto fields() {
    return std::tuple{field{"user", &contact_request::user, "Who asks."}};
  }
};

struct contact {
  static constexpr std::string_view type = "contact";
  static constexpr std::string_view doc =
      "To one's own devices: one lets somebody call and write, no longer does, or is let in by "
      "them.";

  switchboard::user_id user_id;
  std::string change;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &contact::user_id, "Whom it is about."},
                      field{"change", &contact::change,
                            "`accepted`, `removed`, or `opened`: they accepted one's request."}};
  }
};

struct report {
  static constexpr std::string_view type = "report";
  static constexpr std::string_view doc = "To admins: somebody reported somebody.";

  switchboard::report_id id;
  switchboard::user_id user_id;
  switchboard::user_id reporter_id;
  std::optional<switchboard::message_id> message_id;
  std::string reason;
  timestamp created_at;

  static constexpr auto fields() {
    return std::tuple{field{"id", &report::id, "The report."},
                      field{"user_id", &report::user_id, "Who is reported."},
                      field{"reporter_id", &report::reporter_id, "Who reported."},
                      field{"message_id", &report::message_id, "For which message."},
                      field{"reason", &report::reason, "What the reporter wrote."},
                      field{"created_at", &report::created_at, "When."}};
  }
};

} // namespace switchboard::says
