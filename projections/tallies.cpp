#include "projections/tallies.hpp"

#include <variant>

namespace switchboard::projections {

namespace {

struct counted_as {
  std::string_view operator()(const user::registered&) const { return tallies::of_people; }
  std::string_view operator()(const room::message_posted&) const { return tallies::of_messages; }
  std::string_view operator()(const room::call_invited&) const { return tallies::of_calls; }
  std::string_view operator()(const room::call_opened&) const { return tallies::of_calls; }
  template <class Other>
  std::string_view operator()(const Other&) const {
    return {};
  }
};

} // namespace

void tallies::apply(const recorded& happened) {
  const auto what = std::visit(
      [](const auto& of_kind) { return std::visit(counted_as{}, of_kind); }, happened.entry.body);
  if (!what.empty())
    counts.edit_or_make({std::string{what}, 0}, [](tally& known) { ++known.count; });
}

} // namespace switchboard::projections
