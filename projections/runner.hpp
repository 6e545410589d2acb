#pragma once

#include "events/log/event_log.hpp"
#include "projections/event_meter.hpp"
#include "projections/live_feed.hpp"
#include "projections/options.hpp"
#include "projections/projection_file.hpp"
#include "projections/readers.hpp"
#include "projections/watermark.hpp"
#include "threads/failures.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace switchboard::projections {

/// Keeps the file of the read models in step with the log, on a thread of its own.
///
/// A file that is missing or of no use is built beside the one that is being served, as fast as it
/// goes, and takes its place when it is whole. Until then the answers are those of the old file; if
/// there is none that can be read, of an empty log. What goes wrong with the file is reported and
/// made good from the log.
class runner {
public:
  /// Afterwards there is a file that `from` can read. A `log_error` if another program's is in its
  /// place. What comes while it follows is counted by `meter`.
  runner(event_log& log, std::filesystem::path file, readers& from, watermark& mark,
         event_meter& meter, options how);
  ~runner();
  runner(const runner&) = delete;
  runner& operator=(const runner&) = delete;

  /// The file that is being served turned out to be damaged.
  void make_anew();

private:
  enum class need : std::uint8_t { nothing, to_build, to_make_anew };

  void open_file();
  void put_empty_file(const std::string& why);
  bool is_of_this_log(const checkpoint& reached) const;

  void run();
  void work();
  void build();
  void catch_up(projection_file& file);
  void follow();
  void recover(const std::string& from, bool is_damage);
  void note_success();

  void hurry();
  bool is_interrupted();
  need needed();
  void replace_need(need before, need after);

  event_log& log_;
  const std::filesystem::path path_;
  readers& readers_;
  watermark& mark_;
  event_meter& meter_;
  const options how_;
  std::unique_ptr<projection_file> served_;
  std::chrono::milliseconds pause_;
  threads::trouble trouble_{"the read models stand still"};

  std::mutex mutex_;
  std::condition_variable is_changed_;
  need need_ = need::nothing;
  bool is_stopped_ = false;
  std::shared_ptr<live_feed> feed_;

  std::thread thread_;
};

} // namespace switchboard::projections
