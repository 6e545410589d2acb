#pragma once

#include "tools/paint.hpp"
#include "tools/selection.hpp"

#include <iosfwd>
#include <memory>

namespace switchboard::tools {

/// How events are printed one after the other: a line for people, or the record for programs.
struct line_form {
  bool is_json = false;
  paint colours{false};
};

void print_event(std::ostream& out, const recorded& event, const line_form& form);

/// Prints the last `count` wanted events and gives the position after all that it looked at, where
/// following begins.
std::uint64_t print_last(std::ostream& out, const event_log& log, const selection& wanted,
                         std::size_t count, const line_form& form);

/// Prints each wanted event from a position on, as it comes, until the subscription goes.
std::unique_ptr<event_log::subscription> print_coming(std::ostream& out, event_log& log,
                                                      std::uint64_t from_position, selection wanted,
                                                      line_form form);

} // namespace switchboard::tools
