#pragma once

#include "events/log/event_log.hpp"
#include "events/log/followers.hpp"
#include "events/log/log_reader.hpp"
#include "events/log/report.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace switchboard {

/// The embedded log for tools: reads it and follows it, also beside the server that writes it, and
/// refuses every append. What the server adds is noticed by looking again every so often.
class read_only_log final : public event_log {
public:
  read_only_log(const data_folder& folder, report_line report);
  ~read_only_log() override;

  void append(std::vector<envelope> events, append_done done) override;
  std::vector<recorded> read_stream(const stream_id& stream, std::uint64_t from_seq,
                                    std::size_t limit) const override;
  std::vector<recorded> read_all(std::uint64_t from_position, std::size_t limit) const override;
  std::uint64_t seq_at(const stream_id& stream, std::uint64_t position) const override;
  std::uint64_t head() const override;
  std::unique_ptr<subscription> follow(std::uint64_t from_position, batch_sink sink) override;

private:
  void look_until_closed();

  const std::shared_ptr<const log_reader> reader_;
  const report_line report_;
  followers followers_;
  std::mutex mutex_;
  std::condition_variable is_closing_;
  bool is_closed_ = false;
  std::thread thread_;
};

} // namespace switchboard
