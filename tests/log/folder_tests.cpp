#include "events/log/embedded_log.hpp"
#include "events/log/read_only_log.hpp"
#include "events/log/storage.hpp"
#include "events/log/verify.hpp"
#include "tests/log/child_process.hpp"
#include "tests/log/file_size_limit.hpp"
#include "tests/log/log_probe.hpp"
#include "tests/log/refusals.hpp"
#include "tests/log/reports.hpp"
#include "tests/log/sample_events.hpp"
#include "tests/log/temporary_folder.hpp"

#include <fstream>

// What the folder and the disk under it may do to a log.

namespace switchboard::testing {

TEST_CASE("a folder that is missing is made") {
  const temporary_folder folder;
  const data_folder missing{folder.path() / "not" / "yet" / "there"};
  embedded_log log{missing, ignore_report};
  CHECK(must_append(log, sample_events(one, 1)) == 1);
}

TEST_CASE("a second log of the same folder is refused in one line") {
  const temporary_folder folder;
  SUBCASE("in the same process") {
    const embedded_log log{folder.data(), ignore_report};
    CHECK(refusal_to_open(folder.data())
          == folder.data().lock().string() + ": process " + std::to_string(::getpid())
                 + " already writes in this data folder: stop it, or choose another data folder");
  }
  SUBCASE("in another process") {
    child_process holding{{LOG_PROCESS, "hold", folder.path().string()}};
    REQUIRE(holding.line() == "open");
    CHECK(refusal_to_open(folder.data())
          == folder.data().lock().string() + ": process " + std::to_string(holding.id())
                 + " already writes in this data folder: stop it, or choose another data folder");
    CHECK(read_only_log{folder.data(), ignore_report}.head() == 0);
    holding.kill();
  }
  // It is free again, however its holder ended.
  embedded_log log{folder.data(), ignore_report};
  CHECK(must_append(log, sample_events(one, 1)) == 1);
}

TEST_CASE("a folder that cannot be made or written is refused in one line") {
  const temporary_folder folder;
  const data_folder beneath_a_file{folder.path() / "file" / "data"};
  std::ofstream{folder.path() / "file"} << "not a folder";
  CHECK(refusal_to_open(beneath_a_file)
        == beneath_a_file.path().string()
               + ": cannot be made or written: Not a directory: make it writable for this user, or "
                 "choose another data folder");
}

TEST_CASE("a read-only folder is refused for writing and can be read") {
  const temporary_folder folder;
  const data_folder data{folder.path() / "data"};
  {
    embedded_log log{data, ignore_report};
    must_append(log, sample_events(one, 1, 3));
  }
  std::filesystem::permissions(data.path(), std::filesystem::perms{0555});
  for (const auto& each : {data.lock(), data.log(), data.log_mark()})
    std::filesystem::permissions(each, std::filesystem::perms{0444});
  // Nobody forbids root anything, so the process asks as a user who owns nothing.
  const std::vector<std::string> as_nobody{"setpriv", "--reuid", "65534", "--clear-groups"};
  const auto run = [&](const std::string& verb) {
    auto command = ::geteuid() == 0 ? as_nobody : std::vector<std::string>{};
    command.insert(command.end(), {LOG_PROCESS, verb, data.path().string()});
    child_process asking{command};
    return asking.line();
  };
  CHECK(run("hold")
        == data.lock().string()
               + ": cannot be made or written: Permission denied: make it writable for this user, "
                 "or choose another data folder");
  CHECK(run("verify") == "3 events");
  std::filesystem::permissions(data.path(), std::filesystem::perms{0755});
}

TEST_CASE("a disk that refuses to write fails appends with a reason and harms nothing") {
  const temporary_folder folder;
  const std::string text(5'000, 'x');
  std::uint64_t accepted = 0;
  {
    embedded_log log{folder.data(), ignore_report};
    {
      const file_size_limit used_up{500'000};
      append_result result;
      for (;; ++accepted) {
        result = append_and_wait(log, sample_events(one, accepted + 1, 1, text));
        if (!std::holds_alternative<append_accepted>(result)) break;
      }
      REQUIRE(std::holds_alternative<append_failed>(result));
      CAPTURE(std::get<append_failed>(result).reason);
      CHECK(std::get<append_failed>(result).reason.starts_with(folder.data().log().string()));
      CHECK(std::get<append_failed>(result).reason.ends_with(
          ": check that its disk works and that there is room for this user"));
      CHECK(log.head() == accepted);
      CHECK(verify(log).events == accepted);
    }
    REQUIRE(accepted > 10);
    for (int i = 0; i < 200; ++i)
      must_append(log, sample_events(one, ++accepted, 1, text));
  }
  CHECK(verify(embedded_log{folder.data(), ignore_report}).events == accepted);
}

TEST_CASE("a full disk fails appends with a reason and harms nothing; with room they go on") {
  const temporary_folder folder;
  const auto place = folder.path().string();
  const auto mount = "mount -t tmpfs -o size=1m tmpfs " + place;
  child_process trying{{"unshare", "-rm", "sh", "-c", mount}};
  if (trying.wait() != 0) {
    MESSAGE("not tested: this system lets nobody mount a small disk");
    return;
  }
  child_process filling{
      {"unshare", "-rm", "sh", "-c", mount + " && exec " LOG_PROCESS " fill " + place + "/data"}};
  CHECK(filling.line()
        == place + "/data/log.db: database or disk is full: free some space on its disk");
  CHECK(filling.wait() == 0);
}

TEST_CASE("a server's storage keeps its log and its snapshots in one folder") {
  const temporary_folder folder;
  {
    auto opened = open_storage(folder.data(), ignore_report);
    must_append(*opened.log, sample_events(one, 1, 2));
    opened.snapshots->save(one, {2, 2, "v1", "{}"});
  }
  const auto opened = open_storage(folder.data(), ignore_report);
  CHECK(opened.log->head() == 2);
  CHECK(opened.snapshots->load(one)->seq == 2);
  CHECK(open_log_for_reading(folder.data(), ignore_report)->head() == 2);
}

} // namespace switchboard::testing
