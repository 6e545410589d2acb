#include "actors/user/decider.hpp"
#include "actors/user/limits.hpp"
#include "actors/user/lookup.hpp"

#include <string>

// Whom this person wants to hear of. Whoever is blocked or declined is told nothing of it, so the
// commands of others succeed as if they had been heard.

namespace switchboard::user {

namespace {

rejection too_many(std::string_view what, std::size_t most) {
  return {reject_code::limit_reached,
          "There can be at most " + std::to_string(most) + " " + std::string{what} + "."};
}

/// Only people have an entity that could be called; the sides of a queue come and go.
std::optional<rejection> unless_other_person(const state& now, const user_id& other) {
  if (other == now.id) return rejection{reject_code::bad_target, "This is yourself."};
  if (parse_user_id(other.value) && !queue_of(other.value)) return std::nullopt;
  return rejection{reject_code::unknown_user, "There is no such user."};
}

} // namespace

decision<event> decider::operator()(const block_person& asked) const {
  if (auto refused = unless_other_person(now_, asked.user_id)) return *std::move(refused);
  if (contains(now_.blocked, asked.user_id)) return events{};
  if (now_.blocked.size() >= max_blocked) return too_many("blocked people", max_blocked);
  events all{person_blocked{asked.user_id}};
  if (contains(now_.contacts, asked.user_id) || contains(now_.contact_requests, asked.user_id))
    all.push_back(contact_removed{asked.user_id});
  return all;
}

decision<event> decider::operator()(const unblock_person& asked) const {
  if (!contains(now_.blocked, asked.user_id)) return events{};
  return events{person_unblocked{asked.user_id}};
}

decision<event> decider::operator()(const request_contact& asked) const {
  if (auto refused = unless_other_person(now_, asked.from)) return *std::move(refused);
  const bool is_settled = contains(now_.contacts, asked.from) || contains(now_.blocked, asked.from)
                          || contains(now_.contact_requests, asked.from);
  if (is_settled) return events{};
  if (now_.contact_requests.size() >= max_contact_requests)
    return rejection{reject_code::limit_reached,
                     "This person has too many requests to answer; try again later."};
  return events{contact_requested{asked.from}};
}

decision<event> decider::operator()(const accept_contact& asked) const {
  if (auto refused = unless_other_person(now_, asked.user_id)) return *std::move(refused);
  if (contains(now_.contacts, asked.user_id)) return events{};
  if (contains(now_.blocked, asked.user_id))
    return rejection{reject_code::forbidden, "You have blocked this person: unblock them first."};
  if (now_.contacts.size() >= max_contacts) return too_many("contacts", max_contacts);
  return events{contact_accepted{asked.user_id}};
}

decision<event> decider::operator()(const remove_contact& asked) const {
  if (!contains(now_.contacts, asked.user_id) && !contains(now_.contact_requests, asked.user_id))
    return events{};
  return events{contact_removed{asked.user_id}};
}

decision<event> decider::operator()(const note_contact_opened& asked) const {
  return events{contact_opened{asked.by}};
}

decision<event> decider::operator()(const make_report& asked) const {
  if (auto refused = unless_other_person(now_, asked.user_id)) return *std::move(refused);
  if (asked.reason.empty())
    return rejection{reject_code::bad_value, "A report needs a reason: say what happened."};
  if (asked.reason.size() > max_reason_bytes)
    return rejection{reject_code::too_long,
                     "A reason may have at most " + std::to_string(max_reason_bytes) + " bytes."};
  if (now_.open_reports.size() >= max_open_reports)
    return rejection{reject_code::limit_reached,
                     "Your earlier reports wait to be looked at: try again later."};
  return events{report_made{asked.user_id, asked.message_id, asked.reason}};
}

decision<event> decider::operator()(const settle_report& asked) const {
  if (asked.note.size() > max_reason_bytes)
    return rejection{reject_code::too_long,
                     "A note may have at most " + std::to_string(max_reason_bytes) + " bytes."};
  if (asked.report_seq == 0 || asked.report_seq > now_.seq)
    return rejection{reject_code::unknown_report, "There is no such report."};
  if (!contains(now_.open_reports, open_report{asked.report_seq})) return events{};
  return events{report_settled{report_in(now_.id, asked.report_seq), asked.by, asked.note}};
}

} // namespace switchboard::user
