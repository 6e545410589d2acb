#include "events/log/kafka/open_appends.hpp"

#include <doctest/doctest.h>

// When an append of several records counts. No broker is needed for it.

namespace switchboard::kafka {

namespace {

bool completes(open_appends& open, std::string_view append, std::uint32_t index,
               std::uint32_t size) {
  return open.add({append, index, size}, "record").has_value();
}

} // namespace

TEST_CASE("a record of its own is complete at once") {
  open_appends open;
  CHECK(completes(open, "a", 0, 1));
  CHECK(open.all().empty());
}

TEST_CASE("an append is complete with its last record, whatever stands between") {
  open_appends open;
  CHECK_FALSE(completes(open, "a", 0, 3));
  CHECK_FALSE(completes(open, "b", 0, 2));
  CHECK_FALSE(completes(open, "a", 1, 3));
  CHECK(completes(open, "b", 1, 2));
  const auto records = open.add({"a", 2, 3}, "last");
  REQUIRE(records.has_value());
  CHECK(*records == std::vector<std::string>{"record", "record", "last"});
  CHECK(open.all().empty());
}

TEST_CASE("an append that lacks its beginning or its middle never counts") {
  open_appends open;
  CHECK_FALSE(completes(open, "headless", 1, 2));
  CHECK_FALSE(completes(open, "a", 0, 3));
  CHECK_FALSE(completes(open, "a", 2, 3));
  CHECK_FALSE(completes(open, "a", 0, 3));
  REQUIRE(open.all().size() == 1);
  CHECK(open.all().front().records.size() == 1);
}

TEST_CASE("the oldest open append gives way when there are too many") {
  open_appends open{2};
  CHECK_FALSE(completes(open, "a", 0, 2));
  CHECK_FALSE(completes(open, "b", 0, 2));
  CHECK_FALSE(completes(open, "c", 0, 2));
  CHECK_FALSE(completes(open, "a", 1, 2));
  CHECK(completes(open, "b", 1, 2));
  CHECK(completes(open, "c", 1, 2));
}

TEST_CASE("what is put back goes on where it was") {
  open_appends before;
  completes(before, "a", 0, 3);
  completes(before, "b", 0, 2);
  completes(before, "a", 1, 3);
  open_appends after;
  for (const auto& each : before.all())
    for (const auto& record : each.records)
      after.restore(each.append, record);
  CHECK(completes(after, "b", 1, 2));
  CHECK(completes(after, "a", 2, 3));
}

TEST_CASE("a mark is read as it was written, and nothing else is one") {
  const append_mark mark{"0123abcd-17", 2, 5};
  CHECK(parse_append_mark(to_string(mark)) == mark);
  for (const auto* wrong : {"", "/", "a/1", "a/1/1", "a/x/2", "a/0/", "/0/1", "a/0/1x", "a/-1/2"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_append_mark(wrong).has_value());
  }
}

} // namespace switchboard::kafka
