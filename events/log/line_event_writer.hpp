#pragma once

#include "events/log/event_writer.hpp"
#include "events/log/line_files.hpp"
#include "events/log/line_flusher.hpp"
#include "events/log/sqlite.hpp"

#include <cstddef>

namespace switchboard {

/// Adds events to the files of a copy, which are not flushed with each commit.
///
/// After a power cut they may therefore end before what the file of the index says. So that keeps,
/// beside the newest commit, the last one that is flushed and the one that is being flushed, each
/// with its note: the newest of them that the files reach to is where the copy goes on.
class line_event_writer final : public event_writer {
public:
  /// Flushes whenever so many events have been added.
  line_event_writer(const data_folder& folder, const sqlite::database& file,
                    std::size_t events_of_a_flush);

  std::uint64_t head() const override { return opened_head_; }
  std::vector<placed_event> unindexed() const override;
  void add(std::span<const stored_event> events) override;
  void note_end(std::uint64_t head, std::string_view note) override;
  std::uint64_t lasting_head(std::uint64_t head) const override;
  void tidy_up(std::uint64_t head) override;
  void make_lasting(std::uint64_t head) override;

private:
  std::uint64_t go_back_to_what_is_whole();

  const sqlite::database& file_;
  const std::size_t events_of_a_flush_;
  line_files lines_;
  const std::uint64_t opened_head_;
  line_flusher flusher_;
  sqlite::statement add_commit_;
  sqlite::statement forget_commits_;
};

/// What was noted with the last commit.
std::string last_note_in(const sqlite::database& file);

} // namespace switchboard
