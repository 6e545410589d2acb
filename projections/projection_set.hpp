#pragma once

#include "projections/call_reports.hpp"
#include "projections/calls.hpp"
#include "projections/conversations.hpp"
#include "projections/directory.hpp"
#include "projections/history.hpp"
#include "projections/presences.hpp"
#include "projections/queues.hpp"
#include "projections/reports.hpp"
#include "projections/served_calls.hpp"
#include "projections/tallies.hpp"

#include <tuple>
#include <utility>

namespace switchboard::projections {

/// Every projection there is. What is true of all of them is done by walking through this one list.
class projection_set {
public:
  void apply(const recorded& happened) {
    for_each([&](auto& each) { each.apply(happened); });
  }

  /// Calls `visit(projection)` for each.
  template <class Visitor>
  void for_each(Visitor&& visit) {
    std::apply([&](auto&... each) { (visit(each), ...); }, all_);
  }

  /// Calls `visit(table<Row>&)` for each table of each.
  template <class Visitor>
  void for_each_table(Visitor&& visit) {
    for_each([&](auto& each) {
      std::apply([&](auto&... tables) { (visit(tables), ...); }, each.tables());
    });
  }

private:
  std::tuple<directory, presences, conversations, history, calls, call_reports, queues,
             served_calls, reports, tallies>
      all_;
};

} // namespace switchboard::projections
