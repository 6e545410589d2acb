#include "projections/read_models_implementation.hpp"
#include "projections/reports.hpp"

namespace switchboard::projections {

std::optional<report> read_models::find_report(const report_id& id) const {
  static const auto select = sql::select<report>("WHERE id = ?");
  return implementation_->from.ask([&](reader& on) { return on.first<report>(select, id); });
}

report_page read_models::reports(bool only_waiting, std::optional<std::uint64_t> before,
                                 std::size_t limit) const {
  static const auto every =
      sql::select<report>("WHERE position < ? ORDER BY position DESC LIMIT ?");
  static const auto waiting = sql::select<report>(
      "WHERE position < ? AND settled_at IS NULL ORDER BY position DESC LIMIT ?");
  const auto wanted = clamped(limit);
  return implementation_->from.ask([&](reader& on) {
    report_page page{on.all<report>(only_waiting ? waiting : every, as_bound(before), wanted + 1),
                     {}};
    if (page.reports.size() > static_cast<std::size_t>(wanted)) {
      page.reports.pop_back();
      page.next = page.reports.back().position;
    }
    return page;
  });
}

} // namespace switchboard::projections
