#pragma once

#include "events/log/event_log.hpp"
#include "transport/people_log/people_log.hpp"

#include <memory>

namespace switchboard {

/// What the log for people says of an event: whose stream, who did it, by which command, and of the
/// record its ids and words. Texts that people chose (names, messages, reasons) are left out.
people_log::fields told_of(const envelope& happened);

/// Tells people of every event from now on, in one line each. To find out why somebody was not
/// notified, look for the call's id: the lines are the way of its invitation through room, user and
/// device.
class event_narrator {
public:
  event_narrator(event_log& log, people_log& people);

private:
  people_log& people_;
  std::unique_ptr<event_log::subscription> following_;
};

} // namespace switchboard
