#include "projections/file_check.hpp"

#include "projections/log_scan.hpp"
#include "projections/projection_file.hpp"

#include <algorithm>
#include <memory>
#include <string>

namespace switchboard::projections {

namespace {

accepted_batch up_to(std::uint64_t position, const accepted_batch& batch) {
  if (batch->back().position <= position) return batch;
  const auto end = std::ranges::upper_bound(*batch, position, {}, &recorded::position);
  return std::make_shared<const std::vector<recorded>>(batch->begin(), end);
}

void check_origin(const event_log& log, const std::filesystem::path& path,
                  const projection_file::description& of) {
  if (of.fit == fitness::outdated)
    throw log_error{path.string() + ": was made by an earlier version: start the server once"};
  if (of.reached.position == 0) return;
  const auto last = log.read_all(of.reached.position, 1);
  if (last.empty() || to_string(last.front().entry.id) != of.reached.event_id)
    throw log_error{path.string() + ": was made from another log: start the server once"};
}

/// In a file that has no name and goes with the result.
std::unique_ptr<projection_file> rebuild(const event_log& log, std::uint64_t position,
                                         const std::function<void(const progress&)>& on_progress) {
  auto made = projection_file::make_temporary();
  log_scan scan{log, 1};
  while (made->reached().position < position) {
    const auto batch = scan.next();
    if (!batch) break;
    const auto wanted = up_to(position, batch);
    made->apply({&wanted, 1});
    on_progress({made->reached().position, position});
  }
  return made;
}

} // namespace

file_check check_file(const event_log& log, const std::filesystem::path& path,
                      const std::function<void(const progress&)>& on_progress) {
  const auto file = projection_file::open_for_reading(path);
  // From here on the file is as it is now, whatever is written to it.
  file.execute("BEGIN");
  const auto known = projection_file::describe(file);
  check_origin(log, path, known);
  const auto made = rebuild(log, known.reached.position, on_progress);
  return {known.reached.position, compare_rows(file, made->rows())};
}

} // namespace switchboard::projections
