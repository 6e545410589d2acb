#pragma once

#include "events/log/append_queue.hpp"
#include "events/log/stored_log.hpp"

#include <memory>
#include <thread>

namespace switchboard {

/// The log in a SQLite file of this machine. Records are made on the thread that appends; one
/// writer thread takes all that waits, makes it durable in one transaction, tells the followers and
/// then the callers. An append that does not fit into the queue fails at once.
class embedded_log final : public event_log {
public:
  /// Opens the log of a folder, or makes it. A `log_error` if it cannot be trusted, or if another
  /// process has the folder.
  embedded_log(const data_folder& folder, report_line report, append_limits limits = {});
  /// Writes what is queued, then closes.
  ~embedded_log() override;

  void append(std::vector<envelope> events, append_done done) override;
  std::vector<recorded> read_stream(const stream_id& stream, std::uint64_t from_seq,
                                    std::size_t limit) const override;
  std::vector<recorded> read_all(std::uint64_t from_position, std::size_t limit) const override;
  std::uint64_t seq_at(const stream_id& stream, std::uint64_t position) const override;
  std::uint64_t head() const override;
  std::unique_ptr<subscription> follow(std::uint64_t from_position, batch_sink sink) override;

private:
  void write_until_closed();

  stored_log stored_;
  append_queue queue_;
  std::thread thread_;
};

} // namespace switchboard
