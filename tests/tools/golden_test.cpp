#include "tests/support/file_text.hpp"
#include "tests/tools/flows.hpp"
#include "tools/diagram.hpp"
#include "tools/log_export.hpp"
#include "tools/why.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

// What the tools tell about the five flows, as files that a person can read and a change has to
// show itself in.

namespace switchboard::tools {

namespace {

namespace files = std::filesystem;

const files::path folder = files::path{SOURCE_DIR} / "tests/golden/flows";

void compare(const std::string& name, const std::string& text) {
  const auto path = folder / name;
  if (std::getenv("WRITE_GOLDEN") != nullptr) {
    files::create_directories(folder);
    std::ofstream{path, std::ios::binary} << text;
  }
  INFO("Meant so? Run the tests once with WRITE_GOLDEN=1, and look at the difference.");
  CAPTURE(path);
  CHECK(testing::text_in(path) == text);
}

TEST_CASE("the five flows are told as they are in the golden files") {
  for (const auto& flow : testing::five_flows()) {
    CAPTURE(flow.name);
    const auto& log = flow.played->log;
    std::ostringstream records;
    export_events(records, log, {}, export_form::ndjson);
    compare(flow.name + ".ndjson", records.str());
    const auto why = explain(log, flow.call.value);
    compare(flow.name + ".why.txt", to_text(why, paint{false}));
    compare(flow.name + ".why.json", to_json(why));
    const auto exchange = exchange_of(tell_call(log, flow.call));
    compare(flow.name + ".diagram.txt", draw_text(exchange));
    compare(flow.name + ".diagram.mmd", draw_mermaid(exchange));
    compare(flow.name + ".diagram.svg", draw_svg(exchange));
  }
}

} // namespace

} // namespace switchboard::tools
