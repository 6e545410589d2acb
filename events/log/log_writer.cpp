#include "events/log/log_writer.hpp"

#include "events/log/line_event_writer.hpp"
#include "events/log/row_event_writer.hpp"
#include "threads/fault_port.hpp"

#include <memory>
#include <string>
#include <utility>

namespace switchboard {

namespace {

/// About 10 MB for each of the two generations.
constexpr std::size_t max_known_heads = 65'536;
/// What is not flushed cannot go into the index yet, and adds to what waits for it.
constexpr std::size_t flushes_of_an_index = 4;

group_outcome all_failed(std::size_t appends, const std::string& reason, bool may_be_stored) {
  group_outcome outcome;
  outcome.failure = reason;
  outcome.results.assign(appends, append_failed{reason, may_be_stored});
  return outcome;
}

std::unique_ptr<event_writer> make_event_writer(log_file::purpose of, const data_folder& folder,
                                                const sqlite::database& file,
                                                const append_limits& limits) {
  if (of == log_file::purpose::log) return std::make_unique<row_event_writer>(file);
  return std::make_unique<line_event_writer>(folder, file,
                                             limits.max_unindexed_events / flushes_of_an_index);
}

/// Moves what was accepted out of the group, in the order of its positions.
void collect_accepted(std::vector<queued_append>& group, group_outcome& outcome) {
  auto batch = std::make_shared<std::vector<recorded>>();
  batch->reserve(group.size());
  for (std::size_t i = 0; i < group.size(); ++i) {
    const auto* accepted = std::get_if<append_accepted>(&outcome.results[i]);
    if (accepted == nullptr) continue;
    auto position = accepted->first_position;
    for (auto& each : group[i].events)
      batch->emplace_back(position++, std::move(each));
    outcome.accepted_bytes += group[i].record_bytes;
  }
  if (!batch->empty()) outcome.accepted = std::move(batch);
}

} // namespace

log_writer::log_writer(const data_folder& folder, log_file::purpose of, const append_limits& limits)
    : file_{log_file::open_for_writing(folder, of)},
      events_{make_event_writer(of, folder, file_, limits)},
      index_{file_, events_->unindexed(), limits.max_unindexed_events},
      checkpoints_{folder.log()},
      heads_{max_known_heads},
      head_{events_->head()},
      last_position_{head_},
      kept_stream_row_{file_.integer("SELECT max(stream) FROM streams")},
      last_stream_row_{kept_stream_row_} {
  if (of == log_file::purpose::log) mark_.emplace(folder.log_mark());
  file_.count_pages_ahead();
}

log_writer::~log_writer() {
  try {
    events_->make_lasting(head_);
    begin_.run();
    index_.write_all(events_->lasting_head(head_));
    commit_.run();
  } catch (const std::exception&) {
    // It is read from the events again.
  }
}

group_outcome log_writer::commit(std::vector<queued_append>& group, std::string_view note,
                                 const std::function<void()>& beside) {
  group_outcome outcome;
  outcome.results.reserve(group.size());
  try {
    threads::fault_port::pass("commit");
    begin_.run();
    additions added;
    for (const auto& each : group)
      outcome.results.push_back(decide(each, added));
    insert(added);
    index_.write_excess(events_->lasting_head(head_));
    events_->note_end(last_position_, note);
    if (beside) beside();
  } catch (const std::exception& failure) {
    roll_back();
    return all_failed(group.size(), failure.what(), false);
  }
  try {
    commit_.run();
  } catch (const sqlite::error& failure) {
    roll_back();
    // A full disk refuses the write, and then the mark that ends a transaction is not in the file.
    // When flushing fails it may be, and a crash before the next commit would bring it to light.
    return all_failed(group.size(), failure.what(), !failure.is_full());
  }
  head_ = last_position_;
  kept_stream_row_ = last_stream_row_;
  index_.settle();
  collect_accepted(group, outcome);
  if (outcome.accepted && mark_) mark_->raise(head_);
  return outcome;
}

void log_writer::tidy_up() {
  events_->tidy_up(head_);
  checkpoints_.after_commit(file_);
}

append_result log_writer::decide(const queued_append& append, additions& to) {
  const auto& stream = append.events.front().stream;
  auto& head = head_of(stream);
  if (append.events.front().seq != head.last_seq + 1) return append_conflict{head.last_seq};
  if (head.stream_row == 0) {
    head.stream_row = ++last_stream_row_;
    to.streams.push_back({head.stream_row, to_string(stream)});
  }
  const auto first_position = last_position_ + 1;
  for (const auto& record : append.records)
    to.events.push_back({{head.stream_row, ++head.last_seq, ++last_position_}, record});
  return append_accepted{first_position};
}

stream_head& log_writer::head_of(const stream_id& stream) {
  if (auto* known = heads_.find(stream)) return *known;
  const auto name = to_string(stream);
  find_stream_.bind(1, name);
  sqlite::rows found{find_stream_};
  if (!found.next()) return heads_.put(stream, {});
  const auto row = found.integer(0);
  return heads_.put(stream, {row, index_.last_seq_of(row)});
}

void log_writer::insert(const additions& added) {
  using stream = additions::stream;
  add_streams_.insert<stream>(added.streams,
                              [](sqlite::statement& to, int first, const stream& each) {
                                to.bind(first, each.row).bind(first + 1, each.name);
                              });
  events_->add(added.events);
  for (const auto& each : added.events)
    index_.add(each.place);
}

void log_writer::roll_back() noexcept {
  // The heads know of events that are not going to be there.
  heads_.clear();
  index_.roll_back();
  last_position_ = head_;
  last_stream_row_ = kept_stream_row_;
  try {
    if (file_.is_in_transaction()) file_.execute("ROLLBACK");
  } catch (const sqlite::error&) {
    // Then the next BEGIN fails and says why to those whom it concerns.
  }
}

} // namespace switchboard
