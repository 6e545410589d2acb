#include "transport/api/note_desk.hpp"

#include <utility>

namespace switchboard::api {

namespace {

user::note_credentials command_of(const account_note& made) {
  switch (made.kind) {
  case note_kind::email_verified:
    return {user::email_verified{made.subject}};
  case note_kind::second_factor_added:
    return {user::second_factor_added{}};
  case note_kind::second_factor_removed:
    return {user::second_factor_removed{}};
  case note_kind::passkey_added:
    return {user::passkey_added{made.subject, made.name}};
  case note_kind::passkey_removed:
    return {user::passkey_removed{made.subject}};
  case note_kind::password_reset:
    return {user::password_reset{made.subject == "admin" ? reset_way::admin : reset_way::mail}};
  }
  return {user::second_factor_removed{}};
}

} // namespace

void note_desk::tell(const account_note& made, std::function<void()> then) const {
  by_.ask({stream_of(made.user),
           command_of(made),
           made.id,
           {},
           {},
           made.actor,
           [&by = by_, made, then = std::move(then)](const outcome& came) {
             const auto* refused = std::get_if<rejection>(&came);
             if (refused)
               by.people->warn("account_change_not_told",
                               {{"user", made.user.value}, {"cause", refused->message}});
             // A definite no will be the same the next time.
             if (!refused || refused->code != reject_code::unavailable)
               by.accounts->forget_note(made, [](const account_reply<bool>&) {});
             then();
           }});
}

void note_desk::tell_leftovers(timestamp noted_before) const {
  for (const auto& each : by_.accounts->notes_before(noted_before))
    tell(each, [] {});
}

void tell_log(const errand& of, const account_note& made, std::function<void()> then) {
  note_desk{of.by()}.tell(made, [of, then = std::move(then)] { of.guarded(then); });
}

} // namespace switchboard::api
