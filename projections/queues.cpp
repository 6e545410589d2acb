#include "projections/queues.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

namespace switchboard::projections {

namespace {

constexpr std::int64_t quarter_ms = 15 * 60 * 1'000;

timestamp quarter_of(timestamp at) {
  const auto into_ms = at.ms % quarter_ms;
  return {at.ms - (into_ms < 0 ? into_ms + quarter_ms : into_ms)};
}

/// One event of a queue on its way into the tables.
class queue_change {
public:
  queue_change(queues& of, queue_name queue, timestamp at)
      : of_{of}, queue_{std::move(queue)}, at_{at} {}

  void operator()(const queue::customer_waiting& happened) const {
    auto fresh = started(happened.call_id, queue_role::customer, happened.name, happened.user_id);
    fresh.priority = happened.priority;
    count(at_, [](queue_quarter& in) { ++in.arrived; });
    of_.sides.put(std::move(fresh));
  }

  void operator()(const queue::customer_left& happened) const {
    abandon(happened.call_id, side_leave_reason::left);
  }
  void operator()(const queue::customer_abandoned& happened) const {
    abandon(happened.call_id, happened.reason);
  }

  void operator()(const queue::agent_ready& happened) const {
    of_.sides.edit_or_make(
        started(happened.call_id, queue_role::agent, happened.name, happened.user_id),
        [](queue_side& agent) {
          agent.pauses_after_call = false;
          if (agent.status != side_status::matched) agent.status = side_status::waiting;
        });
  }

  void operator()(const queue::agent_suspected& happened) const {
    edit(happened.call_id, [&](queue_side& agent) { leave_offer(agent); });
  }

  void operator()(const queue::agent_paused& happened) const {
    edit(happened.call_id, [&](queue_side& agent) {
      if (agent.status == side_status::matched) {
        agent.pauses_after_call = true;
        return;
      }
      leave_offer(agent);
      agent.status = side_status::paused;
    });
  }

  void operator()(const queue::agent_rested& happened) const {
    set_status(happened.call_id, side_status::waiting);
  }
  void operator()(const queue::agent_wrapping_up& happened) const {
    set_status(happened.call_id, side_status::wrapping_up);
  }
  void operator()(const queue::agent_gone& happened) const {
    end(happened.call_id, happened.reason);
  }

  void operator()(const queue::offer_made& happened) const {
    const auto enter = [&](queue_side& side) {
      side.status = side_status::offered;
      side.offer_id = happened.offer_id;
    };
    edit(happened.customer_call_id, enter);
    for (const auto& each : happened.agent_call_ids)
      edit(each, enter);
    of_.offers.put({happened.offer_id, happened.customer_call_id, happened.agent_call_ids});
  }

  void operator()(const queue::offer_accepted& happened) const { close(happened.offer_id); }
  void operator()(const queue::offer_withdrawn& happened) const { close(happened.offer_id); }

  void operator()(const queue::offer_rejected& happened) const {
    edit(happened.agent_call_id, [&](queue_side& agent) {
      leave_offer(agent);
      rest(agent, happened.rests_until);
    });
    const auto* const open = of_.offers.find({happened.offer_id});
    if (open && open->agent_call_ids.empty()) close(happened.offer_id);
  }

  void operator()(const queue::offer_timed_out& happened) const {
    close(happened.offer_id);
    for (const auto& each : happened.agent_call_ids)
      edit(each, [&](queue_side& agent) { rest(agent, happened.rests_until); });
  }

  void operator()(const queue::matched& happened) const {
    const auto pair = [&](queue_side& side, const user_id& partner, const std::string& name) {
      side.status = side_status::matched;
      side.matched_at = at_;
      side.partner_call_id = partner;
      side.partner_name = name;
      side.room_id = happened.room_id;
    };
    edit(happened.agent_call_id, [&](queue_side& agent) {
      pair(agent, happened.customer_call_id, happened.customer_name);
    });
    edit(happened.customer_call_id, [&](queue_side& customer) {
      pair(customer, happened.agent_call_id, happened.agent_name);
      count_answer(customer.started_at, happened.waited_ms);
    });
  }

