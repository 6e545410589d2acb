#pragma once

#include "events/id_shape.hpp"
#include "events/json.hpp"

#include <limits>
#include <string>
#include <string_view>
#include <vector>

/// JSON Schema (2020-12) of described structs, from the same `fields()` as their codec.
namespace switchboard::schema {

/// Keeps the order in which it was made, so that the files read well.
using document = nlohmann::ordered_json;

template <class T>
document of(std::type_identity<T>);
template <class Kind>
document of(std::type_identity<identifier<Kind>>);
template <class T>
document of(std::type_identity<std::optional<T>>);
template <class T>
document of(std::type_identity<std::vector<T>>);
template <class Key, class T>
document of(std::type_identity<std::map<Key, T>>);

inline document of(std::type_identity<std::string>) { return {{"type", "string"}}; }
inline document of(std::type_identity<bool>) { return {{"type", "boolean"}}; }
inline document of(std::type_identity<double>) { return {{"type", "number"}}; }
inline document of(std::type_identity<timestamp>) {
  return {{"type", "string"}, {"format", "date-time"}};
}
/// Anything: a client attached it, and nobody here looks into it.
inline document of(std::type_identity<json_text>) { return document::object(); }

/// Whether every document has the field: what may be absent, or is null when there is nothing, need
/// not be there.
template <class Member>
constexpr bool is_required = !json::is_optional<Member> && !std::same_as<Member, json_text>;

template <std::integral Number>
document of_integer() {
  document made{{"type", "integer"}};
  if constexpr (std::is_unsigned_v<Number>) made["minimum"] = 0;
  return made;
}

template <json::described_enum Enum>
document of_enum() {
  document words = document::array();
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>(
      [&](const auto& each) { words.push_back(each.name); });
  return {{"type", "string"}, {"enum", std::move(words)}};
}

template <described Record>
document of_record() {
  document properties = document::object();
  document required = document::array();
  for_each_field<Record>([&](const auto& each) {
    using member = std::remove_cvref_t<decltype(std::declval<Record>().*each.member)>;
    const std::string name{each.name};
    properties[name] = of(std::type_identity<member>{});
    if (!each.doc.empty()) properties[name]["description"] = each.doc;
    if (is_required<member>) required.push_back(name);
  });
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", std::move(required)},
          {"additionalProperties", false}};
}

template <class T>
document of(std::type_identity<T>) {
  if constexpr (described<T>)
    return of_record<T>();
  else if constexpr (json::described_enum<T>)
    return of_enum<T>();
  else
    return of_integer<T>();
}

template <class Kind>
document of(std::type_identity<identifier<Kind>> id) {
  return {{"type", "string"}, {"pattern", shape_of(id).pattern}};
}

template <class T>
document of(std::type_identity<std::optional<T>>) {
  return of(std::type_identity<T>{});
}

template <class T>
document of(std::type_identity<std::vector<T>>) {
  return {{"type", "array"}, {"items", of(std::type_identity<T>{})}};
}

template <class Key, class T>
document of(std::type_identity<std::map<Key, T>>) {
  return {{"type", "object"}, {"additionalProperties", of(std::type_identity<T>{})}};
}

/// A schema, and the name of the file that it is in.
struct schema_file {
  std::string name;
  document schema;
};

/// The name of the file with the schema of a record's data: `user.registered.v1.json`.
std::string file_name(std::string_view type, int version);

/// The data of every type of record, in its present version.
std::vector<schema_file> of_all_records();
/// The whole record, whatever its type: `record.json`. It refers to the files of the data.
schema_file of_envelope();

} // namespace switchboard::schema
