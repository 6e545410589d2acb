#include "tools/read_model_check.hpp"

#include "tools/phrases.hpp"

#include <nlohmann/json.hpp>

namespace switchboard::tools {

namespace {

std::string shown_row(const std::string& row) { return row.empty() ? "no such row" : row; }

nlohmann::ordered_json parsed_row(const std::string& row) {
  return row.empty() ? nullptr : nlohmann::ordered_json::parse(row);
}

} // namespace

std::string to_text(const projections::file_check& report, const paint& colours) {
  const auto compared = count_words(report.rows.rows, "row") + " compared, as of "
                        + count_words(report.position, "event");
  const auto& different = report.rows.difference;
  if (!different) return colours.green("well: " + compared + ", none differs") + '\n';
  return colours.red("a row of " + std::string{different->table} + " differs") + '\n'
         + "  the server keeps  " + shown_row(different->one) + '\n' + "  its log gives     "
         + shown_row(different->other) + '\n' + compared + '\n';
}

std::string to_json(const projections::file_check& report) {
  nlohmann::ordered_json difference;
  if (const auto& different = report.rows.difference)
    difference = {{"table", different->table},
                  {"kept", parsed_row(different->one)},
                  {"made", parsed_row(different->other)}};
  const nlohmann::ordered_json document{{"position", report.position},
                                        {"rows", report.rows.rows},
                                        {"difference", std::move(difference)}};
  return document.dump() + '\n';
}

} // namespace switchboard::tools
