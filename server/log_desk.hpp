#pragma once

#include "actors/clock.hpp"
#include "events/log/event_log.hpp"
#include "threads/worker_pool.hpp"
#include "tools/call/side_stay.hpp"
#include "transport/api/inquiry.hpp"
#include "transport/people_log/people_log.hpp"

#include <functional>

namespace switchboard::server {

/// Answers what admins ask of the log, with the tools of the command line. Some of that reads
/// thousands of events, so it is done on a thread that steps back for those that serve calls; who
/// comes when too many wait is told so.
class log_desk {
public:
  using on_answer = std::function<void(http::response)>;

  /// `stays` says where in a queue's stream a side is.
  log_desk(const event_log& log, tools::find_stay stays, const clock& time, people_log& people);

  void take(api::inquiry asked, on_answer done);

private:
  http::response answer_to(const api::inquiry& asked) const;

  const event_log& log_;
  const tools::find_stay stays_;
  const clock& time_;
  people_log& people_;
  // Goes first: what it runs uses the rest.
  threads::worker_pool workers_;
};

} // namespace switchboard::server
