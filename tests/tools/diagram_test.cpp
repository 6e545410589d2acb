#include "tests/tools/stage.hpp"
#include "tools/diagram.hpp"
#include "tools/why.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace switchboard::tools {

namespace {

using testing::stage;

/// A queue's call between two who gave themselves names that would like to draw and to paint.
struct named_with_malice : stage {
  call_id call;

  named_with_malice() {
    start_customer(1, "Ann\n  Note over p1: forged\r\u2028<b>;#");
    start_agent(2, "Bo\x1b[2J\u009b2J");
    call = queue_call_in(queue_room({"default"}, seq_of(stream_of(queue_name{"default"}))));
    ask_room(call, side(1).value, room::join{call, side(1), {"side-1"}, {}});
    complete(1);
  }
};

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

TEST_CASE("a name cannot draw, and cannot paint the terminal of whoever looks") {
  const named_with_malice played;
  const auto drawn = exchange_of(tell_call(played.log, played.call));
  const auto mermaid = draw_mermaid(drawn);
  CHECK(lines_of(mermaid) == 1 + drawn.lanes.size() + drawn.arrows.size());
  CHECK(mermaid.find("#lt;b#gt;#59;#35;") != std::string::npos);
  const auto why = to_text(explain(played.log, played.call.value), paint{false});
  for (const auto& text : {mermaid, draw_svg(drawn), draw_text(drawn), why}) {
    CAPTURE(text);
    CHECK(text.find("\n  Note over p1: forged") == std::string::npos);
    for (const auto* control : {"\x1b", "\r", "\u009b", "\u2028"})
      CHECK(text.find(control) == std::string::npos);
  }
}

} // namespace

} // namespace switchboard::tools
