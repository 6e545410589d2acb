#include "tests/http/client_frames.hpp"
#include "transport/websocket/frame_decoder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace switchboard::websocket {

using testing::client_frame;
using testing::client_text;
using testing::close_payload;

namespace {

/// Everything that a decoder tells, one short line each; long payloads by their length.
std::vector<std::string> told_of(std::string bytes, std::size_t piece_size,
                                 const message_limits& limits) {
  static const char* const names[] = {"nothing", "text",  "binary",    "ping",
                                      "pong",    "close", "violation", "fragment"};
  frame_decoder decoder{limits};
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < bytes.size(); from += piece_size) {
    std::span<char> input{bytes.data() + from, std::min(piece_size, bytes.size() - from)};
    for (;;) {
      const auto told = decoder.next(input);
      if (told.kind == incoming::kind::nothing) break;
      if (told.kind == incoming::kind::fragment) continue;
      std::string line = names[static_cast<int>(told.kind)];
      if (told.code != 0) line += ' ' + std::to_string(told.code);
      const bool is_ours = told.kind == incoming::kind::violation;
      if (!is_ours && told.payload.size() > 40)
        line += " #" + std::to_string(told.payload.size());
      else if (!is_ours && !told.payload.empty())
        line += ' ' + std::string{told.payload};
      lines.push_back(line);
      if (is_ours || told.kind == incoming::kind::close) return lines;
    }
  }
  return lines;
}

/// Decodes at once and byte by byte, which must come to the same.
std::vector<std::string> told_of(const std::string& bytes, const message_limits& limits = {}) {
  auto whole = told_of(bytes, bytes.size(), limits);
  for (const std::size_t piece : {1, 2, 3, 7})
    CHECK(told_of(bytes, piece, limits) == whole);
  return whole;
}

using lines = std::vector<std::string>;

} // namespace

TEST_CASE("every encoding of a length carries its payload") {
  for (const std::size_t size :
       {0u, 1u, 7u, 8u, 9u, 124u, 125u, 126u, 127u, 128u, 0xfffeu, 0xffffu, 0x10000u, 0x10001u}) {
    CAPTURE(size);
    std::string payload(size, 'x');
    const auto told = told_of(client_text(payload), {.max_message_bytes = 1 << 20});
    REQUIRE(told.size() == 1);
    CHECK(told[0]
          == (size == 0   ? "text"
              : size > 40 ? "text #" + std::to_string(size)
                          : "text " + payload));
  }
}

TEST_CASE("a length that could be shorter is refused") {
  CHECK(told_of(client_frame{.payload = "abc", .length_bytes = 2}.bytes())
        == lines{"violation 1002"});
  CHECK(told_of(client_frame{.payload = "abc", .length_bytes = 8}.bytes())
        == lines{"violation 1002"});
  CHECK(told_of(client_frame{.payload = std::string(200, 'x'), .length_bytes = 8}.bytes())
        == lines{"violation 1002"});
  const std::string beyond_all("\x81\xff\x80\0\0\0\0\0\0\0abcd", 14);
  CHECK(told_of(beyond_all) == lines{"violation 1002"});
}

TEST_CASE("every mask is taken off, at every offset") {
  const std::string text = "The quick brown fox, 0123456789.";
  for (const std::string& mask :
       {std::string(4, '\0'), std::string{"\xff\xff\xff\xff"}, std::string{"\x01\x02\x03\x04"},
        std::string{"\x80\x00\x7f\x10", 4}})
    CHECK(told_of(client_frame{.payload = text, .mask = mask}.bytes()) == lines{"text " + text});
  CHECK(told_of(client_frame{.payload = text, .is_masked = false}.bytes())
        == lines{"violation 1002"});
}

TEST_CASE("a frame without a mask is refused, however little of it there is") {
  for (const std::string payload : {"", "x", "more"})
    CHECK(told_of(client_frame{.payload = payload, .is_masked = false}.bytes())
          == lines{"violation 1002"});
}

