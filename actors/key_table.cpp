#include "actors/key_table.hpp"

#include "events/log/event_log.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <system_error>
#include <utility>

namespace switchboard {

namespace {

/// Says what the file is, and in which order its bytes are.
constexpr std::uint64_t known_form = 0x3173'7965'6b2d'6273; // "sb-keys1"
constexpr std::size_t heading_bytes = 4'096;
constexpr std::uint64_t most_slots_of_a_file = std::uint64_t{1} << 32;

class open_table_file {
public:
  open_table_file(const std::filesystem::path& path, int flags)
      : descriptor_{::open(path.c_str(), flags | O_RDWR | O_CLOEXEC, 0600)} {}
  ~open_table_file() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  open_table_file(const open_table_file&) = delete;
  open_table_file& operator=(const open_table_file&) = delete;

  int descriptor() const { return descriptor_; }
  bool is_open() const { return descriptor_ >= 0; }
  std::size_t size() const {
    struct stat found {};
    return ::fstat(descriptor_, &found) == 0 ? static_cast<std::size_t>(found.st_size) : 0;
  }

private:
  int descriptor_;
};

[[noreturn]] void fail_to_make_table(const std::filesystem::path& file, int system_errno) {
  throw log_error{file.string() + ": cannot be made: "
                  + std::error_code{system_errno, std::generic_category()}.message()};
}

} // namespace

std::size_t key_table::bytes_for(std::uint64_t slots) {
  return heading_bytes + static_cast<std::size_t>(slots) * sizeof(slot);
}

std::unique_ptr<key_table> key_table::create(const std::filesystem::path& file,
                                             const heading& first) {
  const auto bytes = bytes_for(first.slots);
  void* mapped = MAP_FAILED;
  if (file.empty()) {
    mapped = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  } else {
    const open_table_file made{file, O_CREAT | O_TRUNC};
    if (!made.is_open()) fail_to_make_table(file, errno);
    // A disk that is full is noticed here; later it would end the process.
    if (const auto failed = ::posix_fallocate(made.descriptor(), 0, static_cast<::off_t>(bytes)))
      fail_to_make_table(file, failed);
    mapped = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, made.descriptor(), 0);
  }
  if (mapped == MAP_FAILED) fail_to_make_table(file, errno);
  std::unique_ptr<key_table> table{new key_table{file, mapped, bytes}};
  table->mapped_->head = first;
  table->mapped_->form = known_form;
  return table;
}

std::unique_ptr<key_table> key_table::open(const std::filesystem::path& file) {
  const open_table_file found{file, 0};
  const auto bytes = found.is_open() ? found.size() : 0;
  if (bytes <= heading_bytes) return nullptr;
  void* const mapped =
      ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, found.descriptor(), 0);
  if (mapped == MAP_FAILED) return nullptr;
  std::unique_ptr<key_table> table{new key_table{file, mapped, bytes}};
  const auto& head = table->head();
  const bool is_whole = table->mapped_->form == known_form && std::has_single_bit(head.slots)
                        && head.slots <= most_slots_of_a_file && bytes == bytes_for(head.slots)
                        && table->has_room();
  return is_whole ? std::move(table) : nullptr;
}

key_table::~key_table() { ::munmap(mapped_, bytes_); }

key_table::slot* key_table::slots() const {
  return reinterpret_cast<slot*>(reinterpret_cast<char*>(mapped_) + heading_bytes);
}

/// The slot that has this number, or the free one for it. After a power cut more may be taken than
/// are counted, so that the search has an end of its own.
key_table::slot& key_table::slot_of(std::uint64_t number) const {
  auto* const all = slots();
  const auto mask = head().slots - 1;
  for (std::uint64_t step = 0; step <= mask; ++step) {
    auto& each = all[(number + step) & mask];
    if (each.position == 0 || each.number == number) return each;
  }
  return all[number & mask];
}

std::optional<std::uint64_t> key_table::find(std::uint64_t number) const {
  const auto& found = slot_of(number);
  if (found.position == 0 || found.number != number) return std::nullopt;
  return found.position;
}

void key_table::put(std::uint64_t number, std::uint64_t position) {
  auto& into = slot_of(number);
  // An entity that wakes notes again what is older than what others have noted since.
  if (into.position > position && into.number == number) return;
  if (into.position == 0) ++head().used;
  into.number = number;
  into.position = position;
}

bool key_table::flush() const { return ::msync(mapped_, bytes_, MS_SYNC) == 0; }

} // namespace switchboard
