#include "events/log/plain_file.hpp"

#include "events/log/event_log.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace switchboard {

plain_file::plain_file(std::filesystem::path path, access how)
    : path_{std::move(path)},
      descriptor_{::open(path_.c_str(),
                         how == access::write ? O_RDWR | O_CREAT | O_CLOEXEC : O_RDONLY | O_CLOEXEC,
                         0644)} {
  if (descriptor_ < 0) fail("opened");
}

plain_file::~plain_file() { ::close(descriptor_); }

std::uint64_t plain_file::size() const {
  struct ::stat about {};
  if (::fstat(descriptor_, &about) != 0) fail("looked at");
  return static_cast<std::uint64_t>(about.st_size);
}

bool plain_file::read(std::uint64_t offset, std::span<std::byte> into) const {
  while (!into.empty()) {
    const auto count = ::pread(descriptor_, into.data(), into.size(), static_cast<::off_t>(offset));
    if (count == 0) return false;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("read");
    into = into.subspan(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
  return true;
}

void plain_file::write(std::uint64_t offset, std::span<const std::byte> bytes) const {
  while (!bytes.empty()) {
    const auto count =
        ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<::off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("written");
    bytes = bytes.subspan(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
}

void plain_file::cut(std::uint64_t size) const {
  if (::ftruncate(descriptor_, static_cast<::off_t>(size)) != 0) fail("cut off");
}

void plain_file::flush() const {
  if (::fdatasync(descriptor_) != 0) fail("flushed");
}

void plain_file::fail(const char* what) const {
  const auto code = errno;
  throw log_error{path_.string() + ": cannot be " + what + ": "
                  + std::error_code{code, std::generic_category()}.message()
                  + (code == ENOSPC || code == EDQUOT
                         ? ": free some space on its disk"
                         : ": check that its disk works and that this user may write there")};
}

} // namespace switchboard
