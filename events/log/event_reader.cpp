#include "events/log/event_reader.hpp"

#include "events/log/line_event_reader.hpp"
#include "events/log/log_file.hpp"
#include "events/log/row_event_reader.hpp"

namespace switchboard {

std::unique_ptr<event_reader> make_event_reader(const data_folder& folder,
                                                const sqlite::database& file) {
  if (log_file::purpose_of(file) == log_file::purpose::replica)
    return std::make_unique<line_event_reader>(folder, file);
  return std::make_unique<row_event_reader>(file);
}

} // namespace switchboard
