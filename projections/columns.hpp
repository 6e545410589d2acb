#pragma once

#include "events/json.hpp"
#include "events/log/sqlite.hpp"

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The members of a row as columns: ids, texts and words as TEXT, numbers and times as INTEGER,
/// lists as their JSON. What a person sees in the file is what the rows say.
namespace switchboard::projections::columns {

// --- What a column is in SQL ---------------------------------------------------------------------

template <class T>
constexpr std::string_view type_of = "TEXT NOT NULL";
template <std::integral T>
constexpr std::string_view type_of<T> = "INTEGER NOT NULL";
template <>
inline constexpr std::string_view type_of<timestamp> = "INTEGER NOT NULL";
template <>
inline constexpr std::string_view type_of<double> = "REAL NOT NULL";
template <class T>
constexpr std::string_view
    type_of<std::optional<T>> = type_of<T>.substr(0, type_of<T>.find(" NOT NULL"));

// --- From a member to a column -------------------------------------------------------------------
// A text must last until the statement has run, so one that is made here is made in `scratch`.

inline void bind(sqlite::statement& to, int index, std::string&, const std::string& text) {
  to.bind(index, text);
}
inline void bind(sqlite::statement& to, int index, std::string&, const json_text& any) {
  to.bind(index, any.text);
}
inline void bind(sqlite::statement& to, int index, std::string&, timestamp at) {
  to.bind(index, at.ms);
}
inline void bind(sqlite::statement& to, int index, std::string&, double number) {
  to.bind_real(index, number);
}
template <std::integral Number>
void bind(sqlite::statement& to, int index, std::string&, Number number) {
  to.bind(index, static_cast<std::int64_t>(number));
}
template <class Kind>
void bind(sqlite::statement& to, int index, std::string&, const identifier<Kind>& id) {
  to.bind(index, id.value);
}
template <json::described_enum Enum>
void bind(sqlite::statement& to, int index, std::string&, Enum word) {
  to.bind(index, std::string_view{boost::describe::enum_to_string(word, "")});
}
template <class T>
void bind(sqlite::statement& to, int index, std::string& scratch, const std::vector<T>& list) {
  scratch = json::to_text(list);
  to.bind(index, scratch);
}
template <class T>
void bind(sqlite::statement& to, int index, std::string& scratch, const std::optional<T>& maybe) {
  if (maybe)
    bind(to, index, scratch, *maybe);
  else
    to.bind_null(index);
}

// --- From a column to a member -------------------------------------------------------------------

inline void read(const sqlite::rows& from, int column, std::string& to) { to = from.text(column); }
inline void read(const sqlite::rows& from, int column, json_text& to) {
  to.text = from.text(column);
}
inline void read(const sqlite::rows& from, int column, timestamp& to) {
  to.ms = from.integer(column);
}
inline void read(const sqlite::rows& from, int column, double& to) { to = from.real(column); }
template <std::integral Number>
void read(const sqlite::rows& from, int column, Number& to) {
  to = static_cast<Number>(from.integer(column));
}
template <class Kind>
void read(const sqlite::rows& from, int column, identifier<Kind>& to) {
  to.value = from.text(column);
}
template <json::described_enum Enum>
void read(const sqlite::rows& from, int column, Enum& to) {
  json::read(json::value(from.text(column)), to, "a word", json::source::ours);
}
template <class T>
void read(const sqlite::rows& from, int column, std::vector<T>& to) {
  json::read(json::parse(from.text(column)), to, "a list", json::source::ours);
}
template <class T>
void read(const sqlite::rows& from, int column, std::optional<T>& to) {
  if (from.is_null(column))
    to.reset();
  else
    read(from, column, to.emplace());
}

} // namespace switchboard::projections::columns
