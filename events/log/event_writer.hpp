#pragma once

#include "events/log/stored_event.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace switchboard {

/// Adds events to a log, wherever it keeps them, for the one thread that writes. What was added
/// counts once the transaction in the log's file is committed.
class event_writer {
public:
  virtual ~event_writer() = default;

  /// Where the log ended when it was opened, and which of its events the file's index did not have.
  virtual std::uint64_t head() const = 0;
  virtual std::vector<placed_event> unindexed() const = 0;

  // --- Within a transaction ----------------------------------------------------------------------

  virtual void add(std::span<const stored_event> events) = 0;
  /// The log ends at `head` now. A copy keeps a note with it.
  virtual void note_end(std::uint64_t head, std::string_view note) = 0;
  /// Up to where, of a log that is committed up to `head`, a power cut takes nothing any more. The
  /// index never says anything of what is behind it.
  virtual std::uint64_t lasting_head(std::uint64_t head) const = 0;

  // --- Behind it ---------------------------------------------------------------------------------

  /// What nobody needs to wait for.
  virtual void tidy_up(std::uint64_t head) = 0;
  /// Waits until all is lasting.
  virtual void make_lasting(std::uint64_t head) = 0;
};

} // namespace switchboard