TEST_CASE("reserved bits and unknown opcodes are refused") {
  for (const auto bits : std::to_array<std::uint8_t>({1, 2, 4, 7}))
    CHECK(told_of(client_frame{.payload = "x", .reserved_bits = bits}.bytes())
          == lines{"violation 1002"});
  for (const auto kind :
       std::to_array<std::uint8_t>({0x3, 0x4, 0x5, 0x6, 0x7, 0xb, 0xc, 0xd, 0xe, 0xf}))
    CHECK(told_of(client_frame{.opcode = kind, .payload = "x"}.bytes()) == lines{"violation 1002"});
}

TEST_CASE("fragments make one message, with control frames in between") {
  const auto first = client_frame{.payload = "He", .is_final = false}.bytes();
  const auto middle = client_frame{.opcode = 0, .payload = "l", .is_final = false}.bytes();
  const auto nothing = client_frame{.opcode = 0, .is_final = false}.bytes();
  const auto last = client_frame{.opcode = 0, .payload = "lo"}.bytes();
  const auto ping = client_frame{.opcode = 9, .payload = "are you there"}.bytes();
  const auto pong = client_frame{.opcode = 10}.bytes();

  CHECK(told_of(first + middle + nothing + last) == lines{"text Hello"});
  CHECK(told_of(first + ping + middle + pong + last + client_text("again"))
        == lines{"ping are you there", "pong", "text Hello", "text again"});
  CHECK(told_of(client_frame{.is_final = false}.bytes() + client_frame{.opcode = 0}.bytes())
        == lines{"text"});
  CHECK(told_of(last) == lines{"violation 1002"});
  CHECK(told_of(first + client_text("new")) == lines{"violation 1002"});
  CHECK(told_of(first + last + last) == lines{"text Helo", "violation 1002"});
}

TEST_CASE("control frames are whole and short") {
  for (const auto kind : std::to_array<std::uint8_t>({8, 9, 10}))
    CHECK(told_of(client_frame{.opcode = kind, .is_final = false}.bytes())
          == lines{"violation 1002"});
  CHECK(told_of(client_frame{.opcode = 9, .payload = std::string(125, 'p')}.bytes())
        == lines{"ping #125"});
  CHECK(told_of(client_frame{.opcode = 9, .payload = std::string(126, 'p')}.bytes())
        == lines{"violation 1002"});
}

TEST_CASE("a close frame's code and reason") {
  const auto close_with = [](std::string payload) {
    return told_of(client_frame{.opcode = 8, .payload = std::move(payload)}.bytes());
  };
  CHECK(close_with("") == lines{"close"});
  CHECK(close_with("\x03") == lines{"violation 1002"});
  CHECK(close_with(close_payload(1000, "bye")) == lines{"close 1000 bye"});
  CHECK(close_with(close_payload(1000, "\xff")) == lines{"violation 1007"});
  CHECK(close_with(close_payload(1000, std::string(123, 'r'))) == lines{"close 1000 #123"});
  for (const auto code : std::to_array<std::uint16_t>(
           {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999}))
    CHECK(close_with(close_payload(code)) == lines{"close " + std::to_string(code)});
  for (const auto code : std::to_array<std::uint16_t>(
           {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535}))
    CHECK(close_with(close_payload(code)) == lines{"violation 1002"});
}

TEST_CASE("nothing is read behind a close") {
  CHECK(told_of(client_frame{.opcode = 8}.bytes() + client_text("late")) == lines{"close"});
}

TEST_CASE("limits hold for a message as a whole, and are seen in the header") {
  const message_limits small{.max_message_bytes = 10};
  CHECK(told_of(client_text("0123456789"), small) == lines{"text 0123456789"});
  CHECK(told_of(client_text("0123456789a"), small) == lines{"violation 1009"});
  CHECK(told_of(client_frame{.payload = "012345", .is_final = false}.bytes()
                    + client_frame{.opcode = 0, .payload = "6789a"}.bytes(),
                small)
        == lines{"violation 1009"});
  const auto header_alone = client_text(std::string(11, 'x')).substr(0, 6);
  CHECK(told_of(header_alone, small) == lines{"violation 1009"});
}

