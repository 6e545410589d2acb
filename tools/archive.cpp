#include "tools/archive.hpp"

#include "events/codec.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace switchboard::tools {

namespace {

constexpr std::size_t events_of_one_batch = 1'024;

std::string_view map_file(const std::filesystem::path& file) {
  const auto fail = [&] { throw log_error{file.string() + ": cannot be read: check its rights"}; };
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail();
  struct stat about {};
  ::fstat(descriptor, &about);
  if (!S_ISREG(about.st_mode)) {
    ::close(descriptor);
    throw log_error{file.string() + ": is a pipe or a device: save what it gives to a file first"};
  }
  const auto size = static_cast<std::size_t>(about.st_size);
  void* const start =
      size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  ::close(descriptor);
  if (start == MAP_FAILED) fail();
  return {static_cast<const char*>(start), size};
}

struct line_head {
  stream_id stream;
  std::uint64_t seq = 0;
};

/// Takes the text from `from` to the next `end`, and the end with it.
std::optional<std::string_view> take(std::string_view& text, std::string_view from, char end) {
  if (!text.starts_with(from)) return std::nullopt;
  const auto stop = text.find(end, from.size());
  if (stop == std::string_view::npos) return std::nullopt;
  const auto taken = text.substr(from.size(), stop - from.size());
  text.remove_prefix(stop + 1);
  return taken;
}

/// Reads the beginning of a record in the order in which the codec writes it.
std::optional<line_head> quick_head(std::string_view line) {
  if (!take(line, "{\"id\":\"", '"')) return std::nullopt;
  const auto name = take(line, ",\"stream\":\"", '"');
  const auto seq = name ? take(line, ",\"seq\":", ',') : std::nullopt;
  auto stream = seq ? parse_stream_id(*name) : std::nullopt;
  if (!stream) return std::nullopt;
  line_head head{*std::move(stream), 0};
  const auto [end, error] = std::from_chars(seq->data(), seq->data() + seq->size(), head.seq);
  if (error != std::errc{} || end != seq->data() + seq->size()) return std::nullopt;
  return head;
}

/// The same of a record whose fields another program has put into another order.
line_head careful_head(std::string_view line) {
  const auto entry = decode(line);
  return {entry.stream, entry.seq};
}

} // namespace

archive::archive(const std::filesystem::path& file) : file_{file}, text_{map_file(file)} {
  for (auto rest = text_; !rest.empty();) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) check_is_whole(rest);
    index(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  for (auto& [stream, places] : streams_)
    std::ranges::stable_sort(places, {}, &place::seq);
}

archive::~archive() {
  if (!text_.empty()) ::munmap(const_cast<char*>(text_.data()), text_.size());
}

/// What an export ends with when it was broken off, or copied while it was written.
void archive::check_is_whole(std::string_view last_line) const {
  const bool is_ours = !lines_.empty() || quick_head(last_line);
  if (!is_ours || json::value::accept(last_line)) return;
  throw log_error{file_.string() + ": is cut off in line " + std::to_string(lines_.size() + 1)
                  + ": export it again, or remove that line"};
}

void archive::index(std::string_view line) {
  const auto number = lines_.size() + 1;
  auto head = quick_head(line);
  try {
    if (!head) head = careful_head(line);
  } catch (const json::error& wrong) {
    if (number == 1)
      throw log_error{
          file_.string()
          + ": is no export of a switchboard's log: its first line is no event's record"};
    throw log_error{file_.string() + ": line " + std::to_string(number)
                    + " is no event's record: " + wrong.what()};
  }
  streams_[head->stream].push_back({head->seq, number});
  lines_.push_back(line);
}

recorded archive::read(std::uint64_t line) const {
  try {
    return {line, decode(lines_[line - 1])};
  } catch (const json::error& wrong) {
    throw log_error{file_.string() + ": line " + std::to_string(line)
                    + " cannot be read: " + wrong.what() + ": use the switchboard that wrote it"};
  }
}

void archive::append(std::vector<envelope>, append_done done) {
  done(append_failed{file_.string() + ": an exported file is open for reading only"});
}

std::vector<recorded> archive::read_stream(const stream_id& stream, std::uint64_t from_seq,
                                           std::size_t limit) const {
  const auto found = streams_.find(stream);
  if (found == streams_.end()) return {};
  std::vector<recorded> all;
  auto next = std::ranges::lower_bound(found->second, from_seq, {}, &place::seq);
  for (; next != found->second.end() && all.size() < limit; ++next)
    all.push_back(read(next->line));
  return all;
}

std::uint64_t archive::seq_at(const stream_id& stream, std::uint64_t position) const {
  const auto found = streams_.find(stream);
  if (found == streams_.end()) return 0;
  const auto after = std::ranges::partition_point(
      found->second, [&](const place& each) { return each.line <= position; });
  return after == found->second.begin() ? 0 : std::prev(after)->seq;
}

std::vector<recorded> archive::read_all(std::uint64_t from_position, std::size_t limit) const {
  std::vector<recorded> all;
  for (auto line = std::max<std::uint64_t>(from_position, 1);
       line <= lines_.size() && all.size() < limit; ++line)
    all.push_back(read(line));
  return all;
}

std::unique_ptr<event_log::subscription> archive::follow(std::uint64_t from_position,
                                                         batch_sink sink) {
  for (auto next = std::max<std::uint64_t>(from_position, 1); next <= lines_.size();) {
    auto batch = std::make_shared<const std::vector<recorded>>(read_all(next, events_of_one_batch));
    next += batch->size();
    sink(batch);
  }
  return std::make_unique<subscription>();
}

} // namespace switchboard::tools
