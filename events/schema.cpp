#include "events/schema.hpp"

#include "events/raw_record.hpp"
#include "events/records.hpp"

namespace switchboard::schema {

namespace {

constexpr std::string_view dialect = "https://json-schema.org/draft/2020-12/schema";

template <class Record>
schema_file of_data() {
  document made{{"$schema", dialect},
                {"$id", file_name(Record::type, Record::version)},
                {"title", Record::type},
                {"description", Record::doc}};
  made.update(of_record<Record>());
  return {file_name(Record::type, Record::version), std::move(made)};
}

/// If the record is of this type and version, its data is what that file says.
template <class Record>
document link_to_data() {
  const document is_this{
      {"properties",
       {{"type", {{"const", Record::type}}}, {"version", {{"const", Record::version}}}}}};
  const document says_this{
      {"properties", {{"data", {{"$ref", file_name(Record::type, Record::version)}}}}}};
  return {{"if", is_this}, {"then", says_this}};
}

} // namespace

std::string file_name(std::string_view type, int version) {
  return std::string{type} + ".v" + std::to_string(version) + ".json";
}

std::vector<schema_file> of_all_records() {
  std::vector<schema_file> all;
  for_each_record(
      [&]<class Record>(auto, std::type_identity<Record>) { all.push_back(of_data<Record>()); });
  return all;
}

schema_file of_envelope() {
  document made{{"$schema", dialect},
                {"$id", "record.json"},
                {"title", "An event's record"},
                {"description", "What the log holds of each event, whatever its type."}};
  made.update(of_record<raw_record>());
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
    links.push_back(link_to_data<Record>());
  });
  properties["type"]["enum"] = std::move(types);
  made["allOf"] = std::move(links);
  return {"record.json", std::move(made)};
}

} // namespace switchboard::schema
