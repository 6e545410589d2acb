#include "projections/projection_file.hpp"
#include "tests/projections/model_world.hpp"
#include "tests/projections/row_dump.hpp"

#include <filesystem>
#include <fstream>

using namespace switchboard;
using namespace switchboard::projections;
using testing::dump_of;
using testing::model_world;
using testing::told_events;

namespace {

/// Some of everything, in an order in which later events change the rows of earlier ones.
std::vector<recorded> a_day() {
  told_events told;
  const user_id alice{"alice"};
  const user_id bob{"bob"};
  const auto direct = direct_room(alice, bob);
  told.user("alice", user::registered{"uuid-1", "a@example.org", "Alice", role::user});
  told.user("alice", user::device_connected{{"c-1"}, "n1", "i1", "phone"});
  told.room(direct, room::created{room_kind::direct, {alice, bob}, {}, {}});
  told.room(direct, room::message_posted{message_in(direct, 2),
                                         alice,
                                         bob,
                                         message_type::system,
                                         "Audio call",
                                         {R"({"call_invitation":{"status":"pending"}})"}});
  const auto call = call_in(direct, 3);
  told.room(
      direct,
      room::call_invited{
          call, message_in(direct, 2), alice, {}, call_type::audio, {bob}, told.now() + 60'000});
  told.user("alice", user::call_entered{call, {}});
  told.room(direct, room::call_accepted{call, bob, {}});
  told.room(direct, room::participant_joined{call, bob, {"c-2"}, {}});
  told.room(direct, room::security_reported{call, alice, bob, 0.1, 0.3, risk_status::safe, {}});
  told.wait(1'234);
  told.room(direct, room::call_ended{
                        call, end_reason::completed, bob, {alice, bob}, told_events::begin, 1'234});
  told.user("alice", user::call_exited{call, {}});
  told.queue("default", queue::customer_waiting{{"call_c"}, "Cem", {}, 0, {}, told.now(), 1, {}});
  told.queue("default", queue::agent_ready{{"call_a"}, "Ann", {}, 0, {}, {}});
  told.queue("default", queue::offer_made{
                            {"default~3"}, {"call_c"}, "Cem", {{"call_a"}}, told.now() + 20'000});
  told.queue("default", queue::offer_accepted{{"default~3"}, {"call_a"}, {}});
  told.queue("default",
             queue::matched{queue_room({"default"}, 5), {"call_c"}, "Cem", {"call_a"}, "Ann", 10});
  told.user("alice", user::device_disconnected{{"c-1"}, disconnect_reason::closed, {}});
  return told.all();
}

accepted_batch batch_of(std::span<const recorded> events) {
  return std::make_shared<const std::vector<recorded>>(events.begin(), events.end());
}

void apply(projection_file& file, std::span<const recorded> events) {
  const auto batch = batch_of(events);
  file.apply({&batch, 1});
}

/// What would be there if the process ended at this moment.
void copy_as_after_a_crash(const std::filesystem::path& from, const std::filesystem::path& to) {
  for (const auto* suffix : {"", "-wal"})
    std::filesystem::copy_file(from.string() + suffix, to.string() + suffix,
                               std::filesystem::copy_options::overwrite_existing);
}

void change_file(const std::filesystem::path& file, const char* sql) {
  sqlite::database{file, sqlite::open_mode::write}.execute(sql);
}

void overwrite(const std::filesystem::path& file, std::size_t at, const std::string& with) {
  std::fstream bytes{file, std::ios::in | std::ios::out | std::ios::binary};
  bytes.seekp(static_cast<std::streamoff>(at));
  bytes << with;
}

/// A world whose models have seen a day and went.
struct world_after_a_day : model_world {
  world_after_a_day() {
    append(a_day());
    models();
    stop();
  }
};

void check_is_made_anew(model_world& world, const std::string& reason) {
  world.models();
  world.stop();
  REQUIRE(world.reports().size() == 1);
  CHECK(world.reports().front()
        == world.file().string() + ": " + reason + ": it is made anew from the log");
  CHECK(dump_of(world.file()) == dump_of(a_day()));
  CHECK_FALSE(std::filesystem::exists(world.file().string() + ".new"));
}

} // namespace

TEST_CASE("a file that was followed live holds the rows of a fold in memory") {
  model_world world;
  world.start();
  world.append(a_day());
  world.models();
  world.stop();
  CHECK(dump_of(world.file()) == dump_of(a_day()));
  CHECK(world.reports().empty());
}

TEST_CASE("a file holds the same rows however often the process crashed while it was made") {
  const auto events = a_day();
  testing::temporary_folder folder;
  const auto file = folder.path() / "projections.db";
  const auto crashed = folder.path() / "crashed.db";
  projection_file::make(crashed, projection_file::use::serving);
  for (const auto& each : events) {
    {
      const auto open = projection_file::open(crashed);
      CHECK(open->reached().position == each.position - 1);
      apply(*open, {&each, 1});
      copy_as_after_a_crash(crashed, file);
    }
    copy_as_after_a_crash(file, crashed);
  }
  CHECK(dump_of(crashed) == dump_of(events));
}

TEST_CASE("a transaction that fails leaves file and memory as they were") {
  const auto events = a_day();
  testing::temporary_folder folder;
  const auto path = folder.path() / "projections.db";
  const auto file = projection_file::make(path, projection_file::use::serving);
  apply(*file, std::span{events}.first(5));
  change_file(path, "CREATE TRIGGER fails BEFORE UPDATE ON checkpoint "
                    "BEGIN SELECT raise(ABORT, 'no'); END");
  CHECK_THROWS_AS(apply(*file, std::span{events}.subspan(5)), sqlite::error);
  CHECK(file->reached().position == 5);
  CHECK(dump_of(path) == dump_of(std::span{events}.first(5)));
  change_file(path, "DROP TRIGGER fails");
  apply(*file, std::span{events}.subspan(5));
  CHECK(dump_of(path) == dump_of(events));
}

TEST_CASE("a file that was built holds the rows of one that was served") {
  const auto events = a_day();
  testing::temporary_folder folder;
  const auto path = folder.path() / "built.db";
  {
    const auto file = projection_file::make(path, projection_file::use::building);
    apply(*file, std::span{events}.first(7));
    apply(*file, std::span{events}.subspan(7));
    file->seal();
  }
  CHECK(dump_of(path) == dump_of(events));
  CHECK(projection_file::open(path)->reached().position == events.size());
}

TEST_CASE("models go on where they were") {
  world_after_a_day world;
  const auto written = std::filesystem::last_write_time(world.file());
  world.start();
  CHECK(world.models().position() == world.log.head());
  world.stop();
  CHECK(world.reports().empty());
  CHECK(std::filesystem::last_write_time(world.file()) == written);
}

TEST_CASE("a file that is deleted is made again") {
  world_after_a_day world;
  std::filesystem::remove(world.file());
  world.models();
  world.stop();
  CHECK(dump_of(world.file()) == dump_of(a_day()));
  CHECK(world.reports().empty());
}

TEST_CASE("a file of an earlier version serves until it is made anew") {
  world_after_a_day world;
  change_file(world.file(), "UPDATE projections SET version = 0 WHERE name = 'calls';"
                            "UPDATE calls SET status = 'ringing'");
  world.start();
  // The old file knows the whole log until more happens.
  told_events more{a_day()};
  more.user("bob", user::registered{"uuid-2", {}, "Bob", role::user});
  world.append(std::span{more.all()}.last(1));
  CHECK(world.models().live_calls(10).empty());
  world.stop();
  CHECK(dump_of(world.file()) == dump_of(more.all()));
  CHECK(world.reports()
        == std::vector{world.file().string()
                       + ": was made by an earlier version: it serves until it is made anew"});
}

TEST_CASE("a file whose tables are others is made anew") {
  world_after_a_day world;
  change_file(world.file(), "UPDATE projections SET tables = '' WHERE name = 'queues'");
  check_is_made_anew(world, "keeps the queues in another form than this version");
}

TEST_CASE("a newer file is made anew") {
  world_after_a_day world;
  change_file(world.file(), "PRAGMA user_version = 2");
  check_is_made_anew(world, "is of layout 2, and this version uses 1");
}

TEST_CASE("a file whose beginning is damaged is made anew") {
  world_after_a_day world;
  overwrite(world.file(), 0, "This is no database any more.");
  check_is_made_anew(world, "is damaged");
}

TEST_CASE("a file that is cut off is made anew") {
  world_after_a_day world;
  std::filesystem::resize_file(world.file(), std::filesystem::file_size(world.file()) / 2);
  check_is_made_anew(world, "is damaged");
}

TEST_CASE("a file that turns out to be damaged when somebody reads it is made anew") {
  world_after_a_day world;
  const auto whole = std::filesystem::file_size(world.file());
  const auto page =
      static_cast<std::size_t>(sqlite::database{world.file(), sqlite::open_mode::read}.integer(
          "SELECT rootpage FROM sqlite_schema WHERE name = 'people'"));
  overwrite(world.file(), (page - 1) * 4096, std::string(4096, '\xff'));
  REQUIRE(std::filesystem::file_size(world.file()) == whole);
  CHECK_THROWS_AS(world.models().find_person({"alice"}), sqlite::error);
  world.await_report();
  CHECK(world.models().find_person({"alice"})->full_name == "Alice");
  check_is_made_anew(world, "is damaged");
}

TEST_CASE("a file whose rows cannot be what was written is made anew") {
  world_after_a_day world;
  change_file(world.file(), "UPDATE people SET role = 'king'");
  CHECK_THROWS_AS(world.models().find_person({"alice"}), sqlite::error);
  world.await_report();
  check_is_made_anew(world, "is damaged");
}

TEST_CASE("a file that was made from another log is made anew") {
  world_after_a_day world;
  change_file(world.file(), "UPDATE checkpoint SET event_id = 'another'");
  check_is_made_anew(world, "was made from another log");
}

TEST_CASE("a file that knows more than the log has is made anew") {
  world_after_a_day world;
  change_file(world.file(), "UPDATE checkpoint SET position = 1000000");
  check_is_made_anew(world, "was made from another log");
}

TEST_CASE("a file of another program is left alone") {
  model_world world;
  sqlite::database{world.file(), sqlite::open_mode::create}.execute("CREATE TABLE diary (day)");
  CHECK_THROWS_WITH_AS(world.start(),
                       (world.file().string()
                        + ": is a file of another program: move it away, or choose another data "
                          "folder")
                           .c_str(),
                       log_error);
  CHECK(
      sqlite::database{world.file(), sqlite::open_mode::read}.integer("SELECT count(*) FROM diary")
      == 0);
}
