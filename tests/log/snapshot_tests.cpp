#include "events/log/embedded_snapshots.hpp"
#include "events/log/memory_snapshots.hpp"
#include "tests/log/file_damage.hpp"
#include "tests/log/reports.hpp"
#include "tests/log/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <mutex>

// What every store of snapshots promises, and what becomes of a damaged one.

namespace switchboard::testing {

namespace {

constexpr auto any_head = std::numeric_limits<std::uint64_t>::max();
const auto alice = stream_of(user_id{"alice"});
const auto bob = stream_of(user_id{"bob"});

struct in_memory_store {
  memory_snapshots store;
};

struct embedded_store {
  temporary_folder folder;
  embedded_snapshots store{folder.data(), any_head, fail_on_report};
};

/// Keeps what is reported; one that is opened and closed has reported all it had to.
class reports {
public:
  report_line line() {
    return [this](const std::string& line) {
      const std::lock_guard lock{mutex_};
      lines_.push_back(line);
    };
  }
  std::size_t count() const {
    const std::lock_guard lock{mutex_};
    return lines_.size();
  }

private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

void fill(const data_folder& folder) {
  embedded_snapshots store{folder, any_head, fail_on_report};
  store.save(alice, {7, 70, "v1", R"({"name":"alice"})"});
  store.save_checkpoint("up to 70");
}

/// Opens a store that has to begin anew, and sees it work.
void check_begun_anew(const data_folder& folder, std::uint64_t log_head) {
  reports reported;
  {
    embedded_snapshots store{folder, log_head, reported.line()};
    CHECK_FALSE(store.load(alice));
    CHECK_FALSE(store.load_checkpoint());
    store.save(bob, {1, 2, "v1", "{}"});
  }
  CHECK(reported.count() == 1);
  embedded_snapshots again{folder, any_head, fail_on_report};
  CHECK(again.load(bob));
}

} // namespace

TEST_CASE_TEMPLATE("the newest snapshot of a stream is loaded", Form, in_memory_store,
                   embedded_store) {
  Form form;
  CHECK_FALSE(form.store.load(alice));
  CHECK_FALSE(form.store.load_checkpoint());
  for (std::uint64_t seq = 1; seq <= 100; ++seq) {
    form.store.save(alice, {seq, 10 * seq, "v1", std::to_string(seq)});
    form.store.save_checkpoint("up to " + std::to_string(seq));
    const auto loaded = form.store.load(alice);
    REQUIRE(loaded);
    CHECK(loaded->seq == seq);
    CHECK(loaded->position == 10 * seq);
    CHECK(loaded->form == "v1");
    CHECK(loaded->state == std::to_string(seq));
    CHECK(form.store.load_checkpoint() == "up to " + std::to_string(seq));
  }
  CHECK_FALSE(form.store.load(bob));
}

TEST_CASE("snapshots are there after opening again") {
  const temporary_folder folder;
  fill(folder.data());
  embedded_snapshots store{folder.data(), any_head, fail_on_report};
  const auto loaded = store.load(alice);
  REQUIRE(loaded);
  CHECK(loaded->seq == 7);
  CHECK(loaded->position == 70);
  CHECK(loaded->form == "v1");
  CHECK(loaded->state == R"({"name":"alice"})");
  CHECK(store.load_checkpoint() == "up to 70");
}

TEST_CASE("a damaged snapshot reads as absent, and the others as they are") {
  const temporary_folder folder;
  fill(folder.data());
  change_byte_of(folder.data().snapshots(), R"({"name":"alice"})");
  embedded_snapshots store{folder.data(), any_head, fail_on_report};
  CHECK_FALSE(store.load(alice));
  CHECK(store.load_checkpoint() == "up to 70");
}

TEST_CASE("a file of snapshots that cannot be used is reported and begun anew") {
  const temporary_folder folder;
  fill(folder.data());
  SUBCASE("damaged") { overwrite(folder.data().snapshots(), 0, "this is no database"); }
  SUBCASE("cut off") { std::filesystem::resize_file(folder.data().snapshots(), 5'000); }
  SUBCASE("of another version") {
    sqlite::database{folder.data().snapshots(), sqlite::open_mode::write}.execute(
        "PRAGMA user_version = 99");
  }
  check_begun_anew(folder.data(), any_head);
}

TEST_CASE("snapshots that are ahead of their log are begun anew") {
  const temporary_folder folder;
  fill(folder.data());
  check_begun_anew(folder.data(), 69);
}

} // namespace switchboard::testing
