#pragma once

#include "events/json.hpp"

#include <simdjson.h>

/// Records are read by the million when a log is read from its beginning, and most of that time
/// was spent on building a document only to take it apart. This is the faster parser's document, to
/// be read as any other is.
namespace switchboard::json {

using record_value = simdjson::dom::element;

template <>
struct access<record_value> {
  static bool is_null(const record_value& from) { return from.is_null(); }
  static std::optional<std::string_view> text(const record_value& from);
  static std::optional<bool> truth(const record_value& from);
  static std::optional<double> number(const record_value& from);
  static std::optional<std::uint64_t> natural(const record_value& from);
  static std::optional<std::int64_t> integer(const record_value& from);
  static std::string compact(const record_value& from) { return simdjson::minify(from); }
  static std::optional<std::size_t> list_size(const record_value& from);
  static simdjson::dom::array elements(const record_value& from);
};

template <>
class object_reader<record_value> {
public:
  object_reader(const record_value& from, const place& at);

  /// What is there under this name, until the next is asked for.
  const record_value* find(std::string_view name, bool may_be_absent);
  void refuse_others() const;
  const place& where() const { return at_; }

private:
  bool go_to(std::string_view name);

  simdjson::dom::object from_;
  place at_;
  /// Behind the field found last, because fields are asked for in the order they are written in.
  simdjson::dom::object::iterator next_;
  record_value found_value_;
  std::vector<std::string_view> asked_for_;
  std::size_t found_ = 0;
};

/// A record as a document. There is one for each thread, which the thread's next one replaces.
/// Throws `error` with the first mistake.
record_value parse_record(std::string_view text);

} // namespace switchboard::json
