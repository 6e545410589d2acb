#pragma once

#include "events/id_shape.hpp"
#include "events/json.hpp"

#include <boost/type_index.hpp>

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

document of(std::type_identity<std::string>);
document of(std::type_identity<bool>);
document of(std::type_identity<double>);
document of(std::type_identity<timestamp>);
/// Anything: a client attached it, and nobody here looks into it.
document of(std::type_identity<json_text>);

/// Whether every document has the field: what may be absent, or is null when there is nothing, need
/// not be there.
template <class Member>
constexpr bool is_required = !json::is_optional<Member> && !std::same_as<Member, json_text>;

/// One field of a record. What is made of it is no template: making a document takes much code,
/// which would be compiled for every record.
struct property {
  std::string_view name;
  std::string_view doc;
  bool is_required = true;
  document (*type)();
};

document of_object(std::string title, const std::vector<property>& properties);
document of_integer(bool is_unsigned);
document of_words(const std::vector<std::string_view>& words);
document of_pattern(const std::string& pattern);
document of_list(document each);
document of_map(document each);

/// The name of a struct without its namespaces.
std::string name_in_code(boost::typeindex::type_index type);

template <json::described_enum Enum>
document of_enum() {
  std::vector<std::string_view> words;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Enum>>(
      [&](const auto& each) { words.push_back(each.name); });
  return of_words(words);
}

template <described Record>
document of_record() {
  std::vector<property> properties;
  for_each_field<Record>([&](const auto& each) {
    using member = std::remove_cvref_t<decltype(std::declval<Record>().*each.member)>;
    properties.push_back({each.name, each.doc, is_required<member>,
                          [] { return of(std::type_identity<member>{}); }});
  });
  return of_object(name_in_code(boost::typeindex::type_id<Record>()), properties);
}

template <class T>
document of(std::type_identity<T>) {
  if constexpr (described<T>)
    return of_record<T>();
  else if constexpr (json::described_enum<T>)
    return of_enum<T>();
  else
    return of_integer(std::is_unsigned_v<T>);
}

template <class Kind>
document of(std::type_identity<identifier<Kind>> id) {
  return of_pattern(shape_of(id).pattern);
}

template <class T>
document of(std::type_identity<std::optional<T>>) {
  return of(std::type_identity<T>{});
}

template <class T>
document of(std::type_identity<std::vector<T>>) {
  return of_list(of(std::type_identity<T>{}));
}

template <class Key, class T>
document of(std::type_identity<std::map<Key, T>>) {
  return of_map(of(std::type_identity<T>{}));
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
