#pragma once

#include "events/log/event_reader.hpp"

#include <optional>

namespace switchboard {

/// Reads events that are rows of the log's file.
class row_event_reader final : public event_reader {
public:
  explicit row_event_reader(const sqlite::database& file);

  std::uint64_t head() override;
  void read_from(std::uint64_t position, std::size_t limit, const event_sink& take) override;
  recorded read_at(std::uint64_t position) override;
  void read_stream(std::int64_t stream_row, std::uint64_t from_seq, std::size_t limit,
                   const event_sink& take) override;
  std::uint64_t seq_at(std::int64_t stream_row, std::uint64_t position) override;
  std::vector<placed_event> places_behind(std::uint64_t position) override;
  [[noreturn]] void fail_as_damaged(const std::string& what) override;

private:
  recorded event_in(const sqlite::rows& row);

  const sqlite::database& file_;
  sqlite::statement head_;
  sqlite::statement from_;
  sqlite::statement at_;
  sqlite::statement of_stream_;
  sqlite::statement seq_at_;
  /// Only where the index is a table, which may be behind.
  std::optional<sqlite::statement> behind_;
};

} // namespace switchboard
