#include "events/ids.hpp"

#include "events/id_shape.hpp"

#include <doctest/doctest.h>

#include <regex>
#include <set>
#include <string>
#include <vector>

namespace switchboard {

namespace {

const std::string digits_32(32, '7');

TEST_CASE("user ids") {
  for (const std::string good : {"7", "alice", "A.b_c@d-e", "call_", "direct", "-1"}) {
    CAPTURE(good);
    CHECK(parse_user_id(good) == user_id{good});
  }
  CHECK(parse_user_id(std::string(64, 'a')).has_value());
  for (const std::string& bad :
       {std::string{}, std::string(65, 'a'), std::string{"a b"}, std::string{"a~b"},
        std::string{"a/b"}, std::string{"grün"}, std::string{"a\0b", 3}, std::string{"a\n"}}) {
    CAPTURE(bad);
    CHECK(parse_user_id(bad) == std::nullopt);
    CHECK(parse_recorded_user_id(bad) == std::nullopt);
  }
}

TEST_CASE("what means something else in an address is no user's id, but was one in old records") {
  for (const std::string word : {".", "..", "me"}) {
    CAPTURE(word);
    CHECK(parse_user_id(word) == std::nullopt);
    CHECK(parse_recorded_user_id(word) == user_id{word});
    CHECK(parse_stream_id("user/" + word) == stream_of(user_id{word}));
  }
  for (const std::string word : {"...", "Me", "me."})
    CHECK(parse_user_id(word) == user_id{word});
}

TEST_CASE("two people have one room, whoever names it") {
  CHECK(direct_room({"alice"}, {"bob"}).value == "direct~alice~bob");
  CHECK(direct_room({"bob"}, {"alice"}) == direct_room({"alice"}, {"bob"}));
  CHECK(direct_room({"7"}, {"18"}).value == "direct~18~7");
  const auto pair = pair_of({"direct~18~7"});
  REQUIRE(pair.has_value());
  CHECK((*pair)[0] == user_id{"18"});
  CHECK((*pair)[1] == user_id{"7"});
  CHECK(pair_of({"direct~7~18"}) == std::nullopt);
  CHECK(pair_of({"direct~7~7"}) == std::nullopt);
  CHECK(pair_of(group_room("x")) == std::nullopt);
  CHECK(pair_of({""}) == std::nullopt);
}

TEST_CASE("rooms") {
  for (const char* const good :
       {"direct~a~b", "direct~direct~group", "group~7", "group~direct", "queue~default~1"})
    CHECK_MESSAGE(is_room(good), good);
  for (const char* const bad :
       {"", "~", "direct", "direct~a", "direct~b~a", "direct~a~a", "direct~a~", "direct~a~b~c~d",
        "group", "group~", "group~a~b", "queue~default", "queue~default~0", "queue~default~01",
        "queue~Default~1", "queue~default~-1", "queue~default~99999999999999999999999", "room~a"})
    CHECK_FALSE_MESSAGE(is_room(bad), bad);
}

TEST_CASE("a call's id leads to its room and its event") {
  const room_id rooms[] = {direct_room({"alice"}, {"bob"}),
                           direct_room({"18"}, {"7"}),
                           direct_room({"group"}, {"5"}),
                           direct_room({"direct"}, {"queue"}),
                           group_room("5"),
                           group_room("direct"),
                           queue_room({"5"}, 9),
                           queue_room({"default"}, 1)};
  for (const auto& room : rooms)
    for (const std::uint64_t seq : {std::uint64_t{1}, std::uint64_t{17}, UINT64_MAX}) {
      const auto call = call_in(room, seq);
      CAPTURE(call.value);
      CHECK(is_room(room.value));
      CHECK(room_of(call.value) == room);
      CHECK(seq_of(call.value) == seq);
      CHECK(message_in(room, seq).value == call.value);
    }
}

TEST_CASE("no id is that of a room and of a call as well") {
  // Every id of up to five parts that people, groups and queues with awkward names could give.
  const std::vector<std::string> parts{"direct", "group", "queue", "5", "18", "a"};
  std::vector<std::string> ids{parts};
  for (int length = 2; length <= 5; ++length) {
    std::vector<std::string> longer;
    for (const auto& id : ids)
      for (const auto& part : parts)
        longer.push_back(id + '~' + part);
    for (const auto& id : longer) {
      const auto room = room_of(id);
      if (is_room(id)) CHECK_MESSAGE(!room, id);
      if (room) CHECK_MESSAGE(call_in(*room, seq_of(id)).value == id, id);
    }
    ids = std::move(longer);
  }
}

TEST_CASE("what is no call leads nowhere") {
  for (const char* const bad :
       {"", "~", "direct~alice~bob", "direct~alice~bob~0", "direct~alice~bob~07",
        "direct~alice~bob~+7", "direct~alice~bob~7~7", "alice", "group~7", "queue~default~5"}) {
    CAPTURE(bad);
    CHECK(room_of(bad) == std::nullopt);
    CHECK(seq_of(bad) == 0);
  }
}

TEST_CASE("a side's id names its queue, and is a user's id") {
  const queue_name names[] = {{"default"}, {"sales"}, {"5"}, {std::string(26, 'q')}};
  for (const auto& queue : names) {
    const auto side = queue_side(queue, digits_32);
    CAPTURE(side.value);
    CHECK(queue_of(side.value) == queue);
    CHECK(parse_user_id(side.value) == side);
  }
  CHECK(queue_side({"default"}, digits_32).value == "side_" + digits_32);
  for (const std::string& bad :
       {std::string{"alice"}, std::string{"side_"}, "side_" + digits_32.substr(1),
        "side_" + digits_32 + "7", "side_" + digits_32 + ".", "side_" + digits_32 + ".A",
        "side_" + digits_32 + "-7", "side_" + std::string(32, 'X'), "SIDE_" + digits_32,
        "call_" + digits_32})
    CHECK_FALSE_MESSAGE(queue_of(bad), bad);
}

TEST_CASE("a queue's name leaves room for a side's id") {
  CHECK(parse_queue_name(std::string(26, 'q')).has_value());
  CHECK(parse_queue_name(std::string(27, 'q')) == std::nullopt);
  for (const char* const bad : {"", "A", "a.b", "a b", "a~b"})
    CHECK_FALSE_MESSAGE(parse_queue_name(bad), bad);
}

TEST_CASE("streams") {
  const stream_id streams[] = {stream_of(user_id{"alice"}), stream_of(user_id{"18"}),
                               stream_of(direct_room({"a"}, {"b"})), stream_of(group_room("user")),
                               stream_of(queue_name{"default"})};
  for (const auto& each : streams)
    CHECK(parse_stream_id(to_string(each)) == each);
  CHECK(to_string(stream_of(user_id{"room"})) == "user/room");
  for (const char* const bad : {"", "/", "user", "user/", "/alice", "users/alice", "room/alice",
                                "user/a/b", "queue/A", "room/direct~b~a", "user/direct~a~b"})
    CHECK_FALSE_MESSAGE(parse_stream_id(bad), bad);
}

TEST_CASE("event ids sort by time and read back") {
  std::set<std::string> in_order;
  std::string last;
  for (const std::int64_t time_ms : {std::int64_t{0}, std::int64_t{1}, std::int64_t{255},
                                     std::int64_t{256}, std::int64_t{1'795'227'418'123}}) {
    const auto id = make_event_id(time_ms, ~std::uint64_t{0}, ~std::uint64_t{0});
    const auto text = to_string(id);
    CAPTURE(text);
    CHECK(text > last);
    CHECK(parse_event_id(text) == id);
    CHECK(text[14] == '7');
    CHECK(std::string{"89ab"}.find(text[19]) != std::string::npos);
    last = text;
  }
  CHECK(make_event_id(1, 2, 3) != make_event_id(1, 2, 4));
  CHECK(make_event_id(1, 2, 3) != make_event_id(1, 3, 3));
  for (const char* const bad :
       {"", "01a1fbe4-7e0b-7409-93e4-d8a0367b215", "01a1fbe4-7e0b-7409-93e4-d8a0367b215ff",
        "01a1fbe47e0b-7409-93e4-d8a0367b215f-", "01A1FBE4-7E0B-7409-93E4-D8A0367B215F",
        "01a1fbe4-7e0b-7409-93e4-d8a0367b21 f"})
    CHECK_FALSE_MESSAGE(parse_event_id(bad), bad);
}

TEST_CASE("the patterns say what the parsers do") {
  const std::regex user{shape_of(std::type_identity<user_id>{}).pattern};
  const std::regex queue{shape_of(std::type_identity<queue_name>{}).pattern};
  const std::regex call{shape_of(std::type_identity<call_id>{}).pattern};
  const std::regex stream{stream_pattern()};
  const auto matches = [](const std::string& text, const std::regex& pattern) {
    return std::regex_match(text, pattern);
  };
  for (const std::string& text : {std::string{},
                                  std::string{"alice"},
                                  std::string{"a b"},
                                  std::string{"Sales"},
                                  std::string{"a.b"},
                                  std::string(26, 'q'),
                                  std::string(27, 'q'),
                                  std::string(64, 'a'),
                                  std::string(65, 'a'),
                                  std::string{"direct~a~b~7"},
                                  std::string{"direct~a~b"},
                                  std::string{"group~5~7"},
                                  std::string{"queue~q~1~2"},
                                  std::string{"queue~q~1"},
                                  std::string{"group~5~0"},
                                  std::string{"user/a"},
                                  std::string{"user/a b"},
                                  std::string{"room/group~x"},
                                  std::string{"queue/q"},
                                  std::string{"room/x"}}) {
    CAPTURE(text);
    CHECK(matches(text, user) == parse_recorded_user_id(text).has_value());
    CHECK(matches(text, queue) == parse_queue_name(text).has_value());
    CHECK(matches(text, call) == room_of(text).has_value());
    CHECK(matches(text, stream) == parse_stream_id(text).has_value());
  }
}

} // namespace

} // namespace switchboard
