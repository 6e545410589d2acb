#pragma once

#include "events/field.hpp"
#include "events/ids.hpp"
#include "events/time.hpp"

#include <boost/describe/enum_to_string.hpp>
#include <boost/describe/enumerators.hpp>
#include <nlohmann/json.hpp>

#include <charconv>
#include <concepts>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace switchboard {

/// Any JSON, kept as its compact text: what a client attached and nobody here looks into.
struct json_text {
  std::string text = "null";

  friend bool operator==(const json_text&, const json_text&) = default;
};

} // namespace switchboard

/// Described structs to and from JSON. Writing goes straight to a string; reading takes a parsed
/// document, because a record is checked field by field anyway.
namespace switchboard::json {

using value = nlohmann::json;

/// A document that is not what its reader expects; says where and what.
class error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

template <class T>
concept described_enum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

template <class T>
constexpr bool is_optional = false;
template <class T>
constexpr bool is_optional<std::optional<T>> = true;

// --- Writing -------------------------------------------------------------------------------------

void write(std::string& out, std::string_view text);
inline void write(std::string& out, const std::string& text) { write(out, std::string_view{text}); }
inline void write(std::string& out, const json_text& any) { out += any.text; }
void write(std::string& out, timestamp at);
void write(std::string& out, double number);

inline void write(std::string& out, bool truth) { out += truth ? "true" : "false"; }

template <std::integral Number>
requires(!std::same_as<Number, bool>) void write(std::string& out, Number number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

template <class Kind>
void write(std::string& out, const identifier<Kind>& id) {
  write(out, id.value);
}

template <described_enum Enum>
void write(std::string& out, Enum word) {
  write(out, std::string_view{boost::describe::enum_to_string(word, "")});
}

template <class T>
void write(std::string& out, const std::vector<T>& list);
template <class Key, class T>
void write(std::string& out, const std::map<Key, T>& entries);
template <described Record>
void write(std::string& out, const Record& record);

/// An absent value in a list or map; as a field of a record it is left out.
template <class T>
void write(std::string& out, const std::optional<T>& maybe) {
  if (maybe)
    write(out, *maybe);
  else
    out += "null";
}

template <class T>
void write(std::string& out, const std::vector<T>& list) {
  out += '[';
  for (bool is_first = true; const auto& each : list) {
    if (!std::exchange(is_first, false)) out += ',';
    write(out, each);
  }
  out += ']';
}

template <class Key, class T>
void write(std::string& out, const std::map<Key, T>& entries) {
  out += '{';
  for (bool is_first = true; const auto& [key, each] : entries) {
    if (!std::exchange(is_first, false)) out += ',';
    write(out, key);
    out += ':';
    write(out, each);
  }
  out += '}';
}

/// Writes `"name":`.
void write_name(std::string& out, std::string_view name);

/// Writes `"name":value,` and leaves out what is absent.
template <class T>
void write_field(std::string& out, std::string_view name, const T& member) {
  if constexpr (is_optional<T>) {
    if (member) write_field(out, name, *member);
  } else {
    write_name(out, name);
    write(out, member);
    out += ',';
  }
}

/// Ends an object whose fields `write_field` wrote.
void close_object(std::string& out);

template <described Record>
void write(std::string& out, const Record& record) {
  static_assert(fields_are_complete<Record>);
  out += '{';
  for_each_field<Record>(
      [&](const auto& each) { write_field(out, each.name, record.*each.member); });
  close_object(out);
}

template <class T>
std::string to_text(const T& any) {
  std::string text;
  write(text, any);
  return text;
}

// --- Reading -------------------------------------------------------------------------------------

/// Whether a field that the record does not know is an error. Our own events are strict; a client's
/// frame may say more than we understand.
enum class unknown_fields : std::uint8_t { refused, ignored };

/// Lists and objects that are nested deeper than this are refused: whatever walks through a
/// document does so on the stack, and nobody has a use for more.
constexpr std::size_t max_nesting = 64;

/// Parses a text to a document; throws `error` with the position of the first mistake.
value parse(std::string_view text);

[[noreturn]] void fail(const std::string& path, std::string_view expected);

void read(const value& from, std::string& to, const std::string& path, unknown_fields);
void read(const value& from, bool& to, const std::string& path, unknown_fields);
void read(const value& from, double& to, const std::string& path, unknown_fields);
void read(const value& from, timestamp& to, const std::string& path, unknown_fields);
void read(const value& from, json_text& to, const std::string& path, unknown_fields);
/// Takes the integer 7 for "7": both name the same user, before anything else looks at them.
void read(const value& from, user_id& to, const std::string& path, unknown_fields);

template <std::integral Number>
requires(!std::same_as<Number, bool>) void read(const value& from, Number& to,
                                                const std::string& path, unknown_fields) {
  const bool fits =
      from.is_number_unsigned()
          ? std::in_range<Number>(from.get<std::uint64_t>())
          : from.is_number_integer() && std::in_range<Number>(from.get<std::int64_t>());
  if (!fits) fail(path, std::is_signed_v<Number> ? "an integer" : "an integer from 0");
  to = from.get<Number>();
}

template <class Kind>
void read(const value& from, identifier<Kind>& to, const std::string& path, unknown_fields mode) {
  read(from, to.value, path, mode);
}

/// Which of these words the document is; fails if it is none of them.
std::size_t index_of_word(const value& from, std::span<const std::string_view> words,
                          const std::string& path);

template <described_enum Enum>
void read(const value& from, Enum& to, const std::string& path, unknown_fields) {
  []<template <class...> class List, class... Enumerators>(
      std::type_identity<List<Enumerators...>>, const auto& from, Enum& to, const auto& path) {
    static constexpr std::string_view words[] = {Enumerators::name...};
    static constexpr Enum values[] = {Enumerators::value...};
    to = values[index_of_word(from, words, path)];
  }(std::type_identity<boost::describe::describe_enumerators<Enum>>{}, from, to, path);
}

template <class T>
void read(const value& from, std::vector<T>& to, const std::string& path, unknown_fields);
template <class Key, class T>
void read(const value& from, std::map<Key, T>& to, const std::string& path, unknown_fields);
template <described Record>
void read(const value& from, Record& to, const std::string& path, unknown_fields);

template <class T>
void read(const value& from, std::optional<T>& to, const std::string& path, unknown_fields mode) {
  if (from.is_null())
    to.reset();
  else
    read(from, to.emplace(), path, mode);
}

template <class T>
void read(const value& from, std::vector<T>& to, const std::string& path, unknown_fields mode) {
  if (!from.is_array()) fail(path, "a list");
  to.clear();
  to.reserve(from.size());
  for (const auto& each : from)
    read(each, to.emplace_back(), path + "[]", mode);
}

template <class Key, class T>
void read(const value& from, std::map<Key, T>& to, const std::string& path, unknown_fields mode) {
  if (!from.is_object()) fail(path, "an object");
  to.clear();
  for (const auto& [name, each] : from.items()) {
    Key key;
    read(value(name), key, path, mode);
    read(each, to[std::move(key)], path + '.' + name, mode);
  }
}

/// The fields of one object, which are asked for by name. Not a template, because what every field
/// of every record does would otherwise be compiled as often.
class object_reader {
public:
  object_reader(const value& from, const std::string& path);

  /// What is there under this name; null if nothing is, which must not be unless it may be absent.
  const value* find(std::string_view name, bool may_be_absent);
  std::string path_to(std::string_view name) const;
  /// Fails if there are other fields than those that were asked for.
  void refuse_others() const;

private:
  const value& from_;
  const std::string& path_;
  std::vector<std::string_view> asked_for_;
  std::size_t found_ = 0;
};

template <described Record>
void read(const value& from, Record& to, const std::string& path, unknown_fields mode) {
  static_assert(fields_are_complete<Record>);
  object_reader object{from, path};
  for_each_field<Record>([&](const auto& each) {
    using member = std::remove_cvref_t<decltype(to.*each.member)>;
    constexpr bool may_be_absent = is_optional<member> || std::same_as<member, json_text>;
    if (const auto* const found = object.find(each.name, may_be_absent))
      read(*found, to.*each.member, object.path_to(each.name), mode);
  });
  if (mode == unknown_fields::refused) object.refuse_others();
}

template <class T>
T read_as(const value& from, const std::string& path,
          unknown_fields mode = unknown_fields::refused) {
  T to;
  read(from, to, path, mode);
  return to;
}

} // namespace switchboard::json
