#include "server/closed_folder.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <system_error>

namespace switchboard::server {

namespace {

namespace fs = std::filesystem;

constexpr auto others = fs::perms::group_all | fs::perms::others_all;

/// How the names of those files begin. What else is in the folder may be somebody else's.
constexpr std::array<std::string_view, 5> ours = {"lock", "log.", "snapshots.", "projections.",
                                                  "read_models."};

bool is_open(const fs::directory_entry& entry) {
  std::error_code failure;
  return (entry.symlink_status(failure).permissions() & others) != fs::perms::none && !failure;
}

bool is_ours(const fs::directory_entry& entry) {
  const auto name = entry.path().filename().string();
  std::error_code failure;
  return entry.is_regular_file(failure) && !entry.is_symlink(failure)
         && std::ranges::any_of(ours, [&](auto each) { return name.starts_with(each); });
}

std::error_code close_entry(const fs::path& path) {
  std::error_code failure;
  fs::permissions(path, others, fs::perm_options::remove, failure);
  return failure;
}

} // namespace

void close_to_others(const fs::path& folder, people_log& people) {
  std::error_code failure;
  const fs::directory_entry itself{folder, failure};
  if (failure || !itself.is_directory(failure)) return;
  std::size_t mended = 0;
  const auto mend = [&](const fs::directory_entry& entry) {
    if (!is_open(entry)) return;
    if (const auto refused = close_entry(entry.path()))
      people.warn("open_to_others",
                  {{"path", entry.path().string()}, {"cause", refused.message()}});
    else
      ++mended;
  };
  mend(itself);
  for (fs::directory_iterator each{folder, failure}, end; !failure && each != end;
       each.increment(failure))
    if (is_ours(*each)) mend(*each);
  if (mended > 0)
    people.warn("data_folder_closed", {{"folder", folder.string()},
                                       {"mended", std::to_string(mended)},
                                       {"because", "others could read it until now"}});
}

} // namespace switchboard::server
