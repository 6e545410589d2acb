#include "transport/mail/letter.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace switchboard::mail {

namespace {

letter plain_letter() {
  return {"id-1", "alice@example.org", "A new password", "Hello\n", {1'763'676'000'000}};
}

std::string header_of(const std::string& wire, std::string_view name) {
  const auto at = wire.find("\r\n" + std::string{name} + ": ") + name.size() + 4;
  auto end = wire.find("\r\n", at);
  while (wire[end + 2] == ' ')
    end = wire.find("\r\n", end + 2);
  return wire.substr(at, end - at);
}

} // namespace

TEST_CASE("a letter has the headers that a mail needs") {
  const auto wire = to_wire(plain_letter(), "calls@example.org");
  CHECK(wire.starts_with("From: <calls@example.org>\r\n"));
  CHECK(header_of(wire, "To") == "<alice@example.org>");
  CHECK(header_of(wire, "Subject") == "A new password");
  CHECK(header_of(wire, "Date") == "Thu, 20 Nov 2025 22:00:00 +0000");
  CHECK(header_of(wire, "Message-ID") == "<id-1@example.org>");
  CHECK(wire.ends_with("\r\n\r\nSGVsbG8K\r\n"));
}

TEST_CASE("a subject in other letters is cut between them, and no line is too long") {
  auto of = plain_letter();
  of.subject.clear();
  for (int i = 0; i < 40; ++i)
    of.subject += "密码";
  of.text = std::string(1'000, 'x') + "\r\n.\r\n";
  const auto wire = to_wire(of, "calls@example.org");
  CHECK(header_of(wire, "Subject").starts_with("=?UTF-8?B?5a+G56CB"));
  for (std::string_view rest{wire}; !rest.empty();) {
    const auto end = rest.find("\r\n");
    REQUIRE(end != std::string_view::npos);
    CHECK(end <= 78);
    CHECK(rest.substr(0, end) != ".");
    rest.remove_prefix(end + 2);
  }
}

TEST_CASE("a line break in a subject ends no header") {
  auto of = plain_letter();
  of.subject = "one\r\nBcc: everybody@example.org";
  CHECK(to_wire(of, "calls@example.org").find("Bcc:") == std::string::npos);
}

} // namespace switchboard::mail
