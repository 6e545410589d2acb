#include "tools/diagram.hpp"
#include "tools/phrases.hpp"

namespace switchboard::tools {

namespace {

constexpr std::size_t left_px = 150;
constexpr std::size_t lane_px = 260;
constexpr std::size_t head_px = 60;
constexpr std::size_t step_px = 34;

constexpr auto style = R"svg(<style>
  text { font: 13px sans-serif; fill: #222; }
  .time { fill: #777; font-size: 11px; }
  .name { font-weight: bold; text-anchor: middle; }
  .said { text-anchor: middle; }
  .note { fill: #a40; text-anchor: middle; }
  line { stroke: #bbb; }
  .arrow { stroke: #246; stroke-width: 1.5; marker-end: url(#tip); }
</style>
<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#246"/></marker></defs>
)svg";

std::string escaped_for_xml(std::string_view text) {
  std::string safe;
  for (const char each : text) {
    switch (each) {
    case '&':
      safe += "&amp;";
      break;
    case '<':
      safe += "&lt;";
      break;
    case '>':
      safe += "&gt;";
      break;
    case '"':
      safe += "&quot;";
      break;
    default:
      safe += each;
    }
  }
  return safe;
}

std::size_t x_of(std::size_t lane) { return left_px + lane * lane_px; }
std::size_t y_of(std::size_t step) { return head_px + 20 + step * step_px; }

std::string text_at(std::size_t x, std::size_t y, std::string_view kind, std::string_view text) {
  return "<text class=\"" + std::string{kind} + "\" x=\"" + std::to_string(x) + "\" y=\""
         + std::to_string(y) + "\">" + escaped_for_xml(text) + "</text>\n";
}

std::string line_from(std::size_t x1, std::size_t y1, std::size_t x2, std::size_t y2,
                      std::string_view kind) {
  return "<line class=\"" + std::string{kind} + "\" x1=\"" + std::to_string(x1) + "\" y1=\""
         + std::to_string(y1) + "\" x2=\"" + std::to_string(x2) + "\" y2=\"" + std::to_string(y2)
         + "\"/>\n";
}

std::string draw(const arrow& step, std::size_t number) {
  const auto y = y_of(number);
  auto drawn = text_at(8, y + 4, "time", clock_time(step.at));
  const auto from = x_of(step.from);
  const auto to = x_of(step.to);
  if (step.is_note()) return drawn + text_at(from, y + 4, "note", step.text);
  drawn += line_from(from, y, to, y, "arrow");
  return drawn + text_at((from + to) / 2, y - 6, "said", step.text);
}

} // namespace

std::string draw_svg(const exchange& of) {
  const auto width = x_of(of.lanes.size() - 1) + left_px;
  const auto height = y_of(of.arrows.size()) + 10;
  auto svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + std::to_string(width)
             + ' ' + std::to_string(height) + "\" role=\"img\">\n<title>"
             + escaped_for_xml(of.title) + "</title>\n" + style;
  for (std::size_t lane = 0; lane < of.lanes.size(); ++lane) {
    svg += text_at(x_of(lane), head_px - 24, "name", of.lanes[lane]);
    svg += line_from(x_of(lane), head_px - 14, x_of(lane), height - 10, "lane");
  }
  for (std::size_t i = 0; i < of.arrows.size(); ++i)
    svg += draw(of.arrows[i], i);
  return svg + "</svg>\n";
}

} // namespace switchboard::tools
