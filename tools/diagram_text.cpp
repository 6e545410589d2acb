#include "tools/diagram.hpp"
#include "tools/phrases.hpp"

#include <algorithm>

namespace switchboard::tools {

namespace {

constexpr std::size_t time_width = 14;
constexpr std::size_t smallest_gap = 12;

/// How many characters a terminal shows: the bytes that begin one.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char each) { return (static_cast<unsigned char>(each) & 0xc0) != 0x80; }));
}

/// A row of characters, each of which may take several bytes.
class row {
public:
  explicit row(std::size_t width) : cells_(width, " ") {}

  void put(std::size_t column, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++column) {
      auto end = i + 1;
      while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        ++end;
      if (column >= cells_.size()) cells_.resize(column + 1, " ");
      cells_[column] = text.substr(i, end - i);
      i = end;
    }
  }
  void fill(std::size_t from, std::size_t to, std::string_view with) {
    for (auto column = from; column < to; ++column)
      put(column, with);
  }
  std::string text() const {
    std::string all;
    for (const auto& each : cells_)
      all += each;
    all.erase(all.find_last_not_of(' ') + 1);
    return all + '\n';
  }

private:
  std::vector<std::string> cells_;
};

/// The column of each lane: lanes that talk are as far apart as the longest of what they say.
std::vector<std::size_t> columns_of(const exchange& of) {
  std::vector<std::size_t> gaps(of.lanes.size(), smallest_gap);
  for (std::size_t lane = 1; lane < of.lanes.size(); ++lane)
    gaps[lane] =
        std::max(gaps[lane], (width_of(of.lanes[lane - 1]) + width_of(of.lanes[lane])) / 2 + 4);
  for (const auto& each : of.arrows)
    if (!each.is_note()) {
      const auto right = std::max(each.from, each.to);
      if (right - std::min(each.from, each.to) == 1)
        gaps[right] = std::max(gaps[right], width_of(each.text) + 6);
    }
  std::vector<std::size_t> columns;
  auto column = time_width + width_of(of.lanes.front()) / 2;
  for (std::size_t lane = 0; lane < of.lanes.size(); ++lane) {
    if (lane > 0) column += gaps[lane];
    columns.push_back(column);
  }
  return columns;
}

row row_of_lanes(const std::vector<std::size_t>& columns) {
  row drawn{columns.back() + 1};
  for (const auto column : columns)
    drawn.put(column, "│");
  return drawn;
}

row draw(const arrow& step, const std::vector<std::size_t>& columns) {
  auto drawn = row_of_lanes(columns);
  drawn.put(0, clock_time(step.at));
  if (step.is_note()) {
    drawn.put(columns[step.from] + 2, "(" + step.text + ")");
    return drawn;
  }
  const auto left = columns[std::min(step.from, step.to)];
  const auto right = columns[std::max(step.from, step.to)];
  drawn.fill(left + 1, right, "─");
  if (step.from < step.to)
    drawn.put(right - 1, ">");
  else
    drawn.put(left + 1, "<");
  drawn.put(left + 3, step.text);
  return drawn;
}

} // namespace

std::string draw_text(const exchange& of) {
  const auto columns = columns_of(of);
  row heads{columns.back()};
  for (std::size_t lane = 0; lane < of.lanes.size(); ++lane)
    heads.put(columns[lane] - std::min(columns[lane], width_of(of.lanes[lane]) / 2),
              of.lanes[lane]);
  auto text = of.title + "\n\n" + heads.text();
  for (const auto& each : of.arrows)
    text += draw(each, columns).text();
  return text;
}

} // namespace switchboard::tools
