#pragma once

#include "events/json.hpp"

#include <simdjson.h>

#include <string>

/// What comes by the million is read out of this: the records of a log, and the frames of clients.
/// Most of the time went into building a document only to take it apart. This one lies in memory
/// that its thread uses again and again; it is read as any other is, by `json::read`.
namespace switchboard::json {

using quick_value = simdjson::dom::element;
using quick_list = simdjson::dom::array;
using quick_object = simdjson::dom::object;

template <>
struct access<quick_value> {
  static bool is_null(const quick_value& from) { return from.is_null(); }
  static std::optional<std::string_view> text(const quick_value& from);
  static std::optional<bool> truth(const quick_value& from);
  static std::optional<double> number(const quick_value& from);
  static std::optional<std::uint64_t> natural(const quick_value& from);
  static std::optional<std::int64_t> integer(const quick_value& from);
  static std::string compact(const quick_value& from) { return simdjson::minify(from); }
  static std::optional<std::size_t> list_size(const quick_value& from);
  static simdjson::dom::array elements(const quick_value& from);
};

template <>
class object_reader<quick_value> {
public:
  object_reader(const quick_value& from, const place& at);

  /// What is there under this name, until the next is asked for.
  const quick_value* find(std::string_view name, bool may_be_absent);
  void refuse_others() const;
  /// Fails if one that was asked for is there twice: other readers would take the other of them.
  void refuse_repeated() const;
  const place& where() const { return at_; }

private:
  bool go_to(std::string_view name);
  bool was_asked_for(std::string_view name) const;

  simdjson::dom::object from_;
  place at_;
  /// Behind the field found last, because fields are asked for in the order they are written in.
  simdjson::dom::object::iterator next_;
  quick_value found_value_;
  std::vector<std::string_view> asked_for_;
  std::size_t found_ = 0;
};

/// A text as a document, which is there until the thread parses its next one. Throws `error` with
/// the first mistake.
quick_value parse_quickly(std::string_view text);

/// The same of what a client sent. Whatever passes can be read again out of any record that holds
/// it.
quick_value parse_from_client(std::string_view text);

/// A document of its own, which is there until it reads another text.
class quick_document {
public:
  quick_document() = default;
  /// What was read of it points into it.
  quick_document(const quick_document&) = delete;
  quick_document& operator=(const quick_document&) = delete;

  /// The text must be JSON of our own.
  void read(const std::string& text) { root_ = parser_.parse(text); }
  quick_value root() const { return root_; }

private:
  simdjson::dom::parser parser_;
  quick_value root_;
};

} // namespace switchboard::json
