#pragma once

#include "events/log/event_log.hpp"
#include "projections/options.hpp"
#include "projections/row_comparison.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>

namespace switchboard::projections {

struct file_check {
  /// How far the file knows the log; rows were compared as they were then.
  std::uint64_t position = 0;
  row_comparison rows;
};

/// Holds a file of read models against the log that it was made from: whether each of its rows is
/// what making it once more gives. The file may be in use, and is not written. A `log_error` if it
/// cannot be compared: it is not there, of another log, or of another version.
file_check check_file(const event_log& log, const std::filesystem::path& path,
                      const std::function<void(const progress&)>& on_progress);

} // namespace switchboard::projections
