#include "tools/log_tail.hpp"

#include "events/codec.hpp"
#include "tools/event_line.hpp"

#include <ostream>
#include <utility>

namespace switchboard::tools {

void print_event(std::ostream& out, const recorded& event, const line_form& form) {
  out << (form.is_json ? encode(event.entry) : event_line(event, form.colours)) << '\n';
}

std::uint64_t print_last(std::ostream& out, const event_log& log, const selection& wanted,
                         std::size_t count, const line_form& form) {
  const auto head = log.head();
  for (const auto& each : last_selected(log, wanted, count))
    if (each.position <= head) print_event(out, each, form);
  out.flush();
  return head + 1;
}

std::unique_ptr<event_log::subscription> print_coming(std::ostream& out, event_log& log,
                                                      std::uint64_t from_position, selection wanted,
                                                      line_form form) {
  return log.follow(from_position,
                    [&out, wanted = std::move(wanted), form](const accepted_batch& batch) {
                      for (const auto& each : *batch)
                        if (is_selected(wanted, each.entry)) print_event(out, each, form);
                      out.flush();
                    });
}

} // namespace switchboard::tools
