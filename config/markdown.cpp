#include "config/settings.hpp"
#include "config/value.hpp"

namespace switchboard::config {

namespace {

constexpr std::string_view introduction = R"(# Configuration

<!-- Made from the code by scripts/docs. Do not edit: change config/sections/ instead. -->

A setting has its default, which the file named by `--config` may change, which an environment
variable may change, which a flag may change: the later is the stronger.

The file is TOML, with a table for each section below. The variable of `section.key` is
`SWITCHBOARD_SECTION_KEY`; a list's parts are separated by commas there. A setting that is
unknown, of the wrong type or out of its range ends the program with exit code 2 and one line that
says where it stands and what is allowed. `config/dev.toml` is the development configuration.
)";

/// A cell of a table: a pipe would end it.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text)
    out += c == '|' ? std::string{"\\|"} : std::string{c};
  return out;
}

std::string row(const entry& of) {
  std::string doc{of.doc};
  if (!of.flag.empty()) doc += " Flag: `" + std::string{of.flag} + "`.";
  return "| `" + std::string{of.key} + "` | `" + cell(toml_text(of)) + "` | "
         + cell(allowed_text(of)) + " | " + cell(doc) + " |\n";
}

} // namespace

std::string settings_markdown() {
  settings defaults;
  std::string page{introduction};
  std::string_view section;
  for (const auto& each : entries_of(defaults)) {
    if (each.section != section) {
      section = each.section;
      page += "\n## " + std::string{section} + "\n\n| setting | default | allowed | what it is |\n"
              + "| --- | --- | --- | --- |\n";
    }
    page += row(each);
  }
  return page;
}

} // namespace switchboard::config
