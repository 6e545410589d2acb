#pragma once

#include "events/field.hpp"
#include "events/ids.hpp"
#include "events/json_writer.hpp"
#include "events/side_key.hpp"
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

/// Described structs to and from JSON. Writing goes straight to a text; reading takes a parsed
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

inline void write(writer& out, const std::string& text) { write(out, std::string_view{text}); }
inline void write(writer& out, const json_text& any) { out.put(any.text); }
inline void write(writer& out, bool truth) { out.put(truth ? "true" : "false"); }

template <std::integral Number>
requires(!std::same_as<Number, bool>) void write(writer& out, Number number) {
  constexpr std::size_t most_digits = 24;
  char* const digits = out.room_for(most_digits);
  out.end_at(std::to_chars(digits, digits + most_digits, number).ptr);
}

template <class Kind>
void write(writer& out, const identifier<Kind>& id) {
  write(out, id.value);
}

template <described_enum Enum>
void write(writer& out, Enum word) {
  write_word(out, boost::describe::enum_to_string(word, ""));
}

template <class T>
void write(writer& out, const std::vector<T>& list);
template <class Key, class T>
void write(writer& out, const std::map<Key, T>& entries);
template <described Record>
void write(writer& out, const Record& record);

/// An absent value in a list or map; as a field of a record it is left out.
template <class T>
void write(writer& out, const std::optional<T>& maybe) {
  if (maybe)
    write(out, *maybe);
  else
    out.put("null");
}

template <class T>
void write(writer& out, const std::vector<T>& list) {
  out.put('[');
  for (const auto& each : list) {
    write(out, each);
    out.put(',');
  }
  out.close(']');
}

template <class Key, class T>
void write(writer& out, const std::map<Key, T>& entries) {
  out.put('{');
  for (const auto& [key, each] : entries) {
    write(out, key);
    out.put(':');
    write(out, each);
    out.put(',');
  }
  out.close('}');
}

/// Writes `"name":value,` and leaves out what is absent.
template <class T>
void write_field(writer& out, std::string_view name, const T& member) {
  if constexpr (is_optional<T>) {
    if (member) write_field(out, name, *member);
  } else {
    write_name(out, name);
    write(out, member);
    out.put(',');
  }
}

template <described Record>
void write(writer& out, const Record& record) {
  static_assert(fields_are_complete<Record>);
  out.put('{');
  for_each_field<Record>(
      [&](const auto& each) { write_field(out, each.name, record.*each.member); });
  out.close('}');
}

template <class T>
std::string to_text(const T& any) {
  writer out;
  write(out, any);
  return out.text();
}

// --- Reading -------------------------------------------------------------------------------------

/// Who wrote a document. Ours has the fields that we know and no others, and may hold what only an
/// earlier version let in. A client's may say more than we understand, and keeps every limit.
enum class source : std::uint8_t { ours, client };

/// A client's document may have so many lists and objects inside of each other: itself, and 32 in
/// what it attaches. They are counted at every door, before anything else is done with it.
constexpr std::size_t max_client_nesting = 33;

/// Documents that are nested deeper than this are not read at all: whatever walks through one does
/// so on the stack. It is far more than what is attached and the few levels of a record around it,
/// because logs are there in which 64 levels were let in.
constexpr std::size_t max_nesting = 256;

/// How many lists and objects a JSON text has inside of each other: 2 in `[[1],2]`, 0 in `"[["`.
std::size_t nesting_of(std::string_view text);

[[noreturn]] void fail_as_nested(std::size_t limit);

/// Parses a text to a document; throws `error` with the position of the first mistake.
value parse(std::string_view text);

/// Where in a document something is. It is put into words only when there is something wrong there,
/// because most of what is read is right.
class place {
public:
  place(std::string_view document) : name_{document} {}
  place(const char* document) : name_{document} {}
  place(const std::string& document) : name_{document} {}

  place member(std::string_view name) const { return {this, ".", name}; }
  place element() const { return {this, "", "[]"}; }
  /// Such as `record.data.targets[]`.
  std::string text() const;

private:
  place(const place* outer, std::string_view separator, std::string_view name)
      : outer_{outer}, separator_{separator}, name_{name} {}

  const place* outer_ = nullptr;
  std::string_view separator_;
  std::string_view name_;
};

[[noreturn]] void fail(const place& at, std::string_view expected);

/// What a reader asks of a parsed document, whichever library parsed it.
template <class Value>
struct access;

template <>
struct access<value> {
  static bool is_null(const value& from) { return from.is_null(); }
  static std::optional<std::string_view> text(const value& from);
  static std::optional<bool> truth(const value& from);
  static std::optional<double> number(const value& from);
  static std::optional<std::uint64_t> natural(const value& from);
  static std::optional<std::int64_t> integer(const value& from);
  static std::string compact(const value& from) { return from.dump(); }
  static std::optional<std::size_t> list_size(const value& from);
  static const value& elements(const value& from) { return from; }
};

template <class Value>
void read(const Value& from, std::string& to, const place& at, source) {
  const auto text = access<Value>::text(from);
  if (!text) fail(at, "a string");
  to = *text;
}

template <class Value>
void read(const Value& from, bool& to, const place& at, source) {
  const auto truth = access<Value>::truth(from);
  if (!truth) fail(at, "true or false");
  to = *truth;
}

template <class Value>
void read(const Value& from, double& to, const place& at, source) {
  const auto number = access<Value>::number(from);
  if (!number) fail(at, "a number");
  to = *number;
}

