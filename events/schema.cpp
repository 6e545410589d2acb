#include "events/schema.hpp"

#include "events/raw_record.hpp"
#include "events/records.hpp"

namespace switchboard::schema {

namespace {

constexpr std::string_view dialect = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a record's data, with what stands at the head of its file.
schema_file of_data(std::string_view type, int version, std::string_view doc, document data) {
  data.erase("title");
  const auto name = file_name(type, version);
  document made{{"$schema", dialect}, {"$id", name}, {"title", type}, {"description", doc}};
  made.update(std::move(data));
  return {name, std::move(made)};
}

/// If the record is of this type and version, its data is what that file says.
document link_to_data(std::string_view type, int version) {
  const document is_this{
      {"properties", {{"type", {{"const", type}}}, {"version", {{"const", version}}}}}};
  const document says_this{{"properties", {{"data", {{"$ref", file_name(type, version)}}}}}};
  return {{"if", is_this}, {"then", says_this}};
}

} // namespace

document of(std::type_identity<std::string>) { return {{"type", "string"}}; }
document of(std::type_identity<bool>) { return {{"type", "boolean"}}; }
document of(std::type_identity<double>) { return {{"type", "number"}}; }
document of(std::type_identity<timestamp>) { return {{"type", "string"}, {"format", "date-time"}}; }
document of(std::type_identity<json_text>) { return document::object(); }

document of_integer(bool is_unsigned) {
  document made{{"type", "integer"}};
  if (is_unsigned) made["minimum"] = 0;
  return made;
}

document of_words(const std::vector<std::string_view>& words) {
  return {{"type", "string"}, {"enum", words}};
}

document of_pattern(const std::string& pattern) {
  return {{"type", "string"}, {"pattern", pattern}};
}

document of_list(document each) { return {{"type", "array"}, {"items", std::move(each)}}; }

document of_map(document each) {
  return {{"type", "object"}, {"additionalProperties", std::move(each)}};
}

std::string name_in_code(boost::typeindex::type_index type) {
  const auto whole = type.pretty_name();
  const auto separator = whole.rfind("::");
  return separator == whole.npos ? whole : whole.substr(separator + 2);
}

document of_object(std::string title, const std::vector<property>& properties) {
  document types = document::object();
  document required = document::array();
  for (const auto& each : properties) {
    auto& type = types[std::string{each.name}] = each.type();
    if (!each.doc.empty()) type["description"] = each.doc;
    if (each.is_required) required.push_back(each.name);
  }
  return {{"title", std::move(title)},
          {"type", "object"},
          {"properties", std::move(types)},
          {"required", std::move(required)},
          {"additionalProperties", false}};
}

std::string file_name(std::string_view type, int version) {
  return std::string{type} + ".v" + std::to_string(version) + ".json";
}

std::vector<schema_file> of_all_records() {
  std::vector<schema_file> all;
  for_each_record([&]<class Record>(auto, std::type_identity<Record>) {
    all.push_back(of_data(Record::type, Record::version, Record::doc, of_record<Record>()));
  });
  return all;
}

schema_file of_envelope() {
  document made{{"$schema", dialect},
                {"$id", "record.json"},
                {"title", "An event's record"},
                {"description", "What the log holds of each event, whatever its type."}};
  auto of_all = of_record<raw_record>();
  of_all.erase("title");
  made.update(std::move(of_all));
  auto& properties = made["properties"];
  properties["id"]["pattern"] = event_id_pattern();
  properties["stream"]["pattern"] = stream_pattern();
  properties["seq"]["minimum"] = 1;
  properties["version"]["minimum"] = 1;
  properties["data"] = {{"type", "object"}, {"description", "What the event itself says."}};
  made["required"].push_back("data");

  document types = document::array();
  document links = document::array();
  for_each_record([&]<class Record>(auto, std::type_identity<Record>) {
    types.push_back(Record::type);
    links.push_back(link_to_data(Record::type, Record::version));
  });
  properties["type"]["enum"] = std::move(types);
  made["allOf"] = std::move(links);
  return {"record.json", std::move(made)};
}

} // namespace switchboard::schema
