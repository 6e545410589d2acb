#include "events/codec.hpp"

#include "events/quick_document.hpp"
#include "tests/events/sample.hpp"

#include <doctest/doctest.h>

#include <set>

namespace switchboard {

namespace {

void check_round_trip(const envelope& entry) {
  const auto text = encode(entry);
  CAPTURE(text);
  const auto again = decode(text);
  CHECK(encode(again) == text);
  CHECK(again.id == entry.id);
  CHECK(again.stream == entry.stream);
  CHECK(again.seq == entry.seq);
  CHECK(again.time == entry.time);
  CHECK(again.actor == entry.actor);
  CHECK(type_of(again.body) == type_of(entry.body));
  CHECK(encode_data(again.body) == encode_data(entry.body));
}

TEST_CASE("every record comes back from its text as it was") {
  for (const auto& each : testing::one_of_each(testing::plain_values{}))
    check_round_trip(each);
  for (const auto& each : testing::one_of_each(testing::bare_values{}))
    check_round_trip(each);
  for (unsigned seed = 0; seed < 100; ++seed)
    for (const auto& each : testing::one_of_each(testing::random_values{seed}))
      check_round_trip(each);
}

TEST_CASE("a type is named after its kind, and no two are the same") {
  std::set<std::string> types;
  for (const auto& each : testing::one_of_each(testing::plain_values{})) {
    const std::string type{type_of(each.body)};
    CAPTURE(type);
    CHECK(types.insert(type).second);
    const auto kind = to_string(each.stream).substr(0, to_string(each.stream).find('/') + 1);
    CHECK(type.substr(0, type.find('.')) + '/' == kind);
    CHECK(version_of(each.body) >= 1);
  }
}

TEST_CASE("the text is one compact line, in the order of the contract") {
  const envelope entry{*parse_event_id("01a1fbe4-7e0b-7409-93e4-d8a0367b215f"),
                       stream_of(room_id{"direct~7~alice"}),
                       3,
                       {1'700'000'000'123},
                       "k1",
                       "k2",
                       "direct~7~alice~2",
                       "user/7",
                       room::event{room::call_accepted{{"direct~7~alice~2"}, {"7"}, std::nullopt}}};
  CHECK(encode(entry)
        == R"({"id":"01a1fbe4-7e0b-7409-93e4-d8a0367b215f","stream":"room/direct~7~alice","seq":3,)"
           R"("type":"room.call_accepted","version":1,"time":"2023-11-14T22:13:20.123Z",)"
           R"("command_id":"k1","causation_id":"k2","correlation_id":"direct~7~alice~2",)"
           R"("actor":"user/7","data":{"call_id":"direct~7~alice~2","user_id":"7"}})");
}

TEST_CASE("a user is the same as a number and as a string") {
  const auto read = [](const char* text) {
    return json::read_as<user_id>(json::parse(text), "user_id");
  };
  CHECK(read("7") == read(R"("7")"));
  CHECK(read("-7") == read(R"("-7")"));
  CHECK(read("18446744073709551615") == user_id{"18446744073709551615"});
  CHECK(read(R"("07")") != read("7"));
  for (const char* const bad : {"7.0", "7e0", "18446744073709551616", "true", "null", "[7]",
                                R"("")", R"("a b")", R"("a~b")", R"("a/b")", R"("grün")"}) {
    CAPTURE(bad);
    CHECK_THROWS_AS(read(bad), json::error);
  }
}

TEST_CASE("an old record may name a user whom no client may name") {
  for (const char* const word : {R"(".")", R"("..")", R"("me")"}) {
    const auto document = json::parse(word);
    CHECK_NOTHROW(json::read_as<user_id>(document, "user_id"));
    CHECK_THROWS_AS(json::read_as<user_id>(document, "user_id", json::source::client), json::error);
  }
}

std::string nested(std::size_t levels, const std::string& inside) {
  return std::string(levels, '[') + inside + std::string(levels, ']');
}

TEST_CASE("nesting is counted in lists and objects, whatever is in them") {
  CHECK(json::nesting_of("") == 0);
  CHECK(json::nesting_of("7") == 0);
  CHECK(json::nesting_of(R"("[[{\"[")") == 0);
  CHECK(json::nesting_of(R"("[[{ and more than eight \\")") == 0);
  CHECK(json::nesting_of(R"(["\\",[")") == 2);
  CHECK(json::nesting_of(R"("\)") == 0);
  CHECK(json::nesting_of("[]") == 1);
  CHECK(json::nesting_of(R"({"a":[1,[2]],"b":{}})") == 3);
  CHECK(json::nesting_of("[1],[2]") == 1);
}

TEST_CASE("what a client sends is counted in one way, whatever is in it") {
  for (const std::string inside : {"", "1", R"("[")", R"({"a":1})", "{}"}) {
    const auto own = json::nesting_of(inside);
    const auto parse = [&](std::size_t levels) {
      return json::access<json::quick_value>::compact(
          json::parse_from_client(nested(levels - own, inside)));
    };
    CHECK(json::nesting_of(parse(json::max_client_nesting)) == json::max_client_nesting);
    CHECK_THROWS_AS(parse(json::max_client_nesting + 1), json::error);
  }
}

TEST_CASE("a record is read with whatever any version let in, and so is a deeper one") {
  for (const std::string inside : {"", "1", R"({"a":1})"})
    for (const std::size_t levels : {32U, 62U, 63U, 64U, 65U, 66U, 128U, 250U}) {
      const json_text deep{nested(levels, inside)};
      CAPTURE(levels);
      const envelope entry{make_event_id(1, 2, 3),
                           stream_of(room_id{"direct~alice~bob"}),
                           2,
                           {},
                           "",
                           "",
                           "",
                           "user/me",
                           room::event{room::message_edited{{"direct~alice~bob~1"}, "", deep}}};
      check_round_trip(entry);
      CHECK(json::parse(encode(entry)).dump().find(deep.text) != std::string::npos);
    }
}

TEST_CASE("bytes that are no UTF-8 become a record that can be read") {
  const std::array<std::string_view, 8> broken{
      "\xff",         "a\x80z",           "\xc3",        "\xc0\xaf", "\xe0\x80\x80",
      "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf0\x9f\x8e"};
  for (const auto& bytes : broken) {
    const envelope entry{{},
                         stream_of(user_id{"bob"}),
                         1,
                         {},
                         "",
                         "",
                         "",
                         "",
                         user::event{user::banned{std::string{bytes}}}};
    const auto text = encode(entry);
    CAPTURE(text);
    const auto again = decode(text);
    const auto& reason = std::get<user::banned>(std::get<user::event>(again.body)).reason;
    CHECK(reason.find("\xef\xbf\xbd") != std::string::npos);
    CHECK(encode(again) == text);
  }
}

} // namespace

} // namespace switchboard
