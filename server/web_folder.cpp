#include "server/web_folder.hpp"

#include <system_error>

namespace switchboard::server {

namespace files = std::filesystem;

std::optional<files::path> find_web_folder(const std::string& setting) {
  if (!setting.empty()) return files::path{setting};
  std::error_code ignored; // Without a place to begin, there is nothing to find.
  for (auto folder = files::read_symlink("/proc/self/exe", ignored).parent_path(); !folder.empty();
       folder = folder.parent_path()) {
    if (files::exists(folder / "web" / "app" / "index.html", ignored)) return folder / "web";
    if (folder == folder.root_path()) break;
  }
  return std::nullopt;
}

} // namespace switchboard::server
