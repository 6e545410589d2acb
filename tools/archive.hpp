#pragma once

#include "events/log/event_log.hpp"

#include <filesystem>
#include <string_view>
#include <unordered_map>

namespace switchboard::tools {

/// A file that was exported: one record a line, read as a log that nobody writes. Positions are the
/// numbers of the lines. It may be a part of a log, so its streams may begin late and have gaps.
///
/// Opening looks only for each line's stream and number; the rest is read when it is asked for, and
/// what cannot be read is a `log_error` that names the line.
class archive final : public event_log {
public:
  explicit archive(const std::filesystem::path& file);
  ~archive() override;

  void append(std::vector<envelope> events, append_done done) override;
  std::vector<recorded> read_stream(const stream_id& stream, std::uint64_t from_seq,
                                    std::size_t limit) const override;
  std::vector<recorded> read_all(std::uint64_t from_position, std::size_t limit) const override;
  std::uint64_t seq_at(const stream_id& stream, std::uint64_t position) const override;
  std::uint64_t head() const override { return lines_.size(); }
  /// Hands over what there is before it returns: nothing comes after it.
  std::unique_ptr<subscription> follow(std::uint64_t from_position, batch_sink sink) override;

private:
  struct place {
    std::uint64_t seq = 0;
    std::uint64_t line = 0;
  };

  void check_is_whole(std::string_view last_line) const;
  void index(std::string_view line);
  recorded read(std::uint64_t line) const;

  const std::filesystem::path file_;
  std::string_view text_;
  std::vector<std::string_view> lines_;
  std::unordered_map<stream_id, std::vector<place>> streams_;
};

} // namespace switchboard::tools
