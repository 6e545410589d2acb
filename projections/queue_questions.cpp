#include "projections/queues.hpp"
#include "projections/read_models_implementation.hpp"
#include "projections/served_calls.hpp"

#include <algorithm>
#include <string>

namespace switchboard::projections {

namespace {

/// How many sides of one role are doing the same, and since when the first of them is there.
struct group_of_sides {
  queue_role role = queue_role::customer;
  side_status status = side_status::waiting;
  std::int64_t count = 0;
  timestamp first_started_at;

  static constexpr auto fields() {
    using self = group_of_sides;
    return std::tuple{field{"role", &self::role, "Customer or agent."},
                      field{"status", &self::status, "What they are doing."},
                      field{"count", &self::count, "How many."},
                      field{"first_started_at", &self::first_started_at, "Of the first."}};
  }
};

void add_customers(queue_now& to, const group_of_sides& group) {
  if (group.status == side_status::matched) {
    to.in_call += group.count;
    return;
  }
  to.waiting += group.count;
  to.waiting_since =
      std::min(to.waiting_since.value_or(group.first_started_at), group.first_started_at);
}

void add_agents(queue_now& to, const group_of_sides& group) {
  switch (group.status) {
  case side_status::waiting:
    to.agents_ready += group.count;
    break;
  case side_status::offered:
    to.agents_offered += group.count;
    break;
  case side_status::resting:
  case side_status::wrapping_up:
    to.agents_resting += group.count;
    break;
  case side_status::paused:
    to.agents_paused += group.count;
    break;
  case side_status::matched:
  case side_status::gone:
    break;
  }
}

std::optional<std::int64_t> average(std::int64_t sum, std::int64_t count) {
  return count == 0 ? std::nullopt : std::optional{sum / count};
}

} // namespace

std::vector<queue_now> read_models::queues(std::string_view after, std::size_t limit) const {
  static const auto some_queues = sql::select<queue_aim>("WHERE queue > ? ORDER BY queue LIMIT ?");
  static const std::string groups = "SELECT role, status, count(*), min(started_at) "
                                    "FROM queue_sides WHERE queue = ? AND status <> 'gone' "
                                    "GROUP BY role, status";
  return implementation_->from.ask([&](reader& on) {
    std::vector<queue_now> all;
    for (const auto& each : on.all<queue_aim>(some_queues, after, clamped(limit))) {
      auto& now = all.emplace_back();
      now.queue = each.queue.value;
      for (const auto& group : on.all<group_of_sides>(groups, each.queue))
        group.role == queue_role::customer ? add_customers(now, group) : add_agents(now, group);
    }
    return all;
  });
}

std::size_t read_models::queue_count() const {
  return implementation_->from.ask([](reader& on) {
    return static_cast<std::size_t>(on.integer("SELECT count(*) FROM queue_aims"));
  });
}

std::optional<queue_side> read_models::find_side(const user_id& call_id) const {
  static const auto select = sql::select<queue_side>("WHERE call_id = ?");
  return implementation_->from.ask(
      [&](reader& on) { return on.first<queue_side>(select, call_id); });
}

std::vector<queue_side> read_models::sides_of(const queue_name& queue, std::size_t limit) const {
  static const auto select =
      sql::select<queue_side>("WHERE queue = ? AND status <> 'gone' "
                              "ORDER BY role DESC, priority DESC, started_at LIMIT ?");
  return implementation_->from.ask(
      [&](reader& on) { return on.all<queue_side>(select, queue, clamped(limit)); });
}

std::vector<queue_quarter> read_models::quarters_of(const queue_name& queue, timestamp from,
                                                    timestamp until) const {
  static const auto select = sql::select<queue_quarter>(
      "WHERE queue = ? AND begins_at >= ? AND begins_at < ? ORDER BY begins_at");
  return implementation_->from.ask(
      [&](reader& on) { return on.all<queue_quarter>(select, queue, from.ms, until.ms); });
}

queue_service read_models::service_of(const queue_name& queue, timestamp from,
                                      timestamp until) const {
  queue_service all;
  std::int64_t waited_ms = 0;
  std::int64_t talked_ms = 0;
  for (const auto& each : quarters_of(queue, from, until)) {
    all.arrived += each.arrived;
    all.answered += each.answered;
    all.answered_in_time += each.answered_in_time;
    all.abandoned += each.abandoned;
    all.completed += each.completed;
    all.longest_wait_ms = std::max(all.longest_wait_ms, each.longest_wait_ms);
    waited_ms += each.waited_ms;
    talked_ms += each.talked_ms;
  }
  if (const auto served = all.answered + all.abandoned; served > 0)
    all.service_level = static_cast<double>(all.answered_in_time) / static_cast<double>(served);
  all.average_wait_ms = average(waited_ms, all.answered);
  all.average_talk_ms = average(talked_ms, all.completed);
  return all;
}

std::optional<std::string> read_models::identity_of_customer(const room_id& room) const {
  static const auto select = sql::select<served_call>("WHERE room_id = ?");
  const auto known =
      implementation_->from.ask([&](reader& on) { return on.first<served_call>(select, room); });
  return known ? known->customer_identity : std::nullopt;
}

served_call_page read_models::served_calls_of(const queue_name& queue,
                                              std::string_view customer_identity,
                                              std::optional<std::uint64_t> before,
                                              std::size_t limit) const {
  static const auto select =
      sql::select<served_call>("WHERE queue = ? AND customer_identity = ? AND match_seq < ? ORDER "
                               "BY match_seq DESC LIMIT ?");
  static const auto words =
      sql::select<transcript_line>("WHERE room_id = ? ORDER BY seq DESC LIMIT ?");
  constexpr std::int64_t max_lines = 200;
  const auto wanted = clamped(limit);
  return implementation_->from.ask([&](reader& on) {
    served_call_page page;
    for (auto& each :
         on.all<served_call>(select, queue, customer_identity, as_bound(before), wanted + 1))
      page.calls.push_back({std::move(each), {}});
    if (page.calls.size() > static_cast<std::size_t>(wanted)) {
      page.calls.pop_back();
      page.next = page.calls.back().call.match_seq;
    }
    for (auto& each : page.calls) {
      each.transcript = on.all<transcript_line>(words, each.call.room_id, max_lines);
      std::ranges::reverse(each.transcript);
    }
    return page;
  });
}

} // namespace switchboard::projections
