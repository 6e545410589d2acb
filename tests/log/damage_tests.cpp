#include "events/log/embedded_log.hpp"
#include "events/log/read_only_log.hpp"
#include "events/log/verify.hpp"
#include "tests/log/child_process.hpp"
#include "tests/log/file_damage.hpp"
#include "tests/log/log_probe.hpp"
#include "tests/log/refusals.hpp"
#include "tests/log/reports.hpp"
#include "tests/log/sample_events.hpp"
#include "tests/log/temporary_folder.hpp"

// A file that is not as the log left it is refused in one line that names it and says what to do,
// at the latest when what is damaged would be read.

namespace switchboard::testing {

namespace {

/// A closed log of so many events.
void fill(const data_folder& folder, std::size_t count) {
  embedded_log log{folder, ignore_report};
  must_append(log, sample_events(one, 1, count));
}

/// A log of 20 events whose process crashed, so that they are in the write-ahead file.
void fill_and_crash(const data_folder& folder) {
  child_process crashing{{LOG_PROCESS, "crash", folder.path().string()}};
  REQUIRE(crashing.line() == "crashed");
  REQUIRE(crashing.wait() == 0);
}

std::filesystem::path write_ahead_file(const data_folder& folder) {
  return folder.log().string() + "-wal";
}

void check_says(const std::string& line, const std::filesystem::path& file, std::string_view what) {
  CAPTURE(line);
  CHECK(line.starts_with(file.string() + ": "));
  CHECK(line.find(what) != std::string::npos);
  CHECK(line.find('\n') == std::string::npos);
}

} // namespace

TEST_CASE("a changed record is refused when it is read, whichever way") {
  const temporary_folder folder;
  fill(folder.data(), 10);
  change_byte_of(folder.data().log(), R"("seq":7)");
  embedded_log log{folder.data(), ignore_report};
  const auto expected = "the event at position 7 does not match its checksum: put the data folder "
                        "back from a backup";
  const auto file = folder.data().log();
  check_says(refusal_of([&] { log.read_all(1, no_limit); }), file, expected);
  check_says(refusal_of([&] { log.read_stream(one, 7, 1); }), file, expected);
  check_says(refusal_of([&] { verify(log); }), file, expected);
  CHECK(log.read_all(1, 6).size() == 6);
  CHECK(log.read_all(8, no_limit).size() == 3);
}

TEST_CASE("a follower stops at a changed record and says so") {
  const temporary_folder folder;
  fill(folder.data(), 300);
  change_byte_of(folder.data().log(), R"("seq":270)");
  gathering followed;
  std::promise<std::string> reported;
  embedded_log log{folder.data(), [&](const std::string& line) { reported.set_value(line); }};
  const auto subscription = log.follow(1, followed.sink());
  CHECK(awaited(reported.get_future()).find("position 270") != std::string::npos);
  CHECK(followed.positions() == all_from_to(1, 256));
}

TEST_CASE("records that changed places are refused") {
  const temporary_folder folder;
  fill(folder.data(), 10);
  sqlite::database{folder.data().log(), sqlite::open_mode::write}.execute(
      "UPDATE events SET record = (SELECT record FROM events WHERE position = 4), "
      "checksum = (SELECT checksum FROM events WHERE position = 4) WHERE position = 3");
  embedded_log log{folder.data(), ignore_report};
  check_says(refusal_of([&] { log.read_all(1, no_limit); }), folder.data().log(),
             "the event at position 3 does not match its checksum");
}

TEST_CASE("events that were taken out are noticed") {
  const temporary_folder folder;
  fill(folder.data(), 10);
  const auto file = folder.data().log();
  sqlite::database changed{file, sqlite::open_mode::write};
  SUBCASE("of the index") {
    changed.execute("DELETE FROM places WHERE position = 5");
    check_says(refusal_to_open(folder.data()), file,
               "has 9 events although the last is at position 10");
  }
  SUBCASE("at the end") {
    changed.execute("DELETE FROM events WHERE position = 10");
    check_says(refusal_to_open(folder.data()), file,
               "ends at position 9 although it once reached 10");
    check_says(refusal_of([&] {
                 read_only_log{folder.data(), ignore_report};
               }),
               file, "ends at position 9 although it once reached 10");
  }
}

TEST_CASE("events that are taken out of an open log are noticed when it is read") {
  const temporary_folder folder;
  embedded_log log{folder.data(), ignore_report};
  must_append(log, sample_events(one, 1, 10));
  const auto file = folder.data().log();
  sqlite::database changed{file, sqlite::open_mode::write};
  SUBCASE("amidst the others") {
    changed.execute("DELETE FROM events WHERE position = 5");
    check_says(refusal_of([&] { log.read_all(1, no_limit); }), file, "no event at position 5");
    check_says(refusal_of([&] { log.read_stream(one, 1, no_limit); }), file,
               "no event at position 5");
  }
  SUBCASE("at the end") {
    changed.execute("DELETE FROM events WHERE position = 10");
    check_says(refusal_of([&] { log.read_all(1, no_limit); }), file, "no event at position 10");
  }
}

TEST_CASE("a file that was cut off is refused") {
  const temporary_folder folder;
  fill(folder.data(), 200);
  const auto file = folder.data().log();
  const auto size = std::filesystem::file_size(file);
  SUBCASE("to half of it") { std::filesystem::resize_file(file, size / 2); }
  SUBCASE("by one page") { std::filesystem::resize_file(file, size - 4'096); }
  SUBCASE("to its first bytes") { std::filesystem::resize_file(file, 50); }
  SUBCASE("to nothing") { std::filesystem::resize_file(file, 0); }
  check_says(refusal_to_open(folder.data()), file, "put the data folder back from a backup");
}

TEST_CASE("a file that is not a log is refused and left as it is") {
  const temporary_folder folder;
  const auto file = folder.data().log();
  std::string expected;
  SUBCASE("no database at all") {
    std::ofstream{file} << std::string(5'000, 'x');
    expected = "file is not a database";
  }
  SUBCASE("the database of another program") {
    sqlite::database{file, sqlite::open_mode::create}.execute("CREATE TABLE notes (text)");
    expected = "is not the log of a switchboard";
  }
  SUBCASE("of a newer version") {
    fill(folder.data(), 1);
    sqlite::database{file, sqlite::open_mode::write}.execute("PRAGMA user_version = 3");
    expected = "is of version 3, and this switchboard reads versions up to 2: use a newer";
  }
  const auto before = content_of(file);
  check_says(refusal_to_open(folder.data()), file, expected);
  check_says(refusal_of([&] { read_only_log{folder.data(), ignore_report}; }), file, expected);
  CHECK(content_of(file) == before);
}

TEST_CASE("after a crash everything is there") {
  const temporary_folder folder;
  fill_and_crash(folder.data());
  REQUIRE(std::filesystem::file_size(write_ahead_file(folder.data())) > 0);
  CHECK(verify(read_only_log{folder.data(), ignore_report}).events == 20);
  CHECK(verify(embedded_log{folder.data(), ignore_report}).events == 20);
}

TEST_CASE("what a damaged write-ahead file lost is noticed") {
  const temporary_folder folder;
  fill_and_crash(folder.data());
  const auto pending = write_ahead_file(folder.data());
  SUBCASE("a bit in its middle changed") {
    change_byte(pending, std::filesystem::file_size(pending) / 2);
  }
  SUBCASE("cut off") {
    std::filesystem::resize_file(pending, std::filesystem::file_size(pending) * 3 / 4);
  }
  const auto line = refusal_to_open(folder.data());
  check_says(line, folder.data().log(), "although it once reached 20");
  CHECK(line.find(folder.data().log_mark().string()) != std::string::npos);

  // What the line offers: giving up what is lost.
  std::filesystem::remove(folder.data().log_mark());
  embedded_log log{folder.data(), ignore_report};
  const auto left = verify(log).events;
  CHECK(left < 20);
  CHECK(must_append(log, sample_events(one, left + 1)) == left + 1);
}

TEST_CASE("reading where there is no log is refused, and makes none") {
  const temporary_folder folder;
  const auto line = refusal_of([&] { read_only_log{folder.data(), ignore_report}; });
  check_says(line, folder.data().log(), "there is no log");
  CHECK(std::filesystem::is_empty(folder.path()));
}

} // namespace switchboard::testing
