#include "events/side_key.hpp"

#include "events/codec.hpp"

#include <doctest/doctest.h>

namespace switchboard {

namespace {

const std::string key_digits = "0123456789abcdef0123456789abcdef";

/// As the log held it when a side's key was its name.
std::string old_record(const std::string& stream, const std::string& type,
                       const std::string& data) {
  return R"({"id":"01a1fd8c-6900-7000-8100-000000000000","stream":")" + stream
         + R"(","seq":1,"type":")" + type
         + R"(","version":1,"time":"2026-11-21T10:00:00.000Z","command_id":"c-1",)"
           R"("causation_id":"c-1","correlation_id":"c-1","actor":"user/call_)"
         + key_digits + R"(","data":)" + data + '}';
}

TEST_CASE("a side follows from its key, and names the same queue") {
  for (const queue_name& queue : {queue_name{"default"}, {"sales"}, {std::string(26, 'q')}}) {
    const auto key = make_side_key(queue, key_digits);
    const auto side = side_of_key(key.value);
    REQUIRE(side.has_value());
    CHECK(queue_of(side->value) == queue);
    CHECK(parse_user_id(side->value) == side);
    CHECK(side->value.find(key_digits) == std::string::npos);
    CHECK(without_key(key.value) == side->value);
  }
}

/// Keys that were given out before an update must let the same sides in after it.
TEST_CASE("which side a key lets in stays the same for ever") {
  CHECK(make_side_key({"default"}, key_digits).value == "call_" + key_digits);
  CHECK(make_side_key({"sales"}, key_digits).value == "call_" + key_digits + ".sales");
  CHECK(side_of_key("call_" + key_digits)->value == "side_9035f37c92150e08646abfeeb0d94504");
  CHECK(side_of_key("call_" + key_digits + ".sales")->value
        == "side_9035f37c92150e08646abfeeb0d94504.sales");
}

TEST_CASE("what is no key lets nobody in") {
  for (const std::string& bad :
       {std::string{}, std::string{"call_"}, "call_" + key_digits.substr(1),
        "call_" + key_digits + '7', "call_" + key_digits + ".A", "CALL_" + key_digits,
        "side_" + key_digits, side_of_key("call_" + key_digits)->value}) {
    CAPTURE(bad);
    CHECK_FALSE(side_of_key(bad).has_value());
    CHECK(without_key(bad) == bad);
  }
}

TEST_CASE("records of the time when a key was a side's name say the side") {
  const auto key = "call_" + key_digits;
  const auto side = *side_of_key(key);
  const auto waiting = decode(
      old_record("queue/default", "queue.side_touched",
                 R"({"call_id":")" + key + R"(","grace_until":"2026-11-21T10:01:00.000Z"})"));
  CHECK(waiting.actor == "user/" + side.value);
  CHECK(std::get<queue::side_touched>(std::get<queue::event>(waiting.body)).call_id == side);

  const auto gone =
      decode(old_record("queue/default", "queue.offer_timed_out",
                        R"({"offer_id":"default~1","agent_call_ids":[")" + key + R"("]})"));
  CHECK(std::get<queue::offer_timed_out>(std::get<queue::event>(gone.body)).agent_call_ids
        == std::vector{side});
  CHECK(encode(gone).find("call_0") == std::string::npos);
}

} // namespace

} // namespace switchboard
