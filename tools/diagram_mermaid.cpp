#include "tools/diagram.hpp"
#include "tools/phrases.hpp"

namespace switchboard::tools {

namespace {

/// Mermaid ends a statement at a semicolon, reads a hash as an entity and shows tags as such.
std::string escaped_for_mermaid(std::string_view text) {
  std::string safe;
  for (const char each : text) {
    if (each == ';')
      safe += "#59;";
    else if (each == '#')
      safe += "#35;";
    else if (each == '<')
      safe += "#lt;";
    else if (each == '>')
      safe += "#gt;";
    else
      safe += each;
  }
  return safe;
}

std::string lane_name(std::size_t lane) { return "p" + std::to_string(lane); }

} // namespace

std::string draw_mermaid(const exchange& of) {
  std::string text = "sequenceDiagram\n";
  for (std::size_t lane = 0; lane < of.lanes.size(); ++lane)
    text +=
        "  participant " + lane_name(lane) + " as " + escaped_for_mermaid(of.lanes[lane]) + '\n';
  for (const auto& each : of.arrows) {
    const auto said = escaped_for_mermaid(clock_time(each.at) + " " + each.text);
    if (each.is_note())
      text += "  Note over " + lane_name(each.from) + ": " + said + '\n';
    else
      text += "  " + lane_name(each.from) + "->>" + lane_name(each.to) + ": " + said + '\n';
  }
  return text;
}

} // namespace switchboard::tools
