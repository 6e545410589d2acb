#include "events/codec.hpp"
#include "tests/doors/trial.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

namespace switchboard {

namespace {

using testing::trial;

std::string repeated(std::size_t times, const std::string& text) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i)
    all += text;
  return all;
}

std::string in_lists(std::size_t levels, const std::string& inside = "") {
  return repeated(levels, "[") + inside + repeated(levels, "]");
}

std::string in_objects(std::size_t levels, const std::string& inside = "{}") {
  return repeated(levels, R"({"a":)") + inside + repeated(levels, "}");
}

/// JSON that some parser somewhere has stumbled over.
std::vector<std::string> odd_values() {
  std::vector<std::string> all{R"("\ud800")",
                               R"("\udc00")",
                               R"("\ud800\u0041")",
                               R"("\ud83d\ude00")",
                               R"("a\u0000b")",
                               R"({"\u0000":"\u0000"})",
                               R"({"\ud800":1})",
                               R"("\u001f\b\f\n\r\t\"\\\/")",
                               "\"\x7f\"",
                               "1e400",
                               "-1e400",
                               "1e308",
                               "1e-400",
                               "5e-324",
                               "-0",
                               "-0.0",
                               "0.0",
                               "1E+2",
                               "1e2",
                               "1.0",
                               "01",
                               "1.",
                               ".5",
                               "+1",
                               "NaN",
                               "Infinity",
                               "0x10",
                               "9007199254740993",
                               "9223372036854775807",
                               "9223372036854775808",
                               "18446744073709551615",
                               "18446744073709551616",
                               "-9223372036854775808",
                               "-9223372036854775809",
                               "123456789012345678901234567890",
                               "0.1234567890123456789012345",
                               R"({"a":1,"a":2})",
                               R"({"a":{"b":1,"b":[]},"":{}})",
                               "[1,]",
                               "[,1]",
                               "{,}",
                               R"({"a"})",
                               "[1] ",
                               " [ 1 , 2 ] ",
                               "[]",
                               "{}",
                               "null",
                               "true",
                               "\"\"",
                               "'a'",
                               "\xef\xbb\xbf[1]",
                               "\"\xc3\x28\"",
                               "\"\xed\xa0\x80\"",
                               "\"\xf0\x9f\x98\x80\"",
                               "\"\xe2\x80\xa8\"",
                               "[1]//",
                               "\"" + repeated(16'000, "x") + "\"",
                               "\"" + repeated(2'700, R"(\b)") + "\"",
                               "[" + repeated(1'000, "1e14,") + "1]",
                               "[" + repeated(3'000, "{},") + "0]"};
  for (std::size_t levels = 1; levels <= 70; ++levels)
    for (const auto* inside : {"", "1", R"("]")"})
      all.push_back(in_lists(levels, inside));
  for (std::size_t levels = 1; levels <= 70; levels += 3)
    all.push_back(in_objects(levels));
  all.push_back(in_lists(5'000));
  all.push_back(repeated(5'000, "["));
  return all;
}

/// A frame of each kind that takes any JSON, or a text, with this in it.
std::vector<std::string> frames_with(const std::string& value, const std::string& call) {
  const auto to = R"("to":")" + bench::house::name_of(1) + '"';
  const auto in_call = R"("call_id":")" + call + '"';
  return {R"({"type":"message",)" + to + R"(,"content":"hi","extra_data":)" + value + '}',
          R"({"type":"message",)" + to + R"(,"content":)" + value + '}',
          R"({"type":"security_report",)" + in_call + R"(,"subject_user_id":")"
              + bench::house::name_of(1) + R"(","risk_score":0.5,"confidence":1,"signals":)" + value
              + '}',
          R"({"type":"security_report",)" + in_call + R"(,"subject_user_id":")"
              + bench::house::name_of(1) + R"(","risk_score":)" + value + R"(,"confidence":1})",
          R"({"type":"quality_report",)" + in_call + R"(,"rtt":)" + value + '}',
          R"({"type":"transcript",)" + in_call + R"(,"text":)" + value + '}',
          R"({"type":"offer",)" + in_call + R"(,"data":)" + value + '}',
          R"({"type":"media",)" + in_call + R"(,"media":{"audio":true},"more":)" + value + '}',
          R"({"type":"message",)" + to + R"(,"content":"hi","id":)" + value + '}'};
}

const room::message_posted& posted_in(const recorded& event) {
  return std::get<room::message_posted>(std::get<room::event>(event.entry.body));
}

} // namespace

TEST_CASE("whatever a socket lets in can be read again, whoever reads it") {
  trial all;
  std::size_t taken = 0;
  for (const auto& value : odd_values()) {
    for (const auto& frame : frames_with(value, all.call())) {
      CAPTURE(frame.substr(0, 300));
      const auto before = all.events();
      const auto answer = all.say(frame);
      const bool is_taken = all.events() > before;
      taken += is_taken ? 1 : 0;
      const bool is_signal = frame.starts_with(R"({"type":"offer")");
      if (is_signal && answer.empty()) continue;
      CHECK_FALSE((is_taken && json::parse(answer)["type"] == "error"));
    }
  }
  CHECK(taken > 300);
  CHECK(all.fault().value_or("") == "");
}

TEST_CASE("whatever HTTP lets in can be read again, whoever reads it") {
  trial all;
  const auto before = all.events();
  for (const auto& value : odd_values()) {
    all.post_message(R"({"to":"b","content":"hi","extra_data":)" + value + '}');
    all.post_message(R"({"to":"b","content":)" + value + '}');
    all.create_group(R"({"members":[],"name":)" + value + '}');
  }
  CHECK(all.events() > before + 100);
  CHECK(all.fault().value_or("") == "");
}

TEST_CASE("a socket and HTTP let in the same") {
  trial all;
  for (const auto& value : odd_values()) {
    CAPTURE(value.substr(0, 200));
    const auto fields = R"("content":"hi","extra_data":)" + value + '}';
    const auto answer =
        all.say(R"({"type":"message","to":")" + bench::house::name_of(1) + "\"," + fields);
    const auto before = all.events();
    const auto refused = all.post_message(R"({"to":"b",)" + fields);
    const bool is_taken = all.events() > before;
    CHECK((json::parse(answer)["type"] == "ack") == is_taken);
    if (!is_taken) continue;
    const auto last = all.log().read_all(all.events() - 1, 2);
    CHECK(posted_in(last[0]).content == posted_in(last[1]).content);
    CHECK(posted_in(last[0]).extra_data == posted_in(last[1]).extra_data);
  }
}

TEST_CASE("no damage to a frame lets in what cannot be read") {
  trial all;
  std::mt19937 random{20'261'201};
  const auto below = [&](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>{0, bound - 1}(random);
  };
  const auto values = odd_values();
  const std::string pieces = "{}[]\",:\\u0deE+-.19 \n\x01\x7f\xc3\xa9";
  std::size_t taken = 0;
  for (int i = 0; i < 3'000; ++i) {
    const auto frames = frames_with(values[below(values.size())], all.call());
    auto frame = frames[below(frames.size())];
    for (auto times = below(3); times > 0; --times) {
      const auto at = below(frame.size());
      if (below(2) == 0)
        frame.erase(at, 1 + below(4));
      else
        frame.insert(at, 1 + below(3), pieces[below(pieces.size())]);
    }
    const auto before = all.events();
    all.say(frame);
    taken += all.events() > before ? 1 : 0;
  }
  CHECK(taken > 100);
  CHECK(all.fault().value_or("") == "");
}

} // namespace switchboard
