#include "actors/snapshot_form.hpp"
#include "events/log/embedded_snapshots.hpp"
#include "tests/log/temporary_folder.hpp"
#include "tests/tools/flows.hpp"
#include "tools/replay.hpp"
#include "tools/state.hpp"

#include <doctest/doctest.h>

namespace switchboard::tools {

namespace {

/// What a server keeps of a user, as far as a replay looks at it.
struct kept_user {
  user::state state;
  timestamp time;

  static constexpr auto fields() {
    return std::tuple{field{"state", &kept_user::state, ""}, field{"time", &kept_user::time, ""}};
  }
};

snapshot kept_of(const user::state& state) {
  return {state.seq, 1, form_of<kept_user>(state_meaning), json::to_text(kept_user{state, {}})};
}

user::state bob_in(const event_log& log, std::uint64_t seq) {
  return std::get<user::state>(state_at(log, stream_of(user_id{"bob"}), {seq, {}}).state);
}

TEST_CASE("folding a log again gives the same states") {
  const auto flows = testing::five_flows();
  const auto& log = flows.front().played->log;
  const auto report = replay(log, std::nullopt, {});
  CHECK(report.events == log.head());
  CHECK(report.hashes.size() == 3);
  CHECK(replay(log, std::nullopt, {}).hash() == report.hash());
  CHECK(replay(flows.back().played->log, std::nullopt, {}).hash() != report.hash());
  CHECK(replay(log, stream_of(user_id{"bob"}), {}).hashes.size() == 1);
}

TEST_CASE("what the server kept is compared with what its events give") {
  const auto flows = testing::five_flows();
  const auto& log = flows.front().played->log;
  const auto bob = stream_of(user_id{"bob"});
  const auto right = replay(log, std::nullopt, {{bob, kept_of(bob_in(log, 5))}});
  CHECK(right.compared == 1);
  CHECK(right.is_well());

  auto mistaken = bob_in(log, 5);
  mistaken.call_waiting = true;
  const auto wrong = replay(log, std::nullopt, {{bob, kept_of(mistaken)}});
  CHECK(wrong.compared == 1);
  CHECK(wrong.differing == std::vector{bob});
  CHECK(to_text(wrong, false).find("user/bob: the server kept another state") != std::string::npos);

  auto of_old = kept_of(mistaken);
  of_old.form = "of an older switchboard";
  CHECK(replay(log, std::nullopt, {{bob, of_old}}).compared == 0);
}

TEST_CASE("what the server kept is read from its folder") {
  const testing::temporary_folder folder;
  const auto flows = testing::five_flows();
  const auto& log = flows.front().played->log;
  const auto bob = stream_of(user_id{"bob"});
  CHECK(read_kept_states(folder.data()).empty());
  {
    embedded_snapshots kept{folder.data(), log.head(), [](const std::string&) {}};
    kept.save(bob, kept_of(bob_in(log, 5)));
    kept.save_checkpoint("{}");
  }
  const auto read = read_kept_states(folder.data());
  REQUIRE(read.size() == 1);
  CHECK(replay(log, std::nullopt, read).compared == 1);
}

} // namespace

} // namespace switchboard::tools
