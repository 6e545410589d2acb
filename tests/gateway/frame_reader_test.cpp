#include "transport/gateway/frame_reader.hpp"

#include <doctest/doctest.h>

#include <string>

namespace switchboard {

namespace {

template <class Frame>
Frame frame_in(std::string_view text) {
  auto read = read_client_frame(text);
  REQUIRE(std::holds_alternative<read_frame>(read));
  auto& body = std::get<read_frame>(read).body;
  REQUIRE(std::holds_alternative<Frame>(body));
  return std::get<Frame>(body);
}

std::string error_in(const std::string& text) {
  const auto read = read_client_frame(text);
  const auto* wrong = std::get_if<says::error>(&read);
  return wrong ? wrong->code : "none";
}

} // namespace

TEST_CASE("7 and \"7\" name the same person in a frame") {
  const auto number =
      frame_in<asks::call_invitation>(R"({"type":"call_invitation","target_user_id":7})");
  const auto text =
      frame_in<asks::call_invitation>(R"({"type":"call_invitation","target_user_id":"7"})");
  CHECK(number.target_user_id == user_id{"7"});
  CHECK(number.target_user_id == text.target_user_id);
}

TEST_CASE("a frame may say more than is understood, and null for what it leaves out") {
  const auto message = frame_in<asks::message>(
      R"({"type":"message","to":"bob","room_id":null,"content":"hi","mood":"fine"})");
  CHECK(message.to == user_id{"bob"});
  CHECK_FALSE(message.room_id.has_value());
  CHECK(message.extra_data.text == "null");
}

TEST_CASE("a signal's data is handed on as it is") {
  const auto offer =
      frame_in<asks::offer>(R"({"type":"offer","call_id":"direct~a~b~3","data":{"sdp":"x"}})");
  CHECK(offer.data.text == R"({"sdp":"x"})");
}

TEST_CASE("an id comes back as it was written") {
  for (const std::string id : {"7", "\"7\"", "\"a b\""}) {
    const auto read = read_client_frame(R"({"type":"ping","id":)" + id + "}");
    REQUIRE(std::holds_alternative<read_frame>(read));
    CHECK(std::get<read_frame>(read).id->text == id);
  }
}

TEST_CASE("a refused frame's error names its id, also when it is no JSON") {
  const std::string many(1'000, '[');
  for (const std::string id : {"7", R"("k-1")", R"("\"\ud83d\ude00\"")", "-3"})
    for (const std::string& rest :
         {std::string{R"("type":"nothing")"}, std::string{R"("type":"message","to":"me")"},
          std::string{R"("type":"message","to":"b","content":"x","extra_data":1e400)"},
          R"("type":"message","to":"b","content":"x","extra_data":)" + many,
          std::string{R"("type":"message","content":"\ud800")"}, std::string{R"("type":)"}}) {
      const auto read = read_client_frame(R"({"id":)" + id + ',' + rest + '}');
      CAPTURE(rest.substr(0, 100));
      REQUIRE(std::holds_alternative<says::error>(read));
      const auto& re = std::get<says::error>(read).re;
      REQUIRE(re);
      CHECK(json::parse(re->text) == json::parse(id));
    }
}

TEST_CASE("the id of a frame is found without reading all of it") {
  const auto found = [](std::string_view text) {
    const auto id = find_frame_id(text);
    return id ? id->text : "none";
  };
  CHECK(found(R"({"id":7)") == "7");
  CHECK(found(R"({"a":{"id":1},"b":[1,2.5e3,"\u00e9"], "id" : "x" , )") == R"("x")");
  CHECK(found(R"({"extra_data":"\ud800","id":"x"})") == R"("x")");
  for (const char* const none :
       {"", "[]", "{", "{}", R"({"a":1})", R"({"id":null})", R"({"id":{}})", R"({"id":"\ud800"})",
        R"({"id":1.5})", R"({"a":[,"id":1})", R"({"a":"b)", R"(["id",7])"})
    CHECK_MESSAGE(found(none) == "none", none);
  CHECK(found(R"({"id":")" + std::string(200, 'x') + R"("})") == "none");
}

TEST_CASE("a client attaches at most 32 lists and objects inside of each other, wherever") {
  for (const std::string& frame : {
           std::string{R"("type":"message","to":"b","content":"x","extra_data":)"},
           std::string{R"("type":"message_edit","message_id":"m","content":"x","extra_data":)"},
           std::string{R"("type":"offer","call_id":"c","data":)"},
           std::string{R"("type":"security_report","subject_user_id":"b","risk_score":0,)"
                       R"("confidence":0,"signals":)"},
       }) {
    CAPTURE(frame);
    CHECK(error_in('{' + frame + std::string(32, '[') + "1" + std::string(32, ']') + '}')
          == "none");
    CHECK(error_in('{' + frame + std::string(33, '[') + std::string(33, ']') + '}') == "bad_json");
  }
}

TEST_CASE("a field is there once") {
  CHECK(error_in(R"({"type":"message","to":"b","to":"c","content":"x"})") == "bad_frame");
  CHECK(error_in(R"({"type":"ping","type":"message","to":"b","content":"x"})") == "bad_frame");
  CHECK(error_in(R"({"type":"ping","id":1,"id":2})") == "bad_frame");
  CHECK(error_in(R"({"type":"ping","unknown":1,"unknown":2})") == "none");
}

TEST_CASE("what is no frame gets an error that says so") {
  struct row {
    std::string text;
    std::string code;
  };
  const std::string many(3'000, '[');
  for (const auto& [text, code] : {
           row{"", "bad_json"},
           row{"{", "bad_json"},
           row{many, "bad_json"},
           row{"[]", "bad_frame"},
           row{"7", "bad_frame"},
           row{"{}", "bad_frame"},
           row{R"({"type":7})", "bad_frame"},
           row{R"({"type":"ping","id":[]})", "bad_frame"},
           row{R"({"type":"ping","id":")" + std::string(200, 'x') + R"("})", "bad_frame"},
           row{R"({"type":"nothing"})", "unknown_type"},
           row{R"({"type":"message","to":"bob"})", "bad_frame"},
           row{R"({"type":"message","to":"no one","content":"x"})", "bad_frame"},
           row{R"({"type":"call_invitation","target_user_id":"b","call_type":"smell"})",
               "bad_frame"},
           row{R"({"type":"security_report","subject_user_id":"b","risk_score":"1"})", "bad_frame"},
       }) {
    CAPTURE(text.substr(0, 100));
    CHECK(error_in(text) == code);
  }
}

} // namespace switchboard
