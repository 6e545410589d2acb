#include "actors/queue/view.hpp"

namespace switchboard::queue {

namespace {

side_status shown(const side& who) {
  const bool is_hidden =
      who.status == side_status::resting || (who.customer && who.status == side_status::offered);
  return is_hidden ? side_status::waiting : who.status;
}

std::optional<offer_view> offer_of(const state& in, const side& who) {
  const auto open = who.agent && who.offer ? in.roster.find_offer(*who.offer) : nullptr;
  if (!open) return std::nullopt;
  const auto customer = in.roster.find(open->customer);
  return offer_view{offer_in(in.id, open->number), customer->call_id, customer->name,
                    open->expires_at};
}

} // namespace

side_view view_of(const state& in, const side& who) {
  side_view view;
  view.call_id = who.call_id;
  view.role = who.agent ? queue_role::agent : queue_role::customer;
  view.name = who.name;
  view.status = shown(who);
  view.started_at = who.started_at;
  if (who.match) {
    view.partner = partner_view{who.match->partner_call_id, who.match->partner_name};
    view.room_id = who.match->room_id;
  }
  view.position = in.roster.position(who);
  if (view.position && who.customer) view.expected_wait_ms = who.customer->expected_wait_ms;
  view.offer = offer_of(in, who);
  if (who.status == side_status::wrapping_up) view.until = who.busy_until;
  view.leave_reason = who.leave_reason;
  return view;
}

} // namespace switchboard::queue
