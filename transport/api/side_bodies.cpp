#include "transport/api/side_bodies.hpp"

#include <utility>

namespace switchboard::api {

namespace {

side_state state_of(queue::side_status status) {
  switch (status) {
  case queue::side_status::waiting:
    return side_state::waiting;
  case queue::side_status::offered:
    return side_state::offered;
  case queue::side_status::matched:
    return side_state::matched;
  case queue::side_status::resting:
    return side_state::resting;
  case queue::side_status::wrapping_up:
    return side_state::wrapping_up;
  case queue::side_status::paused:
    return side_state::paused;
  case queue::side_status::gone:
    break;
  }
  return side_state::ended;
}

/// What both kinds of answers say.
side_info common_info(const queue::side_view& of, side_key key) {
  side_info told;
  told.call_id = std::move(key);
  told.side_id = of.call_id;
  told.status = state_of(of.status);
  told.matched = of.status == queue::side_status::matched;
  told.position = of.position;
  told.expected_wait_ms = of.expected_wait_ms;
  told.until = of.until;
  if (of.offer)
    told.offer = offer_info{of.offer->offer_id, of.offer->customer_name, of.offer->expires_at};
  if (of.room_id) told.room_call_id = queue_call_in(*of.room_id);
  return told;
}

} // namespace

side_info start_info(const queue::side_view& of, side_key key, std::string ws_url) {
  auto told = common_info(of, std::move(key));
  // A side that has just started waits, or is matched; an agent may be asked first.
  if (!told.matched) told.status = side_state::waiting;
  if (of.partner) told.partner = partner_info{of.partner->call_id, of.partner->name};
  told.ws_url = std::move(ws_url);
  return told;
}

side_info side_info_of(const queue::side_view& of, side_key key) {
  auto told = common_info(of, std::move(key));
  if (of.partner) {
    told.partner_call_id = of.partner->call_id;
    told.partner_name = of.partner->name;
  }
  return told;
}

} // namespace switchboard::api
