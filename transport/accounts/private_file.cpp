#include "transport/accounts/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

namespace switchboard {

namespace {

[[noreturn]] void fail_at(const std::filesystem::path& path, const char* what) {
  throw private_file_error{path.string() + ": " + what + ": " + std::strerror(errno)};
}

/// A file descriptor that closes itself.
class descriptor {
public:
  explicit descriptor(int number) : number_{number} {}
  ~descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  int number() const { return number_; }

private:
  int number_;
};

void write_durably(const std::filesystem::path& path, std::string_view content) {
  const descriptor file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
  if (file.number() < 0) fail_at(path, "cannot be made");
  const auto written = ::write(file.number(), content.data(), content.size());
  if (written != static_cast<ssize_t>(content.size()) || ::fsync(file.number()) != 0) {
    ::unlink(path.c_str());
    fail_at(path, "cannot be written");
  }
}

} // namespace

bool is_private_file(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return false;
    fail_at(path, "cannot be looked at");
  }
  if (!S_ISREG(status.st_mode)) throw private_file_error{path.string() + ": is not a file"};
  if ((status.st_mode & 077) == 0) return true;
  char mode[8];
  std::snprintf(mode, sizeof mode, "%04o", status.st_mode & 07777U);
  throw private_file_error{path.string() + ": others may read or change it (mode " + mode
                           + "), and it holds secrets; allow its owner alone: chmod 600 "
                           + path.string()};
}

bool make_private_file(const std::filesystem::path& path, std::string_view content) {
  const auto draft = path.string() + ".new." + std::to_string(::getpid());
  ::unlink(draft.c_str()); // of a crashed process that had the same number
  write_durably(draft, content);
  // A link, unlike a rename, never replaces what another process has made meanwhile.
  const bool is_made = ::link(draft.c_str(), path.c_str()) == 0;
  const bool is_there = is_made || errno == EEXIST;
  ::unlink(draft.c_str());
  if (!is_there) fail_at(path, "cannot be made");
  const descriptor folder{::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (folder.number() < 0 || ::fsync(folder.number()) != 0) fail_at(path, "cannot be made durable");
  return is_made;
}

} // namespace switchboard
