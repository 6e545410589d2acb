#include "transport/api/side_history.hpp"

#include "events/side_key.hpp"
#include "transport/api/paging.hpp"

#include <algorithm>
#include <utility>

namespace switchboard::api {

namespace {

using projections::read_models;

/// Each has its words with it.
constexpr std::size_t max_calls = 20;

struct spoken_line {
  std::string speaker;
  std::string text;
  switchboard::timestamp timestamp;

  static constexpr auto fields() {
    return std::tuple{field{"speaker", &spoken_line::speaker, "customer or agent."},
                      field{"text", &spoken_line::text, "What was said."},
                      field{"timestamp", &spoken_line::timestamp, "When."}};
  }
};

struct earlier_call {
  switchboard::room_id room_id;
  std::string agent_name;
  queue_name queue;
  timestamp started_at;
  std::optional<timestamp> ended_at;
  std::optional<switchboard::end_reason> end_reason;
  std::optional<double> duration_s;
  std::vector<spoken_line> transcript;

  static constexpr auto fields() {
    using self = earlier_call;
    return std::tuple{
        field{"room_id", &self::room_id, "The room of the two."},
        field{"agent_name", &self::agent_name, "Who served."},
        field{"queue", &self::queue, "The queue."},
        field{"started_at", &self::started_at, "When they were brought together."},
        field{"ended_at", &self::ended_at, "When it was over."},
        field{"end_reason", &self::end_reason, "Why it was over."},
        field{"duration_s", &self::duration_s, "How long it was."},
        field{"transcript", &self::transcript, "What was said; of a long talk the last part."}};
  }
};

struct side_history_view {
  std::optional<std::string> customer_name;
  bool is_vouched_for = false;
  std::vector<earlier_call> calls;
  std::optional<std::uint64_t> next;

  static constexpr auto fields() {
    using self = side_history_view;
    return std::tuple{
        field{"customer_name", &self::customer_name, "The partner; absent without one."},
        field{"is_vouched_for", &self::is_vouched_for,
              "Whether it is known who they are: a name alone says nothing."},
        field{"calls", &self::calls, "Their earlier calls here, the newest first."},
        field{"next", &self::next, "What to give as `before` to go on; no more without."}};
  }
};

earlier_call earlier_call_of(const projections::served_call_with_words& of) {
  earlier_call told{of.call.room_id,
                    of.call.agent_name,
                    of.call.queue,
                    of.call.started_at,
                    of.call.ended_at,
                    of.call.end_reason,
                    {},
                    {}};
  if (of.call.duration_ms) told.duration_s = static_cast<double>(*of.call.duration_ms) / 1'000;
  for (const auto& each : of.transcript)
    told.transcript.push_back({each.speaker, each.text, each.at});
  return told;
}

/// The number of the match that made the room is the last part of its name.
std::uint64_t match_of(const room_id& room) {
  return std::stoull(room.value.substr(room.value.rfind('~') + 1));
}

void tell_side_history(const errand& of, const projections::queue_side& agent,
                       const page_wanted& page, const read_models& past) {
  side_history_view told;
  if (!agent.partner_name || !agent.room_id) return of.answer(200, told);
  told.customer_name = agent.partner_name;
  const auto identity = past.identity_of_customer(*agent.room_id);
  told.is_vouched_for = identity.has_value();
  if (!identity) return of.answer(200, told);
  const auto present = match_of(*agent.room_id);
  auto found =
      past.served_calls_of(agent.queue, *identity, std::min(page.before.value_or(present), present),
                           std::min(page.limit, max_calls));
  for (const auto& each : found.calls)
    told.calls.push_back(earlier_call_of(each));
  told.next = found.next;
  of.answer(200, told);
}

void show_side_history(const errand& of) {
  auto page = page_of(of.asked());
  if (auto* wrong = std::get_if<http::problem>(&page)) return of.answer(std::move(*wrong));
  of.look_back([of, page = std::get<page_wanted>(page)](const read_models& past) {
    const auto holder = side_of_key(of.asked().parameter("call_id"));
    const auto side = holder ? past.find_side(*holder) : std::nullopt;
    if (!side) return of.answer(unknown_call());
    if (side->role != queue_role::agent)
      return of.answer(http::problem{403, "not_an_agent", "This is for agents."});
    tell_side_history(of, *side, page, past);
  });
}

} // namespace

void add_side_history(route_table& table) {
  table.add(http::method::get, "/api/calls/match/{call_id}/history", http::access::anyone,
            {"What an agent's customer called about before",
             {answers_with<side_history_view>(
                  200, "Calls of the same customer, if it is known who that is: "
                       "by their login or their `customer_token`."),
              {403, "`not_an_agent`"},
              {404, "`unknown_call`"},
              {422, "`bad_request`"}},
             page_parameters()},
            show_side_history);
}

} // namespace switchboard::api
