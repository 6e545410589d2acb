#include "events/log/data_folder.hpp"

#include "events/log/event_log.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>

namespace switchboard {

namespace {

namespace fs = std::filesystem;

std::string words_for(int system_errno) {
  return std::error_code{system_errno, std::generic_category()}.message();
}

[[noreturn]] void fail_to_make(const fs::path& path, const std::string& why) {
  throw log_error{path.string() + ": cannot be made or written: " + why
                  + ": make it writable for this user, or choose another data folder"};
}

/// A new folder's name is in its parent, which has to reach the disk too.
void sync_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  if (!fs::create_directories(folder, error) && error) fail_to_make(folder, error.message());
  if (!fs::is_directory(folder)) fail_to_make(folder, "it is not a folder");
  sync_folder(fs::absolute(folder).parent_path());
}

std::string text_in(int descriptor) {
  std::array<char, 32> text{};
  const auto size = ::pread(descriptor, text.data(), text.size(), 0);
  std::string read{text.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
  while (!read.empty() && read.back() == '\n')
    read.pop_back();
  return read;
}

} // namespace

folder_lock::folder_lock(const data_folder& folder) {
  make_folder(folder.path());
  descriptor_ = ::open(folder.lock().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor_ < 0) fail_to_make(folder.lock(), words_for(errno));
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    const auto holder = text_in(descriptor_);
    ::close(descriptor_);
    throw log_error{
        folder.lock().string() + ": process " + (holder.empty() ? "?" : holder)
        + " already writes in this data folder: stop it, or choose another data folder"};
  }
  const auto text = std::to_string(::getpid()) + '\n';
  const auto size = static_cast<::ssize_t>(text.size());
  if (::ftruncate(descriptor_, 0) != 0
      || ::pwrite(descriptor_, text.data(), text.size(), 0) != size) {
    const auto why = words_for(errno);
    ::close(descriptor_);
    fail_to_make(folder.lock(), why);
  }
  sync_folder(folder.path());
}

folder_lock::~folder_lock() { ::close(descriptor_); }

} // namespace switchboard
