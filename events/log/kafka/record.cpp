#include "events/log/kafka/record.hpp"

#include "events/codec.hpp"

#include <charconv>

namespace switchboard::kafka {

namespace {

constexpr auto mark_header = "append";

void add(rd_kafka_headers_t& to, std::string_view name, std::string_view value) {
  rd_kafka_header_add(&to, name.data(), static_cast<ssize_t>(name.size()), value.data(),
                      static_cast<ssize_t>(value.size()));
}

std::optional<std::uint32_t> parse_number(std::string_view text) {
  std::uint32_t number = 0;
  const auto* end = text.data() + text.size();
  const auto [stopped_at, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stopped_at != end) return std::nullopt;
  return number;
}

std::string_view text_of(const void* bytes, std::size_t size) {
  return bytes == nullptr ? std::string_view{}
                          : std::string_view{static_cast<const char*>(bytes), size};
}

} // namespace

std::string to_string(const append_mark& mark) {
  return std::string{mark.append} + '/' + std::to_string(mark.index) + '/'
         + std::to_string(mark.size);
}

std::optional<append_mark> parse_append_mark(std::string_view text) {
  const auto size_at = text.rfind('/');
  if (size_at == std::string_view::npos || size_at == 0) return std::nullopt;
  const auto index_at = text.rfind('/', size_at - 1);
  if (index_at == std::string_view::npos || index_at == 0) return std::nullopt;
  const auto index = parse_number(text.substr(index_at + 1, size_at - index_at - 1));
  const auto size = parse_number(text.substr(size_at + 1));
  if (!index || !size || *index >= *size) return std::nullopt;
  return append_mark{text.substr(0, index_at), *index, *size};
}

outgoing_record make_record(const envelope& entry) {
  outgoing_record made{to_string(entry.stream), encode(entry), entry.time.ms,
                       headers{rd_kafka_headers_new(8)}};
  auto& about = *made.about;
  add(about, "ce_specversion", "1.0");
  add(about, "ce_id", to_string(entry.id));
  add(about, "ce_source", "/switchboard");
  add(about, "ce_type", type_of(entry.body));
  add(about, "ce_subject", made.key);
  add(about, "ce_time", to_string(entry.time));
  add(about, "content-type", "application/json");
  return made;
}

void add_mark(rd_kafka_headers_t& to, const append_mark& mark) {
  add(to, mark_header, to_string(mark));
}

std::optional<append_mark> mark_of(const rd_kafka_message_t& record) {
  rd_kafka_headers_t* all = nullptr;
  if (rd_kafka_message_headers(&record, &all) != RD_KAFKA_RESP_ERR_NO_ERROR) return std::nullopt;
  const void* value = nullptr;
  std::size_t size = 0;
  if (rd_kafka_header_get_last(all, mark_header, &value, &size) != RD_KAFKA_RESP_ERR_NO_ERROR)
    return std::nullopt;
  return parse_append_mark(text_of(value, size));
}

std::string_view value_of(const rd_kafka_message_t& record) {
  return text_of(record.payload, record.len);
}

std::string_view key_of(const rd_kafka_message_t& record) {
  return text_of(record.key, record.key_len);
}

} // namespace switchboard::kafka