template <class Value>
void read(const Value& from, timestamp& to, const place& at, source) {
  const auto text = access<Value>::text(from);
  const auto time = text ? parse_timestamp(*text) : std::nullopt;
  if (!time) fail(at, "a time like 2026-11-21T02:16:58.123Z");
  to = *time;
}

template <class Value>
void read(const Value& from, json_text& to, const place&, source) {
  to.text = access<Value>::compact(from);
}

template <class Value, std::integral Number>
requires(!std::same_as<Number, bool>) void read(const Value& from, Number& to, const place& at,
                                                source) {
  if (const auto natural = access<Value>::natural(from)) {
    if (std::in_range<Number>(*natural)) return void(to = static_cast<Number>(*natural));
  } else if (const auto integer = access<Value>::integer(from)) {
    if (std::in_range<Number>(*integer)) return void(to = static_cast<Number>(*integer));
  }
  fail(at, std::is_signed_v<Number> ? "an integer" : "an integer from 0");
}

template <class Value, class Kind>
void read(const Value& from, identifier<Kind>& to, const place& at, source by) {
  read(from, to.value, at, by);
}

/// The user whom this text names; fails if it names none.
user_id user_named(std::string_view text, const place& at, source by);
[[noreturn]] void fail_for_user(const place& at);

/// Takes the integer 7 for "7", and a side's key for the side: both name the same, before anything
/// else looks at them.
template <class Value>
void read(const Value& from, user_id& to, const place& at, source by) {
  if (const auto text = access<Value>::text(from))
    to = user_named(*text, at, by);
  else if (const auto natural = access<Value>::natural(from))
    to = user_named(std::to_string(*natural), at, by);
  else if (const auto integer = access<Value>::integer(from))
    to = user_named(std::to_string(*integer), at, by);
  else
    fail_for_user(at);
}

/// Which of these words it is; fails if it is none of them.
std::size_t index_of_word(std::optional<std::string_view> word,
                          std::span<const std::string_view> words, const place& at);

template <class Value, described_enum Enum>
void read(const Value& from, Enum& to, const place& at, source) {
  []<template <class...> class List, class... Enumerators>(
      std::type_identity<List<Enumerators...>>, const auto& from, Enum& to, const place& at) {
    static constexpr std::string_view words[] = {Enumerators::name...};
    static constexpr Enum values[] = {Enumerators::value...};
    to = values[index_of_word(access<Value>::text(from), words, at)];
  }(std::type_identity<boost::describe::describe_enumerators<Enum>>{}, from, to, at);
}

template <class Value, class T>
void read(const Value& from, std::vector<T>& to, const place& at, source);
template <class Key, class T>
void read(const value& from, std::map<Key, T>& to, const place& at, source);
template <class Value, described Record>
void read(const Value& from, Record& to, const place& at, source);

template <class Value, class T>
void read(const Value& from, std::optional<T>& to, const place& at, source by) {
  if (access<Value>::is_null(from))
    to.reset();
  else
    read(from, to.emplace(), at, by);
}

template <class Value, class T>
void read(const Value& from, std::vector<T>& to, const place& at, source by) {
  const auto size = access<Value>::list_size(from);
  if (!size) fail(at, "a list");
  to.clear();
  to.reserve(*size);
  for (const auto& each : access<Value>::elements(from))
    read(each, to.emplace_back(), at.element(), by);
}

template <class Key, class T>
void read(const value& from, std::map<Key, T>& to, const place& at, source by) {
  if (!from.is_object()) fail(at, "an object");
  to.clear();
  for (const auto& [name, each] : from.items()) {
    Key key;
    read(value(name), key, at, by);
    read(each, to[std::move(key)], at.member(name), by);
  }
}

/// The fields of one object, which are asked for by name. Its members are not inline, because what
/// every field of every record does would otherwise be compiled as often.
template <class Value>
class object_reader;

template <>
class object_reader<value> {
public:
  object_reader(const value& from, const place& at);

  /// What is there under this name; null if nothing is, which must not be unless it may be absent.
  const value* find(std::string_view name, bool may_be_absent);
  /// Fails if there are other fields than those that were asked for.
  void refuse_others() const;
  /// Fails if one that was asked for is there twice, which cannot be in a document of this kind.
  void refuse_repeated() const {}
  const place& where() const { return at_; }

private:
  const value& from_;
  place at_;
  std::vector<std::string_view> asked_for_;
  std::size_t found_ = 0;
};

/// Reads a record's fields out of an object that may have others beside them.
template <class Value, described Record>
void read_fields(object_reader<Value>& object, Record& to, source by) {
  static_assert(fields_are_complete<Record>);
  for_each_field<Record>([&](const auto& each) {
    using member = std::remove_cvref_t<decltype(to.*each.member)>;
    constexpr bool may_be_absent = is_optional<member> || std::same_as<member, json_text>;
    if (const auto* const found = object.find(each.name, may_be_absent))
      read(*found, to.*each.member, object.where().member(each.name), by);
  });
}

template <class Value, described Record>
void read(const Value& from, Record& to, const place& at, source by) {
  object_reader<Value> object{from, at};
  read_fields(object, to, by);
  if (by == source::ours)
    object.refuse_others();
  else
    object.refuse_repeated();
}

template <class T, class Value>
T read_as(const Value& from, const place& at, source by = source::ours) {
  T to;
  read(from, to, at, by);
  return to;
}

} // namespace switchboard::json
