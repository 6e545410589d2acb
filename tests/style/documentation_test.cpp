#include "tests/style/source_file.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>

namespace switchboard::style {
namespace {

namespace fs = std::filesystem;

bool is_elsewhere(std::string_view target) {
  return target.starts_with('#') || target.find("://") != std::string_view::npos;
}

/// Links of one page to files that are not there.
findings broken_links(const source_file& page) {
  if (!page.path.ends_with(".md")) return {};
  const auto folder = fs::path{SOURCE_DIR} / fs::path{page.path}.parent_path();
  findings broken;
  for (std::size_t number = 0; const auto line : lines_of(page.text)) {
    ++number;
    for (auto at = line.find("]("); at != std::string_view::npos; at = line.find("](", at + 2)) {
      const auto link = line.substr(at + 2, line.find(')', at) - at - 2);
      const auto target = link.substr(0, link.find('#'));
      if (!is_elsewhere(link) && !fs::exists(folder / target))
        broken.push_back({page.path, number, "a link to nothing: " + std::string{target}});
    }
  }
  return broken;
}

TEST_CASE("links in the documentation lead somewhere") {
  CHECK(report_of(over_the_tree(broken_links)) == "");
  CHECK(broken_links({"docs/a.md", "[x](README.md#x) [y](../README.md) [z](#z)\n"}).empty());
  CHECK(broken_links({"docs/a.md", "[x](https://example.org/)\n"}).empty());
  CHECK(broken_links({"docs/a.md", "[x](README.md) [y](gone.md)\n"}).size() == 1);
}

TEST_CASE("every decision is in the list of decisions") {
  const auto list = std::ranges::find(whole_tree(), "docs/decisions/README.md", &source_file::path);
  REQUIRE(list != whole_tree().end());
  for (const auto& each : fs::directory_iterator{fs::path{SOURCE_DIR} / "docs/decisions"}) {
    const auto name = each.path().filename().string();
    CAPTURE(name);
    CHECK((name == "README.md" || list->text.find("](" + name + ')') != std::string::npos));
  }
}

} // namespace
} // namespace switchboard::style
