#include "tests/rules/room/chance.hpp"
#include "tests/rules/room/referee.hpp"
#include "tests/rules/room/words.hpp"

namespace switchboard::room::testing {

namespace {

constexpr std::uint64_t seeds_per_kind = 1'500;
constexpr int steps_per_seed = 60;

state restored(const state& from) {
  return json::read_as<state>(json::parse(json::to_text(from)), "snapshot");
}

/// One room's life under a crowd, with a referee.
class trial {
public:
  trial(room_scenario room, std::vector<user_id> people, std::uint64_t seed)
      : room_{std::move(room)}, by_{seed}, crowd_{by_, std::move(people)} {
    room_.policy.max_participants = 5;
    watch();
  }

  void run() {
    for (int step = 0; step < steps_per_seed && is_fair(); ++step) {
      if (by_.one_in(3)) room_.after(static_cast<std::int64_t>(by_.below(25'000)));
      const auto asked = crowd_.next(room_);
      take(asked);
      if (by_.one_in(4)) must_be_idempotent(asked);
      if (step == steps_per_seed / 2) snapshot_ = restored(room_.state());
    }
    if (!is_fair()) return;
    let_time_run_out();
    fold_again();
  }

  const std::vector<std::string>& objections() const { return referee_.objections(); }
  std::size_t calls_seen() const { return referee_.calls_seen(); }

private:
  bool is_fair() const { return referee_.objections().empty(); }

  void take(const command& asked) {
    const auto first_new = room_.history().size();
    room_.when(asked);
    const auto events = std::span{room_.history()}.subspan(first_new);
    const auto answer = rules::reply_to(asked, room_.state(), events);
    watch();
    const auto* came = std::get_if<join>(&asked);
    if (came && !events.empty())
      referee_.saw_answer(came->user_id, came->connection_id, *answer.state);
    referee_.compare(room_.state(), room_.policy);
    if (std::holds_alternative<tick>(asked)) {
      const auto next = rules::deadline(room_.state());
      REQUIRE((!next || *next > room_.now()));
    }
  }

  void watch() {
    for (; watched_ < room_.history().size(); ++watched_)
      referee_.saw(room_.history()[watched_]);
  }

  /// What other entities tell may be told twice, and so may a wish that is fulfilled.
  void must_be_idempotent(const command& asked) {
    const bool is_repeatable =
        std::holds_alternative<tick>(asked) || std::holds_alternative<note_ringing>(asked)
        || std::holds_alternative<note_busy>(asked)
        || std::holds_alternative<suspect_participant>(asked)
        || std::holds_alternative<resume_participant>(asked)
        || std::holds_alternative<drop_participant>(asked) || std::holds_alternative<leave>(asked)
        || std::holds_alternative<end_call>(asked) || std::holds_alternative<change_media>(asked)
        || std::holds_alternative<note_recording>(asked);
    if (!is_repeatable) return;
    const auto seq = room_.seq();
    take(asked);
    REQUIRE(room_.seq() == seq);
  }

  /// When nobody comes back any more, every call ends, and each deadline gets somewhere.
  void let_time_run_out() {
    const auto* call = room_.state().call();
    if (call && !call->caller_id) take(end_call{call->id, {}, end_reason::abandoned});
    while (const auto* live = room_.state().call()) {
      if (live->participants.empty()) break;
      const auto& in = live->participants.front();
      take(drop_participant{live->id, in.user_id, in.connection_id, leave_reason::connection_lost});
    }
    for (int due = 0; rules::deadline(room_.state()); ++due) {
      REQUIRE(due < 10);
      room_.after(std::max<std::int64_t>(0, *rules::deadline(room_.state()) - room_.now()));
      take(tick{});
    }
    REQUIRE(room_.state().call() == nullptr);
  }

  /// The log alone, and a snapshot with what came after it, give the state that the room has.
  void fold_again() {
    const auto live = json::to_text(room_.state());
    state from_log;
    from_log.id = room_.state().id;
    for (const auto& each : room_.history()) {
      rules::evolve(from_log, decode(encode(each)));
      if (each.seq > snapshot_.seq) rules::evolve(snapshot_, each);
    }
    REQUIRE(json::to_text(from_log) == live);
    REQUIRE(json::to_text(snapshot_) == live);
    REQUIRE(json::to_text(restored(from_log)) == live);
  }

  room_scenario room_;
  chance by_;
  crowd crowd_;
  referee referee_;
  std::size_t watched_ = 0;
  state snapshot_;
};

template <class MakeRoom>
void try_out(MakeRoom make_room, const std::vector<user_id>& people) {
  std::size_t calls = 0;
  for (std::uint64_t seed = 1; seed <= seeds_per_kind; ++seed) {
    CAPTURE(seed);
    trial each{make_room(), people, seed};
    each.run();
    REQUIRE_MESSAGE(each.objections().empty(), each.objections().front());
    calls += each.calls_seen();
  }
  // A crowd that never gets a call going would prove nothing.
  CHECK(calls >= seeds_per_kind);
}

} // namespace

TEST_CASE("Whatever two people do, their room keeps its word") {
  try_out([] { return direct_scenario{}; }, {alice, bob, stranger});
}

TEST_CASE("Whatever a group does, its room keeps its word") {
  try_out([] { return group_scenario{}; }, {alice, bob, carol, dave, stranger});
}

TEST_CASE("Whatever the sides of a queue's call do, their room keeps its word") {
  try_out(
      [] {
        queue_scenario room;
        room.when(room.open());
        return room;
      },
      {customer, agent, stranger});
}

} // namespace switchboard::room::testing
