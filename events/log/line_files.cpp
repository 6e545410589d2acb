#include "events/log/line_files.hpp"

#include "events/log/event_log.hpp"

#include <xxhash.h>

#include <algorithm>
#include <string>

namespace switchboard {

namespace {

constexpr std::uint64_t slots_of_one_reading = 512;
constexpr std::uint64_t bytes_of_one_reading = 1024 * 1024;
/// Far more than a record has: a slot that says so is damaged, and nobody sets memory aside for it.
constexpr std::uint64_t max_bytes_of_line = 64 * bytes_of_one_reading;

/// Of a record at its place: one that was moved is as wrong as one that was changed.
std::uint64_t checksum_at(const placed_event& place, std::string_view record) {
  static_assert(sizeof place == 24, "a gap in it would be part of its checksum");
  return XXH3_64bits_withSeed(record.data(), record.size(), XXH3_64bits(&place, sizeof place));
}

} // namespace

/// Some events that follow each other, as they are in the files.
class line_files::part {
public:
  /// As many as there are in one reading; none if the first of them is not there.
  part(const line_files& files, std::uint64_t first_position, std::uint64_t last_position)
      : first_position_{first_position}, slots_{files.slots_of(first_position, last_position)} {
    begin_ = files.end_of(first_position - 1);
    keep_what_can_be_read(files.lines_.size());
    if (slots_.empty()) return;
    lines_.resize(slots_.back().end - begin_);
    if (!files.lines_.read(begin_, std::as_writable_bytes(std::span{lines_}))) slots_.clear();
  }

  std::size_t size() const { return slots_.size(); }

  stored_event event(std::size_t index) const {
    const auto begin = index == 0 ? begin_ : slots_[index - 1].end;
    const auto& slot = slots_[index];
    return {{slot.stream_row, slot.seq, first_position_ + index},
            {lines_.data() + (begin - begin_), slot.end - begin - 1}};
  }

  bool is_whole(const stored_event& event, std::size_t index) const {
    return checksum_at(event.place, event.record) == slots_[index].checksum;
  }

private:
  void keep_what_can_be_read(std::uint64_t size_of_lines) {
    auto end = begin_;
    std::size_t kept = 0;
    for (; kept < slots_.size(); ++kept) {
      const auto next_end = slots_[kept].end;
      if (next_end <= end || next_end > size_of_lines || next_end - end > max_bytes_of_line) break;
      if (kept > 0 && next_end - begin_ > bytes_of_one_reading) break;
      end = next_end;
    }
    slots_.resize(kept);
  }

  const std::uint64_t first_position_;
  std::uint64_t begin_ = 0;
  std::vector<slot> slots_;
  std::vector<char> lines_;
};

line_files::line_files(const data_folder& folder, plain_file::access how)
    : lines_{folder.log_lines(), how}, slots_{folder.log_slots(), how} {}

void line_files::read(std::uint64_t first_position, std::uint64_t last_position,
                      const event_sink& take) const {
  const auto read_until = walk(first_position, last_position, take);
  if (read_until < last_position) fail_at(read_until + 1);
}

std::uint64_t line_files::whole_until(std::uint64_t first_position,
                                      std::uint64_t last_position) const {
  return walk(first_position, last_position, [](const stored_event&) {});
}

std::uint64_t line_files::walk(std::uint64_t first_position, std::uint64_t last_position,
                               const event_sink& take) const {
  auto position = first_position;
  while (position <= last_position) {
    const part next{*this, position, last_position};
    if (next.size() == 0) break;
    for (std::size_t i = 0; i < next.size(); ++i, ++position) {
      const auto event = next.event(i);
      if (!next.is_whole(event, i)) return position - 1;
      take(event);
    }
  }
  return position - 1;
}

std::vector<placed_event> line_files::places(std::uint64_t first_position,
                                             std::uint64_t last_position) const {
  std::vector<placed_event> all;
  for (auto position = first_position; position <= last_position;) {
    const auto slots = slots_of(position, last_position);
    if (slots.empty()) fail_at(position);
    for (const auto& each : slots)
      all.push_back({each.stream_row, each.seq, position++});
  }
  return all;
}

std::vector<line_files::slot> line_files::slots_of(std::uint64_t first_position,
                                                   std::uint64_t last_position) const {
  const auto last_there = std::min(last_position, slots_.size() / sizeof(slot));
  if (last_there < first_position) return {};
  std::vector<slot> slots(std::min(last_there - first_position + 1, slots_of_one_reading));
  if (!slots_.read((first_position - 1) * sizeof(slot), std::as_writable_bytes(std::span{slots})))
    return {};
  return slots;
}

std::uint64_t line_files::end_of(std::uint64_t position) const {
  if (position == 0) return 0;
  slot last;
  if (!slots_.read((position - 1) * sizeof last, std::as_writable_bytes(std::span{&last, 1})))
    fail_at(position);
  return last.end;
}

void line_files::write(std::span<const stored_event> events) {
  if (events.empty()) return;
  const auto position_before = events.front().place.position - 1;
  // It is another one when a transaction before this was taken back.
  const auto begin = written_position_ == position_before ? written_end_ : end_of(position_before);
  new_lines_.clear();
  new_slots_.clear();
  for (const auto& each : events) {
    new_lines_.insert(new_lines_.end(), each.record.begin(), each.record.end());
    new_lines_.push_back('\n');
    new_slots_.push_back({begin + new_lines_.size(), each.place.stream_row, each.place.seq,
                          checksum_at(each.place, each.record)});
  }
  lines_.write(begin, std::as_bytes(std::span{new_lines_}));
  slots_.write(position_before * sizeof(slot), std::as_bytes(std::span{new_slots_}));
  written_position_ = events.back().place.position;
  written_end_ = new_slots_.back().end;
}

void line_files::cut_behind(std::uint64_t position) {
  lines_.cut(end_of(position));
  slots_.cut(position * sizeof(slot));
}

void line_files::flush() const {
  lines_.flush();
  slots_.flush();
}

void line_files::fail_at(std::uint64_t position) const {
  fail_as_damaged(lines_.path(), "the event at position " + std::to_string(position)
                                     + " is not there as it was written");
}

void line_files::fail_as_damaged(const std::filesystem::path& file, const std::string& what) {
  throw log_error{file.string() + ": damaged: " + what
                  + ": delete log.*, snapshots.db* and the read models from its folder, which are "
                    "filled again from Kafka"};
}

} // namespace switchboard
