#pragma once

#include "events/event.hpp"
#include "events/log/data_folder.hpp"
#include "events/log/sqlite.hpp"

#include <cstdint>
#include <string_view>

/// The file of a log: how it is laid out, and what is checked before it is trusted.
namespace switchboard::log_file {

/// What a file is of: of a log that is nowhere else, whose every commit reaches the disk; or of one
/// that is elsewhere, from where a lost end of the file comes again.
enum class purpose : std::uint8_t { log, replica };

/// Opens the log of a folder, or makes it. A `log_error` if the file is of another program or
/// purpose, of a newer version, damaged, or ends before its mark.
sqlite::database open_for_writing(const data_folder& folder, purpose expected);

/// Opens what is there, also beside the process that writes.
sqlite::database open_for_reading(const data_folder& folder);

/// Whether the file has the index that version 2 came with.
bool has_places(const sqlite::database& file);

/// Of a record at its position: a record that was moved is as wrong as one that was changed.
std::int64_t checksum(std::string_view record, std::uint64_t position);

/// The record as an event. A `log_error` if it is not what was once written there.
recorded read_record(const std::filesystem::path& file, std::uint64_t position,
                     std::string_view record, std::int64_t stored_checksum);

/// Throws that something in the file is not as it was written.
[[noreturn]] void fail_as_damaged(const std::filesystem::path& file, std::string_view what);

} // namespace switchboard::log_file
