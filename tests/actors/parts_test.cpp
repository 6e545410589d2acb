#include "actors/append_watch.hpp"
#include "actors/command_memory.hpp"
#include "actors/ledger.hpp"
#include "events/json.hpp"

#include <doctest/doctest.h>

using namespace switchboard;

namespace {

const stream_id alice_stream = stream_of(user_id{"alice"});
const stream_id bob_stream = stream_of(user_id{"bob"});

envelope event_of(std::string actor, std::string command_id, std::uint64_t seq, timestamp time) {
  return {{}, alice_stream, seq, time, std::move(command_id), "", "", std::move(actor), {}};
}

} // namespace

TEST_CASE("the ledger's watermark moves over settled events only") {
  ledger kept;
  kept.settle(2, 3);
  CHECK(kept.watermark() == 0);
  CHECK(kept.is_settled(3));
  CHECK_FALSE(kept.is_settled(1));
  kept.settle(5, 5);
  kept.settle(1, 1);
  CHECK(kept.watermark() == 3);
  CHECK_FALSE(kept.is_settled(4));
  kept.settle(4, 4);
  CHECK(kept.watermark() == 5);
  kept.settle(2, 2);
  CHECK(kept.watermark() == 5);
}

TEST_CASE("the ledger names each entity when its moment has come, and again until it is told") {
  ledger kept;
  CHECK(kept.note(alice_stream, {timestamp{100}, false}));
  CHECK_FALSE(kept.note(bob_stream, {timestamp{200}, false}));
  CHECK(kept.next_deadline() == timestamp{100});
  CHECK(kept.take_due({99}, 10).empty());
  CHECK(kept.take_due({100}, 10) == std::vector{alice_stream});
  CHECK(kept.take_due({109}, 10).empty());
  CHECK(kept.take_due({110}, 10) == std::vector{alice_stream});
  kept.note(alice_stream, {});
  CHECK(kept.take_due({500}, 10) == std::vector{bob_stream});
}

TEST_CASE("the clock is looked at anew only for an append that would be seen too late") {
  const entity_actor nobody{};
  append_watch watch{1'000};
  CHECK(watch.begin(nobody, {0}).second);
  CHECK(watch.plan_look({5'000}) == timestamp{1'000});
  CHECK_FALSE(watch.begin(nobody, {1}).second);
  watch.end(1);
  CHECK(watch.plan_look({5'000}) == timestamp{1'001});
  watch.end(2);
  CHECK(watch.plan_look({5'000}) == timestamp{5'000});
  CHECK_FALSE(watch.begin(nobody, {4'000}).second);
  CHECK(watch.begin(nobody, {3'999}).second);
}

TEST_CASE("the ledger comes back from its checkpoint") {
  ledger before;
  before.settle(1, 7);
  before.note(alice_stream, {timestamp{100}, true});
  before.note(bob_stream, {std::nullopt, true});
  const auto checkpoint = before.checkpoint();

  ledger after;
  after.restore(checkpoint, 7);
  CHECK(after.watermark() == 7);
  CHECK(after.next_deadline() == timestamp{100});
  CHECK(after.with_connections() == std::vector{alice_stream, bob_stream});

  ledger other;
  CHECK_THROWS_AS(other.restore(checkpoint, 6), json::error);
  CHECK_THROWS_AS(other.restore("{}", 7), json::error);
}

TEST_CASE("a command is remembered for a day, by its actor and its id") {
  command_memory memory;
  memory.remember(event_of("user/alice", "c1", 5, {1'000}));
  memory.remember(event_of("user/alice", "c1", 6, {1'000}));
  CHECK(memory.find("user/alice", "c1") == 5);
  CHECK_FALSE(memory.find("user/bob", "c1").has_value());
  CHECK_FALSE(memory.find("user/alice", "").has_value());

  constexpr std::int64_t day_ms = 86'400'000;
  for (std::uint64_t i = 0; i < 1'000; ++i)
    memory.remember(event_of("user/alice", std::to_string(i), 7 + i, {2'000 + day_ms}));
  CHECK_FALSE(memory.find("user/alice", "c1").has_value());
  CHECK(memory.find("user/alice", "999") == 1'006);

  command_memory restored;
  restored.restore(memory.entries(), memory.sources());
  CHECK(restored.find("user/alice", "0") == 7);
}

TEST_CASE("a reaction that comes again after a later one has been taken is known to be late") {
  const envelope first{
      make_event_id(1, 2, 3), stream_of(user_id{"alice"}), 7, {1'000}, "", "", "", "", {}};
  const auto second = [&] {
    auto next = first;
    next.id = make_event_id(1, 2, 4);
    next.seq = 8;
    return next;
  }();
  auto led_to = event_of("user/alice", reaction_id(second, 0), 5, {1'000});
  led_to.causation_id = to_string(second.id);
  command_memory before;
  before.remember(led_to);
  command_memory memory;
  memory.restore(before.entries(), before.sources());

  const auto is_late = [&](const std::string& actor, const envelope& cause, std::uint64_t index) {
    return memory.is_overtaken(actor, reaction_id(cause, index), to_string(cause.id));
  };
  CHECK(is_late("user/alice", first, 0));
  CHECK(is_late("user/alice", first, 3));
  CHECK_FALSE(is_late("user/alice", second, 1));
  CHECK_FALSE(is_late("user/bob", first, 0));
  // A client's command is its own cause, whatever it looks like.
  const auto id = reaction_id(first, 0);
  CHECK_FALSE(memory.is_overtaken("user/alice", id, id));
}
