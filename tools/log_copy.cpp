#include "tools/log_copy.hpp"

#include "tools/event_line.hpp"
#include "tools/reading.hpp"

#include <string>

namespace switchboard::tools {

namespace {

void require_same_log(const event_log& from, const copy_target& to) {
  const auto head = to.head();
  const auto ours = from.read_all(head, 1);
  if (ours.empty() || ours.front().entry.id != to.at(head).entry.id)
    throw log_error{"the target holds another log: its event at position " + std::to_string(head)
                    + " is " + place_of(to.at(head).entry) + ": copy to an empty place"};
}

} // namespace

copy_summary copy(const event_log& from, copy_target& to) {
  copy_summary summary{0, to.head()};
  if (summary.there_before > 0) require_same_log(from, to);
  for (auto next = summary.there_before + 1;;) {
    const auto page = from.read_all(next, events_of_one_page);
    if (page.empty()) break;
    const auto taken = to.take(page);
    next = page.back().position + 1;
    summary.copied += taken;
    summary.there_before += page.size() - taken;
  }
  to.finish();
  return summary;
}

} // namespace switchboard::tools
