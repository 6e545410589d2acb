#include "server/gateway_parts.hpp"

#include "server/options.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>

namespace switchboard::server {

namespace {

/// Somebody as frames show them to others.
std::optional<profile> profile_of(const projections::read_models& past, const user_id& id) {
  const auto found = past.find_person(id);
  if (!found) return std::nullopt;
  const auto there = past.presence_of(id);
  return profile{found->id,
                 found->uuid,
                 found->id,
                 found->full_name,
                 boost::describe::enum_to_string(there.status, ""),
                 found->created_at};
}

} // namespace

gateway_ports gateway_ports_of(const api::ports& rest, api::doorkeeper& door, signal_log* signals,
                               std::shared_ptr<net::shared_budgets> budgets) {
  gateway_ports made{
      .ask = rest.ask,
      .recall = rest.recall,
      .identify_token = [&rest, &door](std::string_view token) -> std::optional<identity> {
        auto verdict = rest.accounts->authenticate(token, rest.time->now());
        const auto* holder = std::get_if<identity>(&verdict);
        if (!holder) return std::nullopt;
        // Whatever the socket asks of the user's entity comes after this.
        door.introduce(*holder, [](const outcome&) {});
        return *holder;
      },
      .redeem_ticket =
          [&rest](std::string_view ticket) {
            return rest.accounts->redeem_ticket(ticket, rest.time->now());
          },
      .people = [&rest](const user_id& id) { return profile_of(*rest.past, id); },
      .time = *rest.time,
      .calls = rest.calls,
      .budgets = std::move(budgets),
      .has_queue = [&rest](const queue_name& queue) { return rest.queues->has(queue); },
      .overview = [&rest] { return rest.past->overview(); }};
  if (signals != nullptr)
    made.on_signal = [&rest, signals](const call_id& call, const user_id& from,
                                      std::string_view type, std::string_view data) {
      signals->keep({call, from, std::string{type}, std::string{data}, rest.time->now()});
    };
  return made;
}

gateway_options gateway_options_of(const config::settings& all, const engine_options& run) {
  const auto& limits = all.limits;
  const auto queued_frames = static_cast<std::size_t>(limits.queued_frames);
  const auto queued_bytes = static_cast<std::size_t>(limits.queued_bytes);
  const frame_limits piece;
  return {.node = run.node,
          .incarnation = run.incarnation,
          .heartbeat_ms = all.deadlines.heartbeat_ms,
          .reconnect_grace_ms = all.calls.reconnect_grace_ms,
          .connections_per_user = static_cast<std::size_t>(limits.connections_per_user),
          .contacts = contact_policy_of(all),
          .presence_people_per_s = static_cast<double>(limits.presence_people_per_s),
          .presence_people_burst = static_cast<double>(limits.presence_people_burst),
          .is_presence_open = all.privacy.presence == "open",
          .held = {queued_frames / 2, queued_bytes / 2},
          .resume_piece = {std::min(piece.frames, queued_frames / 4),
                           std::min(piece.bytes, queued_bytes / 4)},
          .resumes = {static_cast<std::size_t>(limits.resume_bytes),
                      std::chrono::milliseconds{all.deadlines.resume_stall_ms}}};
}

} // namespace switchboard::server
