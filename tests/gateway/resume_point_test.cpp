#include "transport/gateway/resume_point.hpp"

#include <doctest/doctest.h>

namespace switchboard {

namespace {

resume_point point_in(std::string_view text) {
  const auto read = parse_resume_point(text);
  REQUIRE(std::holds_alternative<resume_point>(read));
  return std::get<resume_point>(read);
}

const stream_id alice{entity_kind::user, "alice"};
const stream_id talk{entity_kind::room, "direct~alice~bob"};

} // namespace

TEST_CASE("a resume point names the connection and what was seen") {
  const auto point =
      point_in(R"({"connection_id":"c_1","streams":{"user/alice":12,"room/direct~alice~bob":5}})");
  CHECK(point.connection_id == connection_id{"c_1"});
  CHECK(point.streams == std::map<stream_id, std::uint64_t>{{alice, 12}, {talk, 5}});
}

TEST_CASE("the streams may stand by themselves") {
  const auto point = point_in(R"({"user/alice":12})");
  CHECK_FALSE(point.connection_id.has_value());
  CHECK(point.streams == std::map<stream_id, std::uint64_t>{{alice, 12}});
}

TEST_CASE("what is no resume point is said to be none") {
  for (const auto* text :
       {"", "7", "[]", R"({"streams":7})", R"({"nowhere":1})", R"({"user/alice":-1})",
        R"({"user/alice":"1"})", R"({"connection_id":7})", R"({"user/no such":1})"}) {
    CAPTURE(text);
    CHECK(std::holds_alternative<std::string>(parse_resume_point(text)));
  }
}

} // namespace switchboard
