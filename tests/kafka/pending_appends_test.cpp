#include "events/log/kafka/pending_appends.hpp"

#include <doctest/doctest.h>

// When an append that the brokers may have and may not is given up. No broker is needed for it.

namespace switchboard::kafka {

namespace {

constexpr std::int32_t partition = 3;

std::uint64_t admitted(pending_appends& pending) {
  pending_append append;
  append.events.resize(1);
  std::uint64_t number = 0;
  CHECK_FALSE(pending.admit(append, number).has_value());
  return number;
}

moment now() { return std::chrono::steady_clock::now(); }

} // namespace

TEST_CASE("a doubt is settled once all that stood in the partition has been read") {
  pending_appends pending{append_limits{}};
  const auto number = admitted(pending);
  CHECK_FALSE(pending.wait_for_doubts({}));
  pending.doubt(number, partition, "no answer");
  CHECK(pending.wait_for_doubts({}));
  CHECK(pending.partitions_to_look_at() == std::set<std::int32_t>{partition});
  CHECK(pending.take_settled(partition, 100).empty());

  pending.note_end(partition, 7, now());
  CHECK(pending.partitions_to_look_at().empty());
  CHECK(pending.take_settled(partition, 6).empty());
  CHECK(pending.take_settled(partition + 1, 7).empty());
  const auto settled = pending.take_settled(partition, 7);
  REQUIRE(settled.size() == 1);
  CHECK(settled.front().doubt == "no answer");
  CHECK_FALSE(pending.wait_for_doubts({}));
}

TEST_CASE("where a partition ended before a doubt arose does not settle it") {
  pending_appends pending{append_limits{}};
  const auto asked_at = now();
  pending.doubt(admitted(pending), partition, "no answer");
  pending.note_end(partition, 7, asked_at);
  CHECK(pending.take_settled(partition, 7).empty());
  CHECK(pending.partitions_to_look_at() == std::set<std::int32_t>{partition});
}

TEST_CASE("a doubted append that is read back after all is no longer in doubt") {
  pending_appends pending{append_limits{}};
  const auto number = admitted(pending);
  pending.doubt(number, partition, "no answer");
  pending.note_end(partition, 7, now());
  CHECK(pending.take(number).has_value());
  CHECK_FALSE(pending.wait_for_doubts({}));
  CHECK(pending.take_settled(partition, 7).empty());
}

} // namespace switchboard::kafka
