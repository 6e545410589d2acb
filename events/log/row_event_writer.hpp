#pragma once

#include "events/log/bulk_insert.hpp"
#include "events/log/event_writer.hpp"

namespace switchboard {

/// Adds events as rows of the log's file, whose commits are flushed.
class row_event_writer final : public event_writer {
public:
  explicit row_event_writer(const sqlite::database& file);

  std::uint64_t head() const override;
  std::vector<placed_event> unindexed() const override;
  void add(std::span<const stored_event> events) override;
  void note_end(std::uint64_t, std::string_view) override {}
  std::uint64_t lasting_head(std::uint64_t head) const override { return head; }
  void tidy_up(std::uint64_t) override {}
  void make_lasting(std::uint64_t) override {}

private:
  const sqlite::database& file_;
  sqlite::bulk_insert insert_;
};

} // namespace switchboard
