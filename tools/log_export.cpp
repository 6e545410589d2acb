#include "tools/log_export.hpp"

#include "events/codec.hpp"

#include <ostream>
#include <string>
#include <string_view>

namespace switchboard::tools {

namespace {

constexpr std::string_view csv_header = "id,stream,seq,type,version,time,command_id,causation_id,"
                                        "correlation_id,actor,data\r\n";

void append_cell(std::string& row, std::string_view text, char end) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    row += text;
  } else {
    row += '"';
    for (const char each : text) {
      if (each == '"') row += '"';
      row += each;
    }
    row += '"';
  }
  row += end;
}

std::string csv_row(const envelope& entry) {
  std::string row;
  append_cell(row, to_string(entry.id), ',');
  append_cell(row, to_string(entry.stream), ',');
  append_cell(row, std::to_string(entry.seq), ',');
  append_cell(row, type_of(entry.body), ',');
  append_cell(row, std::to_string(version_of(entry.body)), ',');
  append_cell(row, to_string(entry.time), ',');
  append_cell(row, entry.command_id, ',');
  append_cell(row, entry.causation_id, ',');
  append_cell(row, entry.correlation_id, ',');
  append_cell(row, entry.actor, ',');
  append_cell(row, encode_data(entry.body), '\r');
  row += '\n';
  return row;
}

} // namespace

std::uint64_t export_events(std::ostream& out, const event_log& log, const selection& wanted,
                            export_form form) {
  std::uint64_t count = 0;
  if (form == export_form::csv) out << csv_header;
  for_each_selected(log, wanted, [&](const recorded& each) {
    if (form == export_form::csv)
      out << csv_row(each.entry);
    else
      out << encode(each.entry) << '\n';
    ++count;
    return out.good();
  });
  return count;
}

} // namespace switchboard::tools
