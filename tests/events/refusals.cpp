#include "events/codec.hpp"
#include "tests/events/sample.hpp"

#include <doctest/doctest.h>

#include <functional>

namespace switchboard {

namespace {

/// Why `text` is no record; empty when it is one.
std::string refusal_of(const std::string& text) {
  try {
    decode(text);
    return "";
  } catch (const json::error& mistake) {
    return mistake.what();
  }
}

json::value document_of(const envelope& entry) { return json::parse(encode(entry)); }

json::value accepted_call() {
  return json::parse(
      R"({"id":"01a1fbe4-7e0b-7409-93e4-d8a0367b215f","stream":"room/direct~alice~bob","seq":3,
          "type":"room.call_accepted","version":1,"time":"2023-11-14T22:13:20.123Z",
          "command_id":"","causation_id":"","correlation_id":"","actor":"user/bob",
          "data":{"call_id":"direct~alice~bob~2","user_id":"bob"}})");
}

struct mistake {
  const char* what;
  std::function<void(json::value&)> make;
  const char* said;
};

const mistake mistakes[] = {
    {"no data", [](auto& r) { r.erase("data"); }, "record.data: expected a value"},
    {"data is a list", [](auto& r) { r["data"] = json::value::array(); }, "expected an object"},
    {"an envelope field is missing", [](auto& r) { r.erase("actor"); }, "record.actor"},
    {"an envelope field is unknown", [](auto& r) { r["extra"] = 1; }, "record.extra"},
    {"seq 0", [](auto& r) { r["seq"] = 0; }, "seq: expected an integer from 1"},
    {"seq below 0", [](auto& r) { r["seq"] = -1; }, "record.seq"},
    {"seq as text", [](auto& r) { r["seq"] = "3"; }, "record.seq"},
    {"seq with a fraction", [](auto& r) { r["seq"] = 3.5; }, "record.seq"},
    {"an id that is none", [](auto& r) { r["id"] = "7"; }, "id: expected a UUID"},
    {"a stream that is none", [](auto& r) { r["stream"] = "bob"; }, "stream: expected"},
    {"a stream of another kind", [](auto& r) { r["stream"] = "user/bob"; },
     "does not belong in user/bob"},
    {"an unknown type", [](auto& r) { r["type"] = "room.exploded"; }, "no such type of event"},
    {"a newer version", [](auto& r) { r["version"] = 2; }, "version 2 is not known; known is 1"},
    {"a version before the first", [](auto& r) { r["version"] = 0; }, "version 0 is not known"},
    {"a time that is none", [](auto& r) { r["time"] = "yesterday"; }, "record.time"},
    {"a time as a number", [](auto& r) { r["time"] = 1'700'000'000; }, "record.time"},
    {"a field is missing", [](auto& r) { r["data"].erase("user_id"); }, "user_id: expected"},
    {"a field is null", [](auto& r) { r["data"]["user_id"] = nullptr; }, "user_id: expected"},
    {"a field is unknown", [](auto& r) { r["data"]["extra"] = 1; }, "extra: expected no such"},
    {"a field of the wrong type", [](auto& r) { r["data"]["call_id"] = 7; }, "call_id: expected"},
};

TEST_CASE("what is not a record is refused, with where and what") {
  REQUIRE(refusal_of(accepted_call().dump()) == "");
  for (const auto& [what, make, said] : mistakes) {
    CAPTURE(what);
    auto record = accepted_call();
    make(record);
    const auto refusal = refusal_of(record.dump());
    CAPTURE(refusal);
    CHECK(refusal.find(said) != std::string::npos);
  }
}

TEST_CASE("a field that is there twice is refused, wherever it is") {
  for (const char* field : {R"("seq":3)", R"("user_id":"bob")"}) {
    auto text = accepted_call().dump();
    text.insert(text.find(field), std::string{field} + ',');
    CHECK(refusal_of(text).find("expected each field once") != std::string::npos);
  }
}

TEST_CASE("a refusal names the record: its stream, its number and its type") {
  auto record = accepted_call();
  record["data"].erase("user_id");
  CHECK(refusal_of(record.dump()).find("room/direct~alice~bob #3 room.call_accepted")
        != std::string::npos);
}

TEST_CASE("an unknown word is an error, in every enum of every record") {
  int words_tried = 0;
  for (const auto& each : testing::one_of_each(testing::plain_values{})) {
    const auto sound = document_of(each);
    for (const auto& [name, value] : sound["data"].items()) {
      for (const std::string bad : {"no such word", ""}) {
        auto record = sound;
        record["data"][name] = value.is_string() ? json::value{bad} : json::value{};
        const auto refusal = refusal_of(record.dump());
        if (refusal.find("expected one of") == std::string::npos) continue;
        ++words_tried;
        CHECK(refusal.find(name) != std::string::npos);
      }
    }
  }
  CHECK(words_tried >= 20);
}

TEST_CASE("a word with more behind a NUL is not the word") {
  auto record = document_of(testing::sampler{testing::plain_values{}}.wrap(
      user::event{user::status_set{availability::busy, false}}));
  REQUIRE(refusal_of(record.dump()) == "");
  record["data"]["status"] = std::string{"busy\0", 5};
  CHECK(refusal_of(record.dump()).find("expected one of") != std::string::npos);
}

TEST_CASE("no field of any record may be missing, unless it may be absent") {
  for (const auto& each : testing::one_of_each(testing::bare_values{})) {
    const auto sound = document_of(each);
    for (const auto& [name, value] : sound["data"].items()) {
      auto record = sound;
      record["data"].erase(name);
      CAPTURE(name);
      CAPTURE(sound.dump());
      const bool may_be_absent = value.is_null();
      CHECK((refusal_of(record.dump()) == "") == may_be_absent);
    }
  }
}

// --- Text that is hostile, or only broken --------------------------------------------------------

TEST_CASE("no cut of a record is a record") {
  const auto text = accepted_call().dump();
  for (std::size_t size = 0; size < text.size(); ++size)
    CHECK(refusal_of(text.substr(0, size)) != "");
}

TEST_CASE("any byte in any place gives a record or a refusal") {
  const auto sound = accepted_call().dump();
  for (std::size_t at = 0; at < sound.size(); ++at)
    for (const char byte : {'\0', '\xff', '"', '\\', '{', '~', '9'}) {
      auto text = sound;
      text[at] = byte;
      if (refusal_of(text) == "") CHECK_NOTHROW(encode(decode(text)));
    }
}

TEST_CASE("no depth is too deep to refuse") {
  constexpr std::size_t depth = 1'000'000;
  const std::string lists = std::string(depth, '[') + std::string(depth, ']');
  std::string objects;
  for (std::size_t i = 0; i < depth; ++i)
    objects += R"({"a":)";
  objects += '1' + std::string(depth, '}');
  const std::string head =
      R"({"id":"01a1fbe4-7e0b-7409-93e4-d8a0367b215f","stream":"room/direct~alice~bob","seq":3,)"
      R"("type":"room.message_edited","version":1,"time":"2023-11-14T22:13:20.123Z",)"
      R"("command_id":"","causation_id":"","correlation_id":"","actor":"user/bob",)"
      R"("data":{"message_id":"direct~alice~bob~2","content":"","extra_data":)";
  for (const auto& deep : {lists, objects, std::string(depth, '[')}) {
    CHECK(refusal_of(deep).find("nested") != std::string::npos);
    CHECK(refusal_of(head + deep + "}}").find("nested") != std::string::npos);
  }
  INFO("Brackets in a text are no nesting.");
  CHECK(refusal_of(head + R"("\")" + std::string(1'000, '[') + R"("}})") == "");
}

TEST_CASE("numbers that fit nowhere are refused") {
  for (const char* const number : {"1e999", "-1", "18446744073709551616", "1.5"}) {
    CAPTURE(number);
    auto text = accepted_call().dump();
    const auto at = text.find("\"seq\":3");
    REQUIRE(at != std::string::npos);
    text.replace(at, 7, std::string{"\"seq\":"} + number);
    CHECK(refusal_of(text) != "");
  }
}

} // namespace

} // namespace switchboard
