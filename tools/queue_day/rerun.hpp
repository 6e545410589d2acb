#pragma once

#include "tools/queue_day/day.hpp"

#include <functional>

namespace switchboard::tools {

/// What is different the second time.
using other_settings = std::function<queue::settings(const queue::settings&)>;

/// Lets the day happen again by the queue's own rules. Customers and agents come when they came;
/// the rest follows. What that takes for granted is said in `assumptions`.
///
/// The result is the day as it would have been: who waited how long, who served whom.
queue_day rerun(const queue_day& day, const other_settings& change);

/// What a rerun takes for granted, for whoever reads its result.
std::string assumptions(const queue_day& day);

} // namespace switchboard::tools