  void operator()(const queue::call_completed& happened) const {
    edit(happened.agent_call_id, [](queue_side& agent) {
      const bool pauses = std::exchange(agent.pauses_after_call, false);
      agent.status = pauses ? side_status::paused : side_status::waiting;
      agent.partner_call_id.reset();
      agent.partner_name.reset();
      agent.room_id.reset();
    });
    end(happened.customer_call_id, side_leave_reason::call_completed);
    edit(happened.customer_call_id, [&](queue_side& customer) {
      count(customer.started_at, [&](queue_quarter& in) {
        ++in.completed;
        in.talked_ms += happened.duration_ms;
      });
    });
  }

  void operator()(const queue::settings_changed& happened) const {
    of_.aims.put({queue_, happened.settings.service_level_ms});
  }

  // A socket that drops and comes back changes nothing of what a side is doing.
  void operator()(const queue::customer_suspected&) const {}
  void operator()(const queue::customer_resumed&) const {}
  void operator()(const queue::agent_resumed&) const {}
  void operator()(const queue::side_disconnected&) const {}
  void operator()(const queue::side_touched&) const {}

private:
  queue_side started(const user_id& call_id, queue_role role, const std::string& name,
                     const std::optional<user_id>& account) const {
    queue_side fresh;
    fresh.call_id = call_id;
    fresh.queue = queue_;
    fresh.role = role;
    fresh.name = name;
    fresh.user_id = account;
    fresh.started_at = at_;
    return fresh;
  }

  template <class Edit>
  void edit(const user_id& call_id, Edit&& change) const {
    of_.sides.edit({call_id}, std::forward<Edit>(change));
  }

  void set_status(const user_id& call_id, side_status status) const {
    edit(call_id, [&](queue_side& side) { side.status = status; });
  }

  static void rest(queue_side& agent, std::optional<timestamp> until) {
    agent.status = until ? side_status::resting : side_status::waiting;
  }

  void end(const user_id& call_id, side_leave_reason reason) const {
    edit(call_id, [&](queue_side& side) {
      leave_offer(side);
      side.status = side_status::gone;
      side.ended_at = at_;
      side.leave_reason = reason;
    });
  }

  void abandon(const user_id& call_id, side_leave_reason reason) const {
    end(call_id, reason);
    edit(call_id, [&](queue_side& customer) {
      count(customer.started_at, [](queue_quarter& in) { ++in.abandoned; });
    });
  }

  // --- Offers ------------------------------------------------------------------------------------

  /// Takes one side out of an offer that may stay open for the others.
  void leave_offer(queue_side& side) const {
    if (!side.offer_id) return;
    of_.offers.edit({*side.offer_id},
                    [&](queue_offer& open) { std::erase(open.agent_call_ids, side.call_id); });
    side.offer_id.reset();
    side.status = side_status::waiting;
  }

  void close(const offer_id& id) const {
    const auto* const open = of_.offers.find({id});
    if (!open) return;
    const auto release = [](queue_side& side) {
      side.offer_id.reset();
      side.status = side_status::waiting;
    };
    edit(open->customer_call_id, release);
    for (const auto& each : open->agent_call_ids)
      edit(each, release);
    of_.offers.erase({id});
  }

  // --- Service -----------------------------------------------------------------------------------

  template <class Edit>
  void count(timestamp arrival, Edit&& change) const {
    queue_quarter fresh;
    fresh.queue = queue_;
    fresh.begins_at = quarter_of(arrival);
    of_.quarters.edit_or_make(std::move(fresh), std::forward<Edit>(change));
  }

  void count_answer(timestamp arrival, std::int64_t waited_ms) const {
    const auto* const aim = of_.aims.find({queue_});
    const bool is_in_time = aim && waited_ms <= aim->service_level_ms;
    count(arrival, [&](queue_quarter& in) {
      ++in.answered;
      in.answered_in_time += is_in_time ? 1 : 0;
      in.waited_ms += waited_ms;
      in.longest_wait_ms = std::max(in.longest_wait_ms, waited_ms);
    });
  }

  queues& of_;
  const queue_name queue_;
  const timestamp at_;
};

} // namespace

void queues::apply(const recorded& happened) {
  const auto& entry = happened.entry;
  const auto* const body = std::get_if<queue::event>(&entry.body);
  if (!body) return;
  const queue_name name{entry.stream.key};
  if (entry.seq == 1) aims.put({name, queue::settings{}.service_level_ms});
  std::visit(queue_change{*this, name, entry.time}, *body);
}

} // namespace switchboard::projections
