#pragma once

#include "events/event.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace switchboard {

/// Which commands of the last 24 hours led to which events of one stream, so that a repeated
/// command can be answered from the log. Keeps a hash of each command's actor and id; two commands
/// with the same hash are told apart by reading the event, so a collision costs a read and nothing
/// else.
class command_memory {
public:
  struct entry {
    std::uint64_t key = 0;
    /// The first event that the command led to.
    std::uint64_t seq = 0;
    timestamp time;

    static constexpr auto fields() {
      return std::tuple{field{"key", &entry::key, "Hash of the command's actor and id."},
                        field{"seq", &entry::seq, "The first event that it led to."},
                        field{"time", &entry::time, "When that was."}};
    }
  };

  /// Takes note of an event; only the first of each command counts.
  void remember(const envelope& happened);

  /// Where the events of this command may begin in the stream.
  std::optional<std::uint64_t> find(std::string_view actor, std::string_view command_id) const;

  /// For snapshots: all entries, in the order of their events.
  std::vector<entry> entries() const;
  void restore(const std::vector<entry>& entries);

private:
  struct place {
    std::uint64_t seq = 0;
    timestamp time;
  };

  void forget_older_than(timestamp limit);

  std::unordered_map<std::uint64_t, place> places_;
  /// At this size the old entries are looked for; it doubles with what is left, so that the
  /// search costs nothing worth counting per command.
  std::size_t next_clean_up_ = 256;
};

} // namespace switchboard
