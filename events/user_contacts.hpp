#pragma once

#include "events/json.hpp"
#include "events/words.hpp"

#include <optional>
#include <string>
#include <tuple>

/// Whom a person wants to hear of, and whom they complain of: part of the stream `user/ID`.
namespace switchboard::user {

struct person_blocked {
  static constexpr std::string_view type = "user.person_blocked";
  static constexpr std::string_view doc =
      "This person does not want to be called or written to by somebody any more.";
  static constexpr int version = 1;

  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &person_blocked::user_id, "Who is blocked; never told."}};
  }
};

struct person_unblocked {
  static constexpr std::string_view type = "user.person_unblocked";
  static constexpr std::string_view doc = "This person took a block back.";
  static constexpr int version = 1;

  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &person_unblocked::user_id, "Who is blocked no longer."}};
  }
};

struct contact_requested {
  static constexpr std::string_view type = "user.contact_requested";
  static constexpr std::string_view doc =
      "Somebody asked whether they may call and write to this person.";
  static constexpr int version = 1;

  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &contact_requested::user_id, "Who asked."}};
  }
};

struct contact_accepted {
  static constexpr std::string_view type = "user.contact_accepted";
  static constexpr std::string_view doc = "This person lets somebody call and write to them.";
  static constexpr int version = 1;

  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &contact_accepted::user_id, "Who may."}};
  }
};

struct contact_removed {
  static constexpr std::string_view type = "user.contact_removed";
  static constexpr std::string_view doc =
      "This person declined somebody's request, or lets them call and write no longer.";
  static constexpr int version = 1;

  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &contact_removed::user_id, "Who may not."}};
  }
};

struct contact_opened {
  static constexpr std::string_view type = "user.contact_opened";
  static constexpr std::string_view doc =
      "Somebody let this person call and write to them: the other side of an acceptance.";
  static constexpr int version = 1;

  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &contact_opened::user_id, "Who may be reached."}};
  }
};

struct report_made {
  static constexpr std::string_view type = "user.report_made";
  static constexpr std::string_view doc =
      "This person reported somebody to whoever runs the server. The report's id is "
      "`report~USER~SEQ`, after this event.";
  static constexpr int version = 1;

  switchboard::user_id user_id;
  std::optional<switchboard::message_id> message_id;
  std::string reason;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &report_made::user_id, "Who is reported; never told."},
                      field{"message_id", &report_made::message_id, "For which message."},
                      field{"reason", &report_made::reason, "What the reporter wrote."}};
  }
};

struct report_settled {
  static constexpr std::string_view type = "user.report_settled";
  static constexpr std::string_view doc = "An admin has dealt with a report of this person.";
  static constexpr int version = 1;

  switchboard::report_id report_id;
  user_id settled_by;
  std::string note;

  static constexpr auto fields() {
    return std::tuple{
        field{"report_id", &report_settled::report_id, "The report."},
        field{"settled_by", &report_settled::settled_by, "Which admin."},
        field{"note", &report_settled::note, "What the admin noted; told to admins alone."}};
  }
};

} // namespace switchboard::user
