#pragma once

#include "events/ids.hpp"
#include "events/time.hpp"

namespace switchboard {

/// The time that events are given. A port, so that a simulation can have its own time.
class clock {
public:
  virtual ~clock() = default;
  virtual timestamp now() const = 0;
};

class wall_clock final : public clock {
public:
  timestamp now() const override;
};

/// Where new events get their ids from. Called from any thread.
class id_source {
public:
  virtual ~id_source() = default;
  virtual event_id next(timestamp now) = 0;
};

class random_ids final : public id_source {
public:
  event_id next(timestamp now) override;
};

} // namespace switchboard
