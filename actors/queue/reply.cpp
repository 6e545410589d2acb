#include "actors/queue/rules.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace switchboard::queue {

namespace {

/// What a start led to, told from its events alone: a repeated start gets the answer that the first
/// one got, whatever has become of the side since.
class retelling {
public:
  retelling(side_view& view, timestamp at) : view_{view}, at_{at} {}

  void operator()(const customer_waiting& event) {
    if (event.call_id != view_.call_id) return;
    begin(queue_role::customer, event.name);
    view_.position = static_cast<std::uint64_t>(event.position);
    view_.expected_wait_ms = event.expected_wait_ms;
  }

  void operator()(const agent_ready& event) {
    if (event.call_id == view_.call_id) begin(queue_role::agent, event.name);
  }

  void operator()(const offer_made& event) {
    const auto& asked = event.agent_call_ids;
    if (std::find(asked.begin(), asked.end(), view_.call_id) == asked.end()) return;
    view_.status = side_status::offered;
    view_.offer =
        offer_view{event.offer_id, event.customer_call_id, event.customer_name, event.expires_at};
  }

  void operator()(const matched& event) {
    if (event.customer_call_id == view_.call_id)
      match(event.room_id, {event.agent_call_id, event.agent_name});
    if (event.agent_call_id == view_.call_id)
      match(event.room_id, {event.customer_call_id, event.customer_name});
  }

  template <class Other>
  void operator()(const Other&) {}

private:
  void begin(queue_role role, const std::string& name) {
    const auto call_id = view_.call_id;
    view_ = {};
    view_.call_id = call_id;
    view_.role = role;
    view_.name = name;
    view_.started_at = at_;
  }

  void match(const room_id& room, partner_view partner) {
    view_.status = side_status::matched;
    view_.position.reset();
    view_.expected_wait_ms.reset();
    view_.room_id = room;
    view_.partner = std::move(partner);
  }

  side_view& view_;
  timestamp at_;
};

user_id side_of(const command& asked) {
  return std::visit(
      [](const auto& each) -> user_id {
        if constexpr (requires { each.call_id; })
          return each.call_id;
        else
          return {};
      },
      asked);
}

bool is_start(const command& asked) {
  return std::holds_alternative<start_customer>(asked)
         || std::holds_alternative<start_agent>(asked);
}

} // namespace

reply rules::reply_to(const command& asked, const state& after, std::span<const envelope> events) {
  reply answer;
  answer.call_id = side_of(asked);
  answer.seq = events.empty() ? after.seq : events.back().seq;
  const auto known = after.roster.find(answer.call_id);
  if (known) {
    answer.view = view_of(after, *known);
  } else {
    answer.view.call_id = answer.call_id;
    answer.view.status = side_status::gone;
  }
  if (!is_start(asked)) return answer;
  for (const auto& each : events)
    std::visit(retelling{answer.view, each.time}, std::get<event>(each.body));
  return answer;
}

} // namespace switchboard::queue
