#pragma once

#include "transport/api/errand.hpp"

#include <functional>

namespace switchboard::api {

/// Tells the log what has changed in the credential store. The store has decided, and keeps a note
/// until the log has the event: what a crash or a log that is away left untold is told later.
class note_desk {
public:
  explicit note_desk(const ports& by) : by_{by} {}

  /// `then` is called when the log has it, or has not taken it this time.
  void tell(const account_note& made, std::function<void()> then) const;

  /// What was noted before this moment and is not in the log yet.
  void tell_leftovers(timestamp noted_before) const;

private:
  const ports& by_;
};

/// Tells the log, then goes on with the errand.
void tell_log(const errand& of, const account_note& made, std::function<void()> then);

} // namespace switchboard::api
