#include "transport/gateway/frame_reader.hpp"
#include "transport/gateway/signal_skimmer.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

namespace switchboard {

namespace {

const std::vector<std::string> signals{
    R"({"type":"ice_candidate","call_id":"direct~a~b~3","data":{"candidate":"c","line":0}})",
    R"( { "type" : "offer" , "id" : "x1" , "call_id" : "c" , "to" : "bob" , "data" : [ 1 , -2.5 ] } )",
    R"({"data":{"sdp":"v=0\r\n\u00e9","ok":[true,false,null,{}]},"type":"answer","call_id":"c","more":[]})",
    R"({"type":"ice_candidate","call_id":"c","to":"c_1","data":null})",
    R"({"type":"offer","call_id":"c","data":"v=0\r\no=- 4611 2 IN IP4\\ 127.0.0.1\r\ns=a and \"more\""})",
};

const asks::signal* signal_of(const asks::frame& body) {
  return std::visit(
      [](const auto& each) -> const asks::signal* {
        if constexpr (std::is_base_of_v<asks::signal, std::remove_cvref_t<decltype(each)>>)
          return &each;
        else
          return nullptr;
      },
      body);
}

/// Whether the reader of all frames finds the same in this text.
bool is_read_the_same(const std::string& text, const skimmed_signal& skimmed) {
  const auto read = read_client_frame(text);
  const auto* whole = std::get_if<read_frame>(&read);
  const auto* signal = whole ? signal_of(whole->body) : nullptr;
  if (!signal || json::parse(text)["type"] != skimmed.type) return false;
  const auto to = skimmed.to ? std::optional{user_id{std::string{*skimmed.to}}} : std::nullopt;
  return signal->call_id == call_id{std::string{skimmed.call_id}} && signal->to == to
         && json::parse(signal->data.text) == json::parse(skimmed.data);
}

std::string damage(std::string text, std::mt19937& random) {
  static const std::string pieces = "{}[]\",:\\u0eE+-.19dD8 \n\ttrfn\x01";
  const auto below = [&](std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>{0, bound - 1}(random);
  };
  for (auto times = below(3) + 1; times > 0; --times) {
    const auto at = below(text.size());
    switch (below(4)) {
    case 0:
      text.erase(at, 1);
      break;
    case 1:
      text[at] = pieces[below(pieces.size())];
      break;
    case 2:
      text.insert(at, 1, pieces[below(pieces.size())]);
      break;
    default:
      text.insert(at, text.substr(below(text.size()), below(12)));
    }
  }
  return text;
}

} // namespace

TEST_CASE("a signal is handed on as its client wrote it") {
  const auto found = skim_signal(signals[1]);
  REQUIRE(found);
  CHECK(found->type == "offer");
  CHECK(found->call_id == "c");
  CHECK(found->to == "bob");
  CHECK(found->data == "[ 1 , -2.5 ]");
}

TEST_CASE("signals that are plainly written are skimmed") {
  for (const auto& text : signals) {
    CAPTURE(text);
    const auto found = skim_signal(text);
    REQUIRE(found);
    CHECK(is_read_the_same(text, *found));
  }
}

TEST_CASE("what is not plain is left to the reader of all frames") {
  const std::vector<std::string> others{
      R"({"type":"ping","call_id":"c","data":1})",
      R"({"type":"offer","data":1})",
      R"({"type":"offer","call_id":"c"})",
      R"({"type":"offer","call_id":null,"data":1})",
      R"({"type":"offer","call_id":"\u0063","data":1})",
      R"({"type":"offer","call_id":"c","to":7,"data":1})",
      R"({"type":"offer","call_id":"c","to":"no one","data":1})",
      R"({"type":"offer","call_id":"c","data":1,"data":2})",
      R"({"type":"offer","call_id":"c","id":"1","id":"2","data":1})",
      R"({"type":"offer","call_id":"c","to":"me","data":1})",
      R"({"type":"offer","call_id":"c","data":1e999})",
      R"({"type":"offer","call_id":"c","data":1e-9})",
      R"({"type":"offer","call_id":"c","data":1234567890123456789012})",
      R"({"type":"offer","call_id":"c","data":1e})",
      R"({"type":"offer","call_id":"c","data":"\ud800"})",
      R"({"type":"offer","call_id":"c","data":01})",
      R"({"type":"offer","call_id":"c","data":1}})",
      R"({"type":"offer","call_id":"c","id":{},"data":1})",
      R"({"type":"offer","call_id":"c","data":)" + std::string(1000, '['),
      "{\"type\":\"offer\",\"call_id\":\"c\",\"data\":\"a\nb\"}",
      "[]",
      "",
  };
  for (const auto& text : others) {
    CAPTURE(text);
    CHECK_FALSE(skim_signal(text));
  }
}

TEST_CASE("no damage makes the two readers understand different things") {
  std::mt19937 random{20'261'121};
  std::size_t skimmed = 0;
  for (int i = 0; i < 200'000; ++i) {
    const auto text = damage(signals[static_cast<std::size_t>(i) % signals.size()], random);
    const auto found = skim_signal(text);
    if (!found) continue;
    ++skimmed;
    CAPTURE(text);
    REQUIRE(is_read_the_same(text, *found));
  }
  CHECK(skimmed > 10'000);
}

} // namespace switchboard
