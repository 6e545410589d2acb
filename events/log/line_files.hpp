#pragma once

#include "events/log/data_folder.hpp"
#include "events/log/plain_file.hpp"
#include "events/log/stored_event.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace switchboard {

/// The events of a copy in two files that only grow: in one their records, a line each, and in the
/// other a slot of the same size for each, which says where its line ends and whose it is. So the
/// place of an event follows from its position, and to store one costs little more than to copy it.
class line_files {
public:
  using event_sink = std::function<void(const stored_event&)>;

  line_files(const data_folder& folder, plain_file::access how);

  // --- Reading, from any thread ------------------------------------------------------------------

  /// Hands over the events from one position to another. A `log_error` if one is not there, or not
  /// as it was written.
  void read(std::uint64_t first_position, std::uint64_t last_position,
            const event_sink& take) const;
  /// Where these events stand, without a look at their records.
  std::vector<placed_event> places(std::uint64_t first_position, std::uint64_t last_position) const;
  /// How far, from one position to another, the events are as they were written.
  std::uint64_t whole_until(std::uint64_t first_position, std::uint64_t last_position) const;

  /// Throws that something in the files of a copy is not as it was written.
  [[noreturn]] static void fail_as_damaged(const std::filesystem::path& file,
                                           const std::string& what);

  // --- Writing, by one thread --------------------------------------------------------------------

  /// Events that follow each other. What stands where they go does not count any more.
  void write(std::span<const stored_event> events);
  void cut_behind(std::uint64_t position);
  /// Waits until the disk has what was written. Any thread may, while another one writes.
  void flush() const;

private:
  [[noreturn]] void fail_at(std::uint64_t position) const;

  /// In the order of bytes of this machine: a copy is never carried to another one.
  struct slot {
    std::uint64_t end = 0;
    std::int64_t stream_row = 0;
    std::uint64_t seq = 0;
    std::uint64_t checksum = 0;
  };
  class part;

  std::uint64_t walk(std::uint64_t first_position, std::uint64_t last_position,
                     const event_sink& take) const;
  std::vector<slot> slots_of(std::uint64_t first_position, std::uint64_t last_position) const;
  std::uint64_t end_of(std::uint64_t position) const;

  const plain_file lines_;
  const plain_file slots_;
  /// Where the last event that was written ends, and the next one therefore begins.
  std::uint64_t written_position_ = 0;
  std::uint64_t written_end_ = 0;
  /// What is about to be written, kept for its memory.
  std::vector<char> new_lines_;
  std::vector<slot> new_slots_;
};

} // namespace switchboard
