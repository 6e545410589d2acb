#include "events/log/high_water_mark.hpp"

#include "events/log/event_log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <string>

namespace switchboard {

high_water_mark::high_water_mark(const std::filesystem::path& file)
    : descriptor_{::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644)} {
  if (descriptor_ < 0)
    throw log_error{file.string() + ": cannot be written: " + std::strerror(errno)
                    + ": make it writable for this user"};
}

high_water_mark::~high_water_mark() { ::close(descriptor_); }

void high_water_mark::raise(std::uint64_t position) noexcept {
  // Always as wide, so that a shorter number leaves nothing of a longer one behind it.
  std::array<char, 21> text;
  text.fill(' ');
  text.back() = '\n';
  std::to_chars(text.data(), text.data() + text.size() - 1, position);
  // A mark that stays behind notices less; that is no reason to refuse an event.
  [[maybe_unused]] const auto written = ::pwrite(descriptor_, text.data(), text.size(), 0);
}

std::uint64_t high_water_mark::read(const std::filesystem::path& file) {
  std::ifstream in{file};
  std::uint64_t position = 0;
  return in >> position ? position : 0;
}

} // namespace switchboard
