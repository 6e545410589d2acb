#include "tests/simulation/live_rows.hpp"

#include "tests/log/temporary_folder.hpp"
#include "tests/projections/row_dump.hpp"
#include "tests/simulation/broken.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>

namespace switchboard::simulation {

namespace {

using projections::projection_file;

constexpr std::size_t most_events_at_once = 100;

std::vector<recorded> events_of(const event_log& log, std::uint64_t from_position) {
  return log.read_all(from_position, std::numeric_limits<std::size_t>::max());
}

/// A file for all the systems of a thread, one after the other: to make one costs more than what a
/// system writes to it. It is held open, because whoever closes it last waits for the disk.
class shelf {
public:
  std::unique_ptr<projection_file> open() const { return projection_file::open(path_); }
  const sqlite::database& rows() const { return held_; }

  void clear() const {
    std::string all = "BEGIN; UPDATE checkpoint SET position = 0, event_id = '';";
    projections::projection_set{}.for_each_table([&]<class Row>(projections::table<Row>&) {
      all.append("DELETE FROM ").append(projections::table_schema<Row>::name).append(";");
    });
    held_.execute(all.append("COMMIT").c_str());
  }

private:
  static std::filesystem::path make_file_in(const testing::temporary_folder& folder) {
    auto path = folder.path() / "projections.db";
    projection_file::make(path, projection_file::use::serving);
    return path;
  }

  const testing::temporary_folder folder_;
  const std::filesystem::path path_ = make_file_in(folder_);
  const sqlite::database held_{path_, sqlite::open_mode::write};
};

const shelf& shelf_of_thread() {
  thread_local const shelf made;
  return made;
}

std::string_view line_at(std::string_view text, std::size_t at) {
  const auto begin = text.substr(0, at).rfind('\n') + 1;
  return text.substr(begin, text.find('\n', begin) - begin);
}

} // namespace

live_rows::live_rows(const event_log& log, std::uint64_t seed) : log_{log}, seams_{seed} {
  shelf_of_thread().clear();
}

void live_rows::follow() {
  if (log_.head() >= next_seam_) take();
}

void live_rows::take() {
  if (!file_) file_ = shelf_of_thread().open();
  const auto batch =
      std::make_shared<const std::vector<recorded>>(events_of(log_, file_->reached().position + 1));
  if (!batch->empty()) file_->apply({&batch, 1});
  next_seam_ = log_.head() + 1 + seams_.below(most_events_at_once);
}

void live_rows::compare() {
  take();
  const auto live = testing::dump_of(shelf_of_thread().rows());
  const auto made = testing::dump_of(events_of(log_, 1));
  if (live == made) return;
  const auto first = std::ranges::mismatch(live, made).in1 - live.begin();
  throw broken{"a live row is not what the log gives: "
               + std::string{line_at(live, static_cast<std::size_t>(first))} + " instead of "
               + std::string{line_at(made, static_cast<std::size_t>(first))}};
}

} // namespace switchboard::simulation
