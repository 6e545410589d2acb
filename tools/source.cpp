#include "tools/source.hpp"

#include "events/log/kafka/uri.hpp"
#include "events/log/storage.hpp"
#include "tools/archive.hpp"

namespace switchboard::tools {

std::unique_ptr<event_log> open_source(const std::filesystem::path& data,
                                       const report_line& report) {
  if (is_kafka_uri(data.string())) return open_log_of(data.string(), report);
  std::error_code unknown;
  if (std::filesystem::is_directory(data, unknown))
    return open_log_for_reading(data_folder{data}, report);
  if (!std::filesystem::exists(data, unknown))
    throw log_error{data.string()
                    + ": there is no such data folder or exported file: name one with --data"};
  if (data.extension() == ".db")
    throw log_error{data.string() + ": is a file of a data folder: name the folder with --data"};
  return std::make_unique<archive>(data);
}

std::vector<std::string> skipped_records(const event_log& opened,
                                         const std::filesystem::path& data) {
  std::error_code unknown;
  const auto all = std::filesystem::is_directory(data, unknown)
                       ? kafka::foreign_records_in(data_folder{data})
                       : foreign_records_of(opened);
  std::vector<std::string> lines;
  for (const auto& each : all)
    lines.push_back("the record at offset " + std::to_string(each.offset) + " of partition "
                    + std::to_string(each.partition) + ": " + each.why);
  return lines;
}

} // namespace switchboard::tools
