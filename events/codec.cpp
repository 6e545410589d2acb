#include "events/codec.hpp"

#include "events/raw_record.hpp"

#include <algorithm>
#include <unordered_map>

namespace switchboard {

namespace {

template <class Visitor>
decltype(auto) visit_record(const event& body, Visitor&& visitor) {
  return std::visit([&](const auto& of_kind) { return std::visit(visitor, of_kind); }, body);
}

void write_data(std::string& out, const event& body) {
  visit_record(body, [&](const auto& record) { json::write(out, record); });
}

/// How the data of one type of record becomes an event.
struct reader {
  entity_kind kind;
  int version;
  event (*read)(const json::value& data, const std::string& path);
};

using reader_table = std::unordered_map<std::string_view, reader>;

template <class KindEvent, class Record>
event read_record(const json::value& data, const std::string& path) {
  return KindEvent{json::read_as<Record>(data, path)};
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

event decode_body(const raw_record& raw, entity_kind kind, json::value& data,
                  const std::string& where) {
  const auto found = readers().find(raw.type);
  if (found == readers().end())
    throw json::error{where + ": no such type of event: a newer switchboard may have written it"};
  const auto& reader = found->second;
  if (reader.kind != kind) throw json::error{where + ": does not belong in " + raw.stream};
  if (carry_up(data, raw.type, raw.version, upcasts()) != reader.version)
    throw json::error{where + ": version " + std::to_string(raw.version)
                      + " is not known; known is " + std::to_string(reader.version)};
  return reader.read(data, where);
}

} // namespace

std::string_view type_of(const event& body) {
  return visit_record(body, [](const auto& record) { return record.type; });
}

int version_of(const event& body) {
  return visit_record(body, [](const auto& record) { return record.version; });
}

std::span<const upcast> upcasts() { return {}; }

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
  std::string text;
  write_data(text, body);
  return text;
}

std::string encode(const envelope& entry) {
  std::string out;
  out.reserve(512);
  out += '{';
  json::write_field(out, "id", to_string(entry.id));
  json::write_field(out, "stream", to_string(entry.stream));
  json::write_field(out, "seq", entry.seq);
  json::write_field(out, "type", type_of(entry.body));
  json::write_field(out, "version", version_of(entry.body));
  json::write_field(out, "time", entry.time);
  json::write_field(out, "command_id", entry.command_id);
  json::write_field(out, "causation_id", entry.causation_id);
  json::write_field(out, "correlation_id", entry.correlation_id);
  json::write_field(out, "actor", entry.actor);
  out += "\"data\":";
  write_data(out, entry.body);
  out += '}';
  return out;
}

envelope decode(std::string_view record) {
  auto document = json::parse(record);
  if (!document.is_object() || !document.contains("data"))
    throw json::error{"not an event's record: expected an object with data"};
  json::value data = std::move(document["data"]);
  document.erase("data");
  const auto raw = json::read_as<raw_record>(document, "record");
  const auto where = raw.stream + " #" + std::to_string(raw.seq) + ' ' + raw.type;
  const auto id = parse_event_id(raw.id);
  const auto stream = parse_stream_id(raw.stream);
  if (!id) throw json::error{where + ": id: expected a UUID"};
  if (!stream) throw json::error{where + ": stream: expected user/…, room/… or queue/…"};
  if (raw.seq == 0) throw json::error{where + ": seq: expected an integer from 1"};
  auto body = decode_body(raw, stream->kind, data, where);
  return {*id,
          *stream,
          raw.seq,
          raw.time,
          raw.command_id,
          raw.causation_id,
          raw.correlation_id,
          raw.actor,
          std::move(body)};
}

} // namespace switchboard
