#pragma once

#include "actors/reaction_id.hpp"
#include "actors/small_map.hpp"
#include "events/event.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace switchboard {

/// Which commands of the last 24 hours led to which events of one stream, so that a repeated
/// command can be answered from the log. Keeps a hash of each command's actor and id; two commands
/// with the same hash are told apart by reading the event, so a collision costs a read and nothing
/// else.
///
/// A reaction that led to nothing leaves no event to know it by. But what one entity asks of
/// another arrives in order, so whatever comes again after a later reaction has left one is known
/// to be a repetition, too.
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

  /// The last reaction of another entity that led to events here.
  struct source {
    /// Hash of the entity that asked.
    std::uint64_t key = 0;
    reaction_number last;
    timestamp time;

    static constexpr auto fields() {
      return std::tuple{field{"key", &source::key, "Hash of the entity that asked."},
                        field{"last", &source::last, "Its last reaction that led to events."},
                        field{"time", &source::time, "When that was."}};
    }
  };

  /// Takes note of an event; only the first of each command counts.
  void remember(const envelope& happened);

  /// Where the events of this command may begin in the stream.
  std::optional<std::uint64_t> find(std::string_view actor, std::string_view command_id) const;

  /// Whether a later reaction of the same entity has been taken already.
  bool is_overtaken(std::string_view actor, std::string_view command_id,
                    std::string_view causation_id) const;

  std::size_t size() const { return places_.size(); }

  /// For snapshots: all entries in the order of their events, and all sources.
  std::vector<entry> entries() const;
  std::vector<source> sources() const;
  void restore(const std::vector<entry>& entries, const std::vector<source>& sources);

private:
  struct place {
    std::uint64_t seq = 0;
    timestamp time;
  };

  struct heard {
    reaction_number last;
    timestamp time;
  };

  void hear(const envelope& happened);
  void forget_older_than(timestamp limit);

  small_map<std::uint64_t, place> places_;
  /// By the hash of who asked.
  small_map<std::uint64_t, heard> heard_;
  /// At this size the old entries are looked for; it doubles with what is left, so that the
  /// search costs nothing worth counting per command.
  std::size_t next_clean_up_ = 256;
};

} // namespace switchboard
