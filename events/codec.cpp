#include "events/codec.hpp"

#include "events/quick_document.hpp"
#include "events/raw_record.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

namespace switchboard {

namespace {

template <class Visitor>
decltype(auto) visit_record(const event& body, Visitor&& visitor) {
  return std::visit([&](const auto& of_kind) { return std::visit(visitor, of_kind); }, body);
}

void write_data(json::writer& out, const event& body) {
  visit_record(body, [&](const auto& record) { json::write(out, record); });
}

/// How the data of one type of record becomes an event.
struct reader {
  entity_kind kind;
  int version;
  event (*read)(const json::quick_value& data, const json::place& at);
};

using reader_table = std::unordered_map<std::string_view, reader>;

template <class KindEvent, class Record>
event read_record(const json::quick_value& data, const json::place& at) {
  return KindEvent{json::read_as<Record>(data, at)};
}

template <class... Records>
void add_readers(reader_table& table, entity_kind kind,
                 std::type_identity<std::variant<Records...>>) {
  using kind_event = std::variant<Records...>;
  (table.emplace(Records::type, reader{kind, Records::version, &read_record<kind_event, Records>}),
   ...);
}

const reader_table& readers() {
  static const reader_table table = [] {
    reader_table made;
    add_readers(made, entity_kind::user, std::type_identity<user::event>{});
    add_readers(made, entity_kind::room, std::type_identity<room::event>{});
    add_readers(made, entity_kind::queue, std::type_identity<queue::event>{});
    return made;
  }();
  return table;
}

event read_current(const reader& reader, const raw_record& raw, const json::quick_value& data,
                   const json::place& at) {
  if (raw.version == reader.version) return reader.read(data, at);
  auto carried = json::parse(json::access<json::quick_value>::compact(data));
  if (carry_up(carried, raw.type, raw.version, upcasts()) != reader.version)
    throw json::error{at.text() + ": version " + std::to_string(raw.version)
                      + " is not known; known is " + std::to_string(reader.version)};
  return reader.read(json::parse_quickly(carried.dump()), at);
}

constexpr std::size_t fingerprint_digits = 16;

std::string fingerprint_text(std::uint64_t fingerprint) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text(fingerprint_digits, '0');
  for (auto each = text.rbegin(); each != text.rend(); ++each, fingerprint >>= 4)
    *each = digits[fingerprint & 0xf];
  return text;
}

std::uint64_t fingerprint_in(const std::optional<std::string>& text) {
  if (!text) return 0;
  std::uint64_t read = 0;
  const auto* const end = text->data() + text->size();
  const auto [stopped_at, failure] = std::from_chars(text->data(), end, read, 16);
  if (failure != std::errc{} || stopped_at != end || text->size() != fingerprint_digits)
    throw json::error{": fingerprint: expected 16 hexadecimal digits"};
  return read;
}

event decode_body(const raw_record& raw, entity_kind kind, const json::quick_value& data,
                  const json::place& at) {
  const auto found = readers().find(raw.type);
  if (found == readers().end())
    throw json::error{at.text()
                      + ": no such type of event: a newer switchboard may have written it"};
  if (found->second.kind != kind)
    throw json::error{at.text() + ": does not belong in " + raw.stream};
  return read_current(found->second, raw, data, at);
}

/// Who did it. A side of a queue may still be named by its key.
std::string actor_of(std::string text) {
  constexpr std::string_view of_user = "user/";
  if (!text.starts_with(of_user)) return text;
  const auto side = side_of_key(std::string_view{text}.substr(of_user.size()));
  return side ? to_string(stream_of(*side)) : text;
}

/// Makes an envelope of a record. What it throws goes on where the record's words end.
envelope checked(raw_record& raw, const json::quick_value& data) {
  const auto id = parse_event_id(raw.id);
  const auto stream = parse_stream_id(raw.stream);
  if (!id) throw json::error{": id: expected a UUID"};
  if (!stream) throw json::error{": stream: expected user/…, room/… or queue/…"};
  if (raw.seq == 0) throw json::error{": seq: expected an integer from 1"};
  const auto fingerprint = fingerprint_in(raw.fingerprint);
  auto body = decode_body(raw, stream->kind, data, "");
  return {*id,
          *stream,
          raw.seq,
          raw.time,
          std::move(raw.command_id),
          std::move(raw.causation_id),
          std::move(raw.correlation_id),
          actor_of(std::move(raw.actor)),
          std::move(body),
          fingerprint};
}

/// A record in words, for whoever reads that something is wrong in it.
std::string words_for(const raw_record& raw) {
  return raw.stream + " #" + std::to_string(raw.seq) + ' ' + raw.type;
}

} // namespace

std::string_view type_of(const event& body) {
  return visit_record(body, [](const auto& record) { return record.type; });
}

int version_of(const event& body) {
  return visit_record(body, [](const auto& record) { return record.version; });
}

std::span<const upcast> upcasts() {
  static constexpr std::array all{// Nobody vouched for customers then.
                                  upcast{queue::customer_waiting::type, 1, [](json::value&) {}}};
  return all;
}

int carry_up(json::value& data, std::string_view type, int version, std::span<const upcast> steps) {
  for (;;) {
    const auto step = std::find_if(steps.begin(), steps.end(), [&](const upcast& each) {
      return each.type == type && each.from_version == version;
    });
    if (step == steps.end()) return version;
    step->apply(data);
    ++version;
  }
}

std::string encode_data(const event& body) {
  json::writer out;
  write_data(out, body);
  return out.text();
}

std::string encode(const envelope& entry) {
  json::writer out;
  out.put('{');
  json::write_field(out, "id", entry.id);
  json::write_field(out, "stream", entry.stream);
  json::write_field(out, "seq", entry.seq);
  json::write_field(out, "type", type_of(entry.body));
  json::write_field(out, "version", version_of(entry.body));
  json::write_field(out, "time", entry.time);
  json::write_field(out, "command_id", entry.command_id);
  json::write_field(out, "causation_id", entry.causation_id);
  json::write_field(out, "correlation_id", entry.correlation_id);
  json::write_field(out, "actor", entry.actor);
  if (entry.fingerprint != 0)
    json::write_field(out, "fingerprint", fingerprint_text(entry.fingerprint));
  json::write_name(out, "data");
  write_data(out, entry.body);
  out.put('}');
  return out.text();
}

envelope decode(std::string_view record) {
  const auto document = json::parse_quickly(record);
  json::object_reader<json::quick_value> object{document, "record"};
  raw_record raw;
  json::read_fields(object, raw, json::source::ours);
  const auto* const data = object.find("data", false);
  object.refuse_others();
  try {
    return checked(raw, *data);
  } catch (const json::error& mistake) {
    throw json::error{words_for(raw) + mistake.what()};
  }
}

} // namespace switchboard