TEST_CASE("binary messages only where they are wanted") {
  const auto binary = client_frame{.opcode = 2, .payload = "\xfe\xff"}.bytes();
  CHECK(told_of(binary) == lines{"violation 1003"});
  CHECK(told_of(binary, {.accepts_binary = true}) == lines{"binary \xfe\xff"});
}

TEST_CASE("text is UTF-8, and is refused at the first byte that cannot be") {
  const struct {
    std::string text;
    bool is_valid;
  } cases[] = {
      {"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5", true},
      {"\xc2\x80", true},
      {"\xdf\xbf", true},
      {"\xe0\xa0\x80", true},
      {"\xed\x9f\xbf", true},
      {"\xee\x80\x80", true},
      {"\xef\xbf\xbf", true},
      {"\xf0\x90\x80\x80", true},
      {"\xf4\x8f\xbf\xbf", true},
      {std::string("\0", 1), true},
      {"\x80", false},
      {"\xbf", false},
      {"\xc0\x80", false},
      {"\xc1\xbf", false},
      {"\xe0\x9f\xbf", false},
      {"\xed\xa0\x80", false},
      {"\xed\xbf\xbf", false},
      {"\xf0\x8f\xbf\xbf", false},
      {"\xf4\x90\x80\x80", false},
      {"\xf5\x80\x80\x80", false},
      {"\xff", false},
      {"\xc2", false},
      {"\xe1\xbd", false},
      {"\xf0\x90\x80", false},
      {"\xc2\x41", false},
      {"12345678\xe1\x41", false},
  };
  for (const auto& [text, is_valid] : cases) {
    CAPTURE(text);
    CHECK(is_utf8(text) == is_valid);
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
      const auto fragments = client_frame{.payload = text.substr(0, cut), .is_final = false}.bytes()
                             + client_frame{.opcode = 0, .payload = text.substr(cut)}.bytes();
      CHECK(told_of(fragments) == (is_valid ? lines{"text " + text} : lines{"violation 1007"}));
    }
  }
  // The rest of the frame need not come for the verdict.
  const auto unfinished = client_text("good \xce\xff and more to come").substr(0, 6 + 7);
  CHECK(told_of(unfinished) == lines{"violation 1007"});
}

TEST_CASE("a server's frame has no mask and the shortest length") {
  CHECK(*text_frame("hi").bytes == "\x81\x02hi");
  CHECK(*make_frame(opcode::ping, "").bytes == std::string("\x89\x00", 2));
  CHECK(text_frame(std::string(125, 'x')).bytes->substr(0, 2) == "\x81\x7d");
  CHECK(text_frame(std::string(126, 'x')).bytes->substr(0, 4)
        == std::string("\x81\x7e\x00\x7e", 4));
  CHECK(text_frame(std::string(65536, 'x')).bytes->substr(0, 10)
        == std::string("\x81\x7f\0\0\0\0\0\x01\0\0", 10));
  CHECK(*close_frame(1000, "bye").bytes
        == "\x88\x05\x03\xe8"
           "bye");
  // 41 characters of three bytes fill a control frame; the next one does not fit in part.
  std::string reason;
  for (int i = 0; i < 42; ++i)
    reason += "\xe2\x82\xac";
  CHECK(close_frame(1000, reason).size() == 2 + 2 + 41 * 3);
}

TEST_CASE("the table of close codes says by its ranges who comes back") {
  for (const auto& each : close_codes()) {
    const auto number = static_cast<unsigned>(each.code);
    CAPTURE(number);
    CHECK(&info_of(each.code) == &each);
    CHECK(may_be_sent(static_cast<std::uint16_t>(each.code)));
    if (number >= 4000) CHECK(each.should_reconnect == (number >= 4500));
  }
}

} // namespace switchboard::websocket
