#pragma once

#include "events/log/append_queue.hpp"
#include "events/log/data_folder.hpp"
#include "events/log/event_log.hpp"
#include "events/log/followers.hpp"
#include "events/log/log_reader.hpp"
#include "events/log/log_writer.hpp"
#include "events/log/report.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <string_view>

namespace switchboard {

/// A log's file as the one process that writes it has it: commits groups of appends, and reads and
/// hands over what is committed. One thread commits; any thread reads and follows.
class stored_log {
public:
  /// Opens the file of a folder, or makes it. A `log_error` if it cannot be trusted, or if another
  /// process has the folder.
  stored_log(const data_folder& folder, log_file::purpose of, report_line report,
             const append_limits& limits = {});

  /// Decides a group, makes it part of the log, and tells the followers. What `beside` writes
  /// belongs to the same transaction; a copy keeps the note with it. Whoever appended is still to
  /// be told.
  group_outcome commit(std::vector<queued_append>& group, std::string_view note = {},
                       const std::function<void()>& beside = nullptr);
  /// To be called once they have been told.
  void tidy_up() { writer_.tidy_up(); }

  const sqlite::database& file() const { return writer_.file(); }
  const log_reader& reader() const { return *reader_; }
  std::uint64_t head() const { return head_; }
  std::unique_ptr<event_log::subscription> follow(std::uint64_t from_position,
                                                  event_log::batch_sink sink);

private:
  const folder_lock lock_;
  log_writer writer_;
  std::atomic<std::uint64_t> head_;
  const std::shared_ptr<const log_reader> reader_;
  followers followers_;
};

} // namespace switchboard
