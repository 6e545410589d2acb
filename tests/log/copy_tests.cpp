#include "events/codec.hpp"
#include "events/log/line_event_writer.hpp"
#include "events/log/line_files.hpp"
#include "events/log/log_reader.hpp"
#include "events/log/stored_log.hpp"
#include "tests/log/file_damage.hpp"
#include "tests/log/file_size_limit.hpp"
#include "tests/log/log_probe.hpp"
#include "tests/log/refusals.hpp"
#include "tests/log/reports.hpp"
#include "tests/log/sample_events.hpp"
#include "tests/log/temporary_folder.hpp"

#include <cstring>
#include <map>
#include <random>

// A copy's events lie in files that no commit flushes: whatever a power cut takes from their end,
// the copy goes on from a commit before that, with the note of that commit.

namespace switchboard::testing {

namespace {

constexpr std::size_t few_unindexed = 40;
constexpr std::uint64_t stream_count = 9;
constexpr std::size_t bytes_of_slot = 32;

append_limits limits_of_a_small_copy() {
  append_limits limits;
  limits.max_unindexed_events = few_unindexed;
  return limits;
}

queued_append append_of(std::vector<envelope> events) {
  queued_append append;
  for (const auto& each : events)
    append.records.push_back(encode(each));
  append.events = std::move(events);
  return append;
}

/// A copy whose streams grow at random, and whose commits note how far they reach.
class growing_copy {
public:
  explicit growing_copy(const data_folder& folder)
      : log_{folder, log_file::purpose::replica, fail_on_report, limits_of_a_small_copy()} {
    for (const auto& each : everything())
      lengths_[each.entry.stream] = each.entry.seq;
  }

  void commit_some() {
    std::vector<queued_append> group;
    auto head = log_.head();
    for (auto left = draw(6); left > 0; --left) {
      const auto stream = sample_stream(1 + draw(stream_count));
      const auto count = 1 + draw(3);
      group.push_back(append_of(sample_events(stream, lengths_[stream] + 1, count)));
      lengths_[stream] += count;
      head += count;
    }
    REQUIRE(log_.commit(group, std::to_string(head)).failure.empty());
    REQUIRE(log_.head() == head);
    log_.tidy_up();
  }

  /// Reads all of it, by position and by stream, also as one beside its process would.
  void check(const data_folder& folder) const {
    const log_reader beside{folder};
    REQUIRE(beside.head() == log_.head());
    std::map<stream_id, std::vector<std::uint64_t>> positions;
    for (const auto& each : everything()) {
      auto& of_stream = positions[each.entry.stream];
      of_stream.push_back(each.position);
      REQUIRE(each.entry.seq == of_stream.size());
    }
    for (const auto& [stream, length] : lengths_)
      for (const auto* reader : {&log_.reader(), &beside}) {
        std::vector<std::uint64_t> read;
        for (const auto& each : reader->read_stream(stream, 1, no_limit))
          read.push_back(each.position);
        REQUIRE(read == positions[stream]);
        REQUIRE(reader->seq_at(stream, log_.head()) == length);
      }
  }

  std::uint64_t head() const { return log_.head(); }
  std::string note() const { return last_note_in(log_.file()); }

private:
  std::uint64_t draw(std::uint64_t choices) { return random_() % choices; }
  std::vector<recorded> everything() const {
    return log_.reader().read_all(1, no_limit, log_.head());
  }

  std::mt19937_64 random_{11}; // The same streams in each run.
  stored_log log_;
  std::map<stream_id, std::uint64_t> lengths_;
};

/// What the end of the process at this moment would leave behind.
void copy_all_files(const data_folder& from, const data_folder& to) {
  const auto write_ahead = from.log().string() + "-wal";
  for (const auto& file : {from.log(), {write_ahead}, from.log_lines(), from.log_slots()})
    std::filesystem::copy_file(file, to.path() / file.filename(),
                               std::filesystem::copy_options::overwrite_existing);
}

/// Where the line of the event at this position ends.
std::uint64_t end_of_line(const data_folder& folder, std::uint64_t position) {
  std::uint64_t end = 0;
  if (position > 0)
    std::memcpy(&end, content_of(folder.log_slots()).data() + (position - 1) * bytes_of_slot,
                sizeof end);
  return end;
}

/// A copy that was killed while it wrote, and up to where it had been flushed.
struct killed_copy {
  killed_copy() {
    const temporary_folder living;
    growing_copy copy{living.data()};
    for (int i = 0; i < 200; ++i)
      copy.commit_some();
    head = copy.head();
    copy_all_files(living.data(), folder.data());
    // To be looked into; SQLite would tidy up what is to be opened later.
    const temporary_folder another;
    copy_all_files(living.data(), another.data());
    const sqlite::database file{another.data().log(), sqlite::open_mode::write};
    flushed = static_cast<std::uint64_t>(file.integer("SELECT min(head) FROM commits"));
    REQUIRE(flushed < head);
  }

