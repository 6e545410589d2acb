#include "events/log/line_event_writer.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>

namespace switchboard {

namespace {

/// When the disk is so slow that so many flushes' events gather, the writer waits for it: what is
/// not flushed is in memory too.
constexpr std::uint64_t too_many_flushes = 8;

std::uint64_t position_in(const sqlite::database& file, const char* sql) {
  return static_cast<std::uint64_t>(file.integer(sql));
}

std::optional<std::uint64_t> last_commit_up_to(const sqlite::database& file,
                                               std::uint64_t position) {
  sqlite::statement find{file, "SELECT max(head) FROM commits WHERE head <= ?"};
  find.bind(1, sqlite::as_integer(position));
  sqlite::rows row{find};
  if (!row.next() || row.is_null(0)) return std::nullopt;
  return static_cast<std::uint64_t>(row.integer(0));
}

} // namespace

line_event_writer::line_event_writer(const data_folder& folder, const sqlite::database& file,
                                     std::size_t events_of_a_flush)
    : file_{file},
      events_of_a_flush_{events_of_a_flush},
      lines_{folder, plain_file::access::write},
      opened_head_{go_back_to_what_is_whole()},
      flusher_{lines_, opened_head_},
      add_commit_{file, "INSERT OR REPLACE INTO commits VALUES (?, ?)"},
      forget_commits_{file, "DELETE FROM commits WHERE head NOT IN (?, ?, ?)"} {}

std::uint64_t line_event_writer::go_back_to_what_is_whole() {
  const auto indexed = position_in(file_, "SELECT position FROM indexed");
  const auto newest = position_in(file_, "SELECT max(head) FROM commits");
  const auto whole = lines_.whole_until(std::max<std::uint64_t>(indexed, 1), newest);
  const auto head = last_commit_up_to(file_, whole);
  // The oldest of them was flushed, and the index has nothing behind it: so this is no power cut.
  if (!head || *head < indexed)
    line_files::fail_as_damaged(file_.file(), "its events end at position " + std::to_string(whole)
                                                  + " although it once reached "
                                                  + std::to_string(newest));
  sqlite::statement{file_, "DELETE FROM commits WHERE head > ?"}
      .bind(1, sqlite::as_integer(*head))
      .run();
  lines_.cut_behind(*head);
  return *head;
}

std::vector<placed_event> line_event_writer::unindexed() const {
  auto places = lines_.places(position_in(file_, "SELECT position FROM indexed") + 1, opened_head_);
  // What the index has of a stream is its beginning.
  std::unordered_map<std::int64_t, std::uint64_t> indexed_seqs;
  sqlite::statement find{file_, "SELECT max(seq) FROM places WHERE stream = ?"};
  std::erase_if(places, [&](const placed_event& each) {
    const auto [found, is_new] = indexed_seqs.try_emplace(each.stream_row, 0);
    if (is_new) {
      find.bind(1, each.stream_row);
      sqlite::rows row{find};
      if (row.next()) found->second = static_cast<std::uint64_t>(row.integer(0));
    }
    return each.seq <= found->second;
  });
  const auto count = position_in(file_, "SELECT count(*) FROM places") + places.size();
  if (count != opened_head_)
    line_files::fail_as_damaged(file_.file(), "its index has " + std::to_string(count)
                                                  + " events although there are "
                                                  + std::to_string(opened_head_));
  return places;
}

void line_event_writer::add(std::span<const stored_event> events) {
  flusher_.check();
  lines_.write(events);
}

void line_event_writer::note_end(std::uint64_t head, std::string_view note) {
  add_commit_.bind(1, sqlite::as_integer(head)).bind_bytes(2, note).run();
  forget_commits_.bind(1, sqlite::as_integer(flusher_.flushed()))
      .bind(2, sqlite::as_integer(flusher_.asked()))
      .bind(3, sqlite::as_integer(head))
      .run();
}

std::uint64_t line_event_writer::lasting_head(std::uint64_t) const { return flusher_.flushed(); }

void line_event_writer::tidy_up(std::uint64_t head) {
  const auto behind = head - flusher_.flushed();
  if (behind < events_of_a_flush_) return;
  flusher_.ask(head);
  if (behind >= too_many_flushes * events_of_a_flush_) flusher_.wait();
}

void line_event_writer::make_lasting(std::uint64_t head) {
  flusher_.wait();
  flusher_.ask(head);
  flusher_.wait();
  const auto flushed = sqlite::as_integer(flusher_.flushed());
  forget_commits_.bind(1, flushed).bind(2, flushed).bind(3, sqlite::as_integer(head)).run();
}

std::string last_note_in(const sqlite::database& file) {
  sqlite::statement find{file, "SELECT note FROM commits ORDER BY head DESC LIMIT 1"};
  sqlite::rows row{find};
  return row.next() ? std::string{row.bytes(0)} : std::string{};
}

} // namespace switchboard
