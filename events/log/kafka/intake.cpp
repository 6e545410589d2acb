#include "events/log/kafka/intake.hpp"

#include "events/codec.hpp"
#include "events/log/proposal.hpp"

#include <charconv>
#include <utility>

namespace switchboard::kafka {

namespace {

std::string place_of(const rd_kafka_message_t& record) {
  return std::string{rd_kafka_topic_name(record.rkt)} + '[' + std::to_string(record.partition)
         + "] at offset " + std::to_string(record.offset);
}

std::size_t bytes_of(const std::vector<std::string>& records) {
  std::size_t bytes = 0;
  for (const auto& each : records)
    bytes += each.size();
  return bytes;
}

} // namespace

intake::intake(reading_progress progress, std::string process, pending_appends& own)
    : progress_{std::move(progress)}, process_{std::move(process)}, own_{own} {}

std::string intake::id_of(std::uint64_t number) const {
  return process_ + '-' + std::to_string(number);
}

void intake::add(const rd_kafka_message_t& record) {
  auto& partition = progress_.partitions.at(static_cast<std::size_t>(record.partition));
  // Records below it are still on their way when a partition is read again after a fault.
  if (record.offset < partition.next_offset) return;
  partition.next_offset = record.offset + 1;
  has_moved_ = true;
  const auto mark = mark_of(record);
  if (!mark) return skip(record, "it has no header that says which append it is of");
  if (auto records = partition.open.add(*mark, std::string{value_of(record)}))
    complete(record, mark->append, std::move(*records));
}

void intake::note_end(const rd_kafka_message_t& end) {
  auto& next = progress_.partitions.at(static_cast<std::size_t>(end.partition)).next_offset;
  if (end.offset <= next) return;
  next = end.offset;
  has_moved_ = true;
}

void intake::complete(const rd_kafka_message_t& last, std::string_view append,
                      std::vector<std::string> records) {
  queued_append completed;
  completed.record_bytes = bytes_of(records);
  if (append.starts_with(process_) && append.size() > process_.size()) {
    std::uint64_t number = 0;
    std::from_chars(append.data() + process_.size() + 1, append.data() + append.size(), number);
    if (auto own = own_.take(number)) {
      completed.events = std::move(own->events);
      completed.done = std::move(own->done);
    }
  }
  if (completed.events.empty()) {
    completed.events = decoded(last, records);
    if (auto flaw = flaw_in(completed.events)) return skip(last, std::move(*flaw));
    if (to_string(completed.events.front().stream) != key_of(last))
      return skip(last, "its key is not its stream");
  }
  completed.records = std::move(records);
  group_.push_back(std::move(completed));
}

std::vector<envelope> intake::decoded(const rd_kafka_message_t& last,
                                      const std::vector<std::string>& records) const {
  try {
    std::vector<envelope> events;
    events.reserve(records.size());
    for (const auto& each : records)
      events.push_back(decode(each));
    return events;
  } catch (const json::error& unreadable) {
    throw log_error{place_of(last) + ": cannot be read: " + unreadable.what()
                    + ": use the switchboard that wrote it"};
  }
}

void intake::skip(const rd_kafka_message_t& record, std::string why) {
  progress_.foreign.push_back({record.partition, record.offset, std::move(why)});
}

std::optional<reading> intake::take() {
  if (!std::exchange(has_moved_, false)) return std::nullopt;
  reading taken{std::exchange(group_, {}), progress_};
  progress_.foreign.clear();
  return taken;
}

} // namespace switchboard::kafka
