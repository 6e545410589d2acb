#pragma once

#include "events/log/data_folder.hpp"
#include "events/log/report.hpp"
#include "events/log/snapshot_file.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace switchboard {

/// Snapshots in a SQLite file beside the log. What is saved is written by a thread of its own, the
/// newest of each stream only; what does not fit into memory meanwhile is left out, because the log
/// has it all. A file that is damaged, of another version, or ahead of its log is reported and
/// begun anew.
class embedded_snapshots final : public snapshot_store {
public:
  /// `log_head` is the last position of the log that these belong to.
  embedded_snapshots(const data_folder& folder, std::uint64_t log_head, report_line report);
  /// Writes what is pending, then closes.
  ~embedded_snapshots() override;

  void save(const stream_id& stream, snapshot taken) override;
  std::optional<snapshot> load(const stream_id& stream) const override;
  void save_checkpoint(std::string checkpoint) override;
  std::optional<std::string> load_checkpoint() const override;

private:
  void keep(std::string name, snapshot taken);
  std::optional<snapshot> find(const std::string& name) const;
  void write_until_closed();
  void write(const named_snapshots& saved);
  void replace_file(const std::string& why);
  /// Null if there cannot be a file: then nothing is kept, which only costs time.
  std::shared_ptr<snapshot_file> open(std::uint64_t log_head) const;
  std::shared_ptr<snapshot_file> begin_anew(const std::string& why) const;

  const std::filesystem::path path_;
  const report_line report_;
  mutable std::mutex mutex_;
  std::condition_variable is_changed_;
  std::shared_ptr<snapshot_file> file_;
  named_snapshots pending_;
  std::size_t pending_bytes_ = 0;
  /// What the thread writes now: no longer pending and not yet in the file.
  named_snapshots in_writing_;
  bool is_closed_ = false;
  std::thread thread_;
};

} // namespace switchboard
