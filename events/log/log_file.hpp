#pragma once

#include "events/event.hpp"
#include "events/log/data_folder.hpp"
#include "events/log/sqlite.hpp"

#include <cstdint>
#include <string_view>

/// The file of a log: how it is laid out, and what is checked before it is trusted.
namespace switchboard::log_file {

/// What a file is of: of a log that is nowhere else, whose every commit reaches the disk and whose
/// events are rows; or of a copy, the lost end of which comes again from elsewhere and whose events
/// lie beside the file.
enum class purpose : std::uint8_t { log, replica };

/// Opens the log of a folder, or makes it. A `log_error` if the file is of another program or
/// purpose, of a newer version, damaged, or ends before its mark.
sqlite::database open_for_writing(const data_folder& folder, purpose expected);

/// Opens what is there, also beside the process that writes.
sqlite::database open_for_reading(const data_folder& folder);

purpose purpose_of(const sqlite::database& file);

/// Whether the file has the index that version 2 came with.
bool has_places(const sqlite::database& file);

/// Of a record at its position: a record that was moved is as wrong as one that was changed.
std::int64_t checksum(std::string_view record, std::uint64_t position);

/// The record as an event. A `log_error` if this switchboard does not know such events.
recorded event_of(const std::filesystem::path& file, std::uint64_t position,
                  std::string_view record);

/// Throws that something in the file is not as it was written.
[[noreturn]] void fail_as_damaged(const std::filesystem::path& file, std::string_view what);

} // namespace switchboard::log_file