  temporary_folder folder;
  std::uint64_t head = 0;
  std::uint64_t flushed = 0;
};

void check_goes_on(const data_folder& folder, const killed_copy& before) {
  growing_copy copy{folder};
  REQUIRE(copy.head() >= before.flushed);
  REQUIRE(copy.head() <= before.head);
  REQUIRE(copy.note() == std::to_string(copy.head()));
  copy.check(folder);
  for (int i = 0; i < 20; ++i)
    copy.commit_some();
  copy.check(folder);
}

} // namespace

TEST_CASE("a copy reads as it was written, while it grows and when it is opened again") {
  const temporary_folder folder;
  std::uint64_t head = 0;
  {
    growing_copy copy{folder.data()};
    for (int i = 0; i < 300; ++i) {
      copy.commit_some();
      if (i % 10 == 0) copy.check(folder.data());
    }
    head = copy.head();
  }
  growing_copy again{folder.data()};
  CHECK(again.head() == head);
  CHECK(again.note() == std::to_string(head));
  again.check(folder.data());
}

TEST_CASE("a copy whose process was killed lacks nothing") {
  const killed_copy killed;
  check_goes_on(killed.folder.data(), killed);
}

TEST_CASE("a copy whose end was lost goes on from a commit before that") {
  const killed_copy killed;
  const auto from = end_of_line(killed.folder.data(), killed.flushed);
  const auto until = end_of_line(killed.folder.data(), killed.head);
  for (auto kept = from; kept < until; kept += 709) {
    CAPTURE(kept);
    const temporary_folder cut;
    copy_all_files(killed.folder.data(), cut.data());
    std::filesystem::resize_file(cut.data().log_lines(), kept);
    check_goes_on(cut.data(), killed);
    // As long as it was, but never written.
    copy_all_files(killed.folder.data(), cut.data());
    std::filesystem::resize_file(cut.data().log_lines(), kept);
    std::filesystem::resize_file(cut.data().log_lines(), until);
    check_goes_on(cut.data(), killed);
  }
  for (auto kept = killed.flushed * bytes_of_slot; kept < killed.head * bytes_of_slot; kept += 71) {
    CAPTURE(kept);
    const temporary_folder cut;
    copy_all_files(killed.folder.data(), cut.data());
    std::filesystem::resize_file(cut.data().log_slots(), kept);
    std::filesystem::resize_file(cut.data().log_slots(), killed.head * bytes_of_slot);
    check_goes_on(cut.data(), killed);
  }
}

TEST_CASE("a copy that lacks what was flushed is refused in one line") {
  const killed_copy killed;
  const auto data = killed.folder.data();
  SUBCASE("when it was killed") {
    std::filesystem::resize_file(data.log_lines(), end_of_line(data, killed.flushed) / 2);
  }
  SUBCASE("when it was closed, which flushes all of it") {
    { growing_copy closed{data}; }
    std::filesystem::resize_file(data.log_lines(), end_of_line(data, killed.head) - 1);
  }
  const auto line = refusal_of([&] {
    stored_log{data, log_file::purpose::replica, fail_on_report};
  });
  CHECK(line.starts_with(data.log().string() + ": damaged: its events end at position "));
  CHECK(line == refusal_of([&] { stored_log{data, log_file::purpose::replica, fail_on_report}; }));
  CHECK(
      line.ends_with(": delete log.*, snapshots.db* and the read models from its folder, which are "
                     "filled again from Kafka"));
}

TEST_CASE("an event of a copy that was changed is refused when it is read") {
  const temporary_folder folder;
  {
    growing_copy copy{folder.data()};
    for (int i = 0; i < 50; ++i)
      copy.commit_some();
  }
  change_byte(folder.data().log_lines(), end_of_line(folder.data(), 5) + 20);
  const log_reader reader{folder.data()};
  CHECK(reader.read_all(1, 5, 5).size() == 5);
  CHECK(refusal_of([&] { reader.read_all(1, no_limit, 6); })
        == folder.data().log_lines().string()
               + ": damaged: the event at position 6 is not there as it was written: delete log.*, "
                 "snapshots.db* and the read models from its folder, which are filled again from "
                 "Kafka");
}

TEST_CASE("a copy of an earlier version is refused in one line") {
  const temporary_folder folder;
  { stored_log{folder.data(), log_file::purpose::replica, fail_on_report}; }
  sqlite::database{folder.data().log(), sqlite::open_mode::write}.execute(
      "PRAGMA user_version = 2");
  CHECK(refusal_of([&] {
          stored_log{folder.data(), log_file::purpose::replica, fail_on_report};
        })
        == folder.data().log().string()
               + ": is of version 2 of a copy, and this switchboard makes version 3: delete log.*, "
                 "snapshots.db* and the read models from its folder, which are filled again from "
                 "Kafka");
}

TEST_CASE("a disk that refuses a copy's events fails the commit, and harms nothing") {
  const temporary_folder folder;
  stored_log log{folder.data(), log_file::purpose::replica, fail_on_report};
  const std::string text(50'000, 'x');
  std::uint64_t accepted = 0;
  {
    const file_size_limit used_up{500'000};
    for (;; ++accepted) {
      std::vector group{append_of(sample_events(one, accepted + 1, 1, text))};
      const auto outcome = log.commit(group, "note");
      if (outcome.failure.empty()) continue;
      CHECK(outcome.failure
            == folder.data().log_lines().string()
                   + ": cannot be written: File too large: check that its disk works and that this "
                     "user may write there");
      break;
    }
  }
  REQUIRE(accepted > 3);
  std::vector group{append_of(sample_events(one, accepted + 1, 1, text))};
  CHECK(log.commit(group, "note").failure.empty());
  CHECK(log.reader().read_all(1, no_limit, accepted + 1).size() == accepted + 1);
}

} // namespace switchboard::testing
