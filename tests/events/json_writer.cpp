#include "events/json_writer.hpp"

#include "events/json.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace switchboard;

std::string written(std::string_view text) { return json::to_text(text); }

/// What another library writes; what is no UTF-8 it replaces as we do.
std::string as_expected(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace

TEST_CASE("a text is written alike wherever in it something needs care") {
  for (const std::string special :
       {"\"", "\\", "\n", "\r", "\t", "\x01", "\x1f", "\x7f", "é", "招", "😀", "\xff", "\xc3"})
    for (std::size_t before = 0; before < 20; ++before)
      for (const std::size_t after : {0, 1, 7, 8, 9}) {
        const auto text = std::string(before, 'a') + special + std::string(after, 'z');
        CAPTURE(before);
        CAPTURE(after);
        CHECK(json::parse(written(text)) == json::parse(as_expected(text)));
      }
}

TEST_CASE("what needs an escape is escaped as short as it can be") {
  CHECK(written("a\"b\\c\nd\re\tf") == R"("a\"b\\c\nd\re\tf")");
  CHECK(written(std::string_view{"\x00\x1f", 2}) == R"("\u0000\u001f")");
  CHECK(written("招 😀") == "\"招 😀\"");
  CHECK(written("\xe6\x8b") == "\"\uFFFD\uFFFD\"");
}

TEST_CASE("a text may be longer than what a writer brings along") {
  json::writer out;
  std::string expected;
  for (int i = 0; i < 1'000; ++i) {
    const auto piece = std::string(static_cast<std::size_t>(i % 97), 'x') + "\"";
    json::write(out, std::string_view{piece});
    expected += as_expected(piece);
  }
  CHECK(out.view() == expected);
}

TEST_CASE("lists and objects end without a comma, also when they are empty") {
  CHECK(json::to_text(std::vector<int>{}) == "[]");
  CHECK(json::to_text(std::vector<int>{1, -2}) == "[1,-2]");
  CHECK(json::to_text(std::vector<std::vector<int>>{{}, {3}}) == "[[],[3]]");
  CHECK(json::to_text(std::map<std::string, bool>{}) == "{}");
  CHECK(json::to_text(std::map<std::string, bool>{{"a", true}, {"b", false}})
        == R"({"a":true,"b":false})");
}

TEST_CASE("numbers are written as they are read") {
  CHECK(json::to_text(std::uint64_t{18'446'744'073'709'551'615U}) == "18446744073709551615");
  CHECK(json::to_text(0.1) == "0.1");
  CHECK(json::to_text(std::numeric_limits<double>::infinity()) == "null");
}
