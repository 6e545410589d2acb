#include "projections/call_reports.hpp"
#include "projections/calls.hpp"
#include "projections/read_models_implementation.hpp"

#include <algorithm>
#include <string>

namespace switchboard::projections {

namespace {

std::optional<call> call_from(reader& on, const call_id& id) {
  static const auto select = sql::select<call>("WHERE id = ?");
  return on.first<call>(select, id);
}

bool concerns(const call& known, const user_id& id) {
  return std::ranges::find(known.participants, id) != known.participants.end();
}

} // namespace

std::optional<call> read_models::find_call(const call_id& id) const {
  return implementation_->from.ask([&](reader& on) { return call_from(on, id); });
}

std::vector<call> read_models::live_calls_of(const user_id& id) const {
  // A room has at most one live call, so a person's are found by their rooms.
  static const auto select =
      sql::select<call>("WHERE status <> 'ended' AND room_id IN "
                        "(SELECT room_id FROM memberships WHERE user_id = ?) ORDER BY created_at");
  auto all = implementation_->from.ask([&](reader& on) { return on.all<call>(select, id); });
  std::erase_if(all, [&](const call& each) { return !concerns(each, id); });
  return all;
}

std::vector<call> read_models::live_calls(std::size_t limit) const {
  static const auto select =
      sql::select<call>("WHERE status <> 'ended' ORDER BY created_at LIMIT ?");
  return implementation_->from.ask(
      [&](reader& on) { return on.all<call>(select, clamped(limit)); });
}

call_page read_models::calls_of(const user_id& id, std::optional<std::uint64_t> before,
                                std::size_t limit) const {
  static const auto select =
      sql::select<call_party>("WHERE user_id = ? AND position < ? ORDER BY position DESC LIMIT ?");
  const auto wanted = clamped(limit);
  return implementation_->from.ask([&](reader& on) {
    auto parts = on.all<call_party>(select, id, as_bound(before), wanted + 1);
    call_page page;
    if (parts.size() > static_cast<std::size_t>(wanted)) {
      parts.pop_back();
      page.next = parts.back().position;
    }
    for (const auto& each : parts)
      if (auto found = call_from(on, each.call_id)) page.calls.push_back(*std::move(found));
    return page;
  });
}

bool read_models::is_participant(const call_id& call, const user_id& id) const {
  const auto known = find_call(call);
  return known && concerns(*known, id);
}

std::vector<security_report> read_models::security_reports_of(const call_id& call) const {
  static const auto select = sql::select<security_report>("WHERE call_id = ? ORDER BY seq");
  return implementation_->from.ask(
      [&](reader& on) { return on.all<security_report>(select, call); });
}

std::vector<quality_report> read_models::quality_reports_of(const call_id& call) const {
  static const auto select = sql::select<quality_report>("WHERE call_id = ? ORDER BY seq");
  return implementation_->from.ask(
      [&](reader& on) { return on.all<quality_report>(select, call); });
}

} // namespace switchboard::projections
