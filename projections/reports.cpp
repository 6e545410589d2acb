#include "projections/reports.hpp"

#include <variant>

namespace switchboard::projections {

void reports::apply(const recorded& happened) {
  const auto& entry = happened.entry;
  const auto* const body = std::get_if<user::event>(&entry.body);
  if (!body) return;
  const user_id reporter{entry.stream.key};
  if (const auto* made = std::get_if<user::report_made>(body))
    all.put({report_in(reporter, entry.seq),
             happened.position,
             made->user_id,
             reporter,
             made->message_id,
             made->reason,
             entry.time,
             {},
             {},
             {}});
  else if (const auto* settled = std::get_if<user::report_settled>(body))
    all.edit(std::tuple{settled->report_id}, [&](report& now) {
      now.settled_at = entry.time;
      now.settled_by = settled->settled_by;
      now.note = settled->note;
    });
}

} // namespace switchboard::projections
