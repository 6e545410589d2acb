#pragma once

#include "events/event.hpp"
#include "events/log/kafka/client.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace switchboard::kafka {

/// Which append a record belongs to, and which of its records it is: `ID/INDEX/SIZE` in the header
/// `append`. The id is of one append of one process and never used again; it belongs to whatever
/// the mark was made of.
struct append_mark {
  std::string_view append;
  std::uint32_t index = 0;
  std::uint32_t size = 1;

  friend bool operator==(const append_mark&, const append_mark&) = default;
};

std::string to_string(const append_mark& mark);
std::optional<append_mark> parse_append_mark(std::string_view text);

/// An event as it goes to the topic: its JSON, keyed by its stream, with the headers of CloudEvents
/// 1.0 in binary mode.
struct outgoing_record {
  std::string key;
  std::string value;
  std::int64_t time_ms = 0;
  headers about;
};

outgoing_record make_record(const envelope& entry);
void add_mark(rd_kafka_headers_t& to, const append_mark& mark);

/// Nothing if the record was not written by a switchboard.
std::optional<append_mark> mark_of(const rd_kafka_message_t& record);

std::string_view value_of(const rd_kafka_message_t& record);
std::string_view key_of(const rd_kafka_message_t& record);

} // namespace switchboard::kafka
