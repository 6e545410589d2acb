#pragma once

#include "events/log/event_reader.hpp"
#include "events/log/line_files.hpp"

namespace switchboard {

/// Reads the events of a copy, which lie in files beside the one that has their index.
class line_event_reader final : public event_reader {
public:
  line_event_reader(const data_folder& folder, const sqlite::database& file);

  std::uint64_t head() override;
  void read_from(std::uint64_t position, std::size_t limit, const event_sink& take) override;
  recorded read_at(std::uint64_t position) override;
  void read_stream(std::int64_t stream_row, std::uint64_t from_seq, std::size_t limit,
                   const event_sink& take) override;
  std::uint64_t seq_at(std::int64_t stream_row, std::uint64_t position) override;
  std::vector<placed_event> places_behind(std::uint64_t position) override;
  [[noreturn]] void fail_as_damaged(const std::string& what) override;

private:
  void read(std::uint64_t first_position, std::uint64_t last_position, const event_sink& take);

  const std::filesystem::path file_;
  const line_files lines_;
  sqlite::statement head_;
  sqlite::statement places_of_stream_;
  sqlite::statement seq_at_;
};

} // namespace switchboard
