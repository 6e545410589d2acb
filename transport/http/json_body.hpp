#pragma once

#include "events/quick_document.hpp"
#include "events/schema.hpp"
#include "transport/http/route.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace switchboard::http {

/// The body as JSON, by the parser that reads the log, until the thread parses its next text; a
/// problem that says where it is not.
std::variant<json::quick_value, problem> parse_body(std::string_view body);

/// The problem for a document that is JSON, but not the one asked for.
problem bad_field(const json::error& wrong);

/// The body as a described struct, by the rules that frames follow too: what it does not know is
/// ignored. The problem names the field.
template <described Body>
std::variant<Body, problem> read_body(std::string_view text) {
  auto parsed = parse_body(text);
  if (auto* wrong = std::get_if<problem>(&parsed)) return std::move(*wrong);
  try {
    return json::read_as<Body>(std::get<json::quick_value>(parsed), "body", json::source::client);
  } catch (const json::error& wrong) {
    return bad_field(wrong);
  }
}

/// Says in a schema that of some fields one must be there, be it `anyOf` or, if no more than one
/// may be there, `oneOf`.
void require(schema::document& in, const char* how, std::span<const std::string_view> names);

/// The JSON Schema of what `read_body` takes. A body that needs one of several fields names them in
/// `any_of`, or in `one_of` if they exclude each other.
template <described Body>
std::string schema_of() {
  auto made = schema::of(std::type_identity<Body>{});
  made.erase("additionalProperties");
  if constexpr (requires { Body::any_of; }) require(made, "anyOf", Body::any_of);
  if constexpr (requires { Body::one_of; }) require(made, "oneOf", Body::one_of);
  return made.dump();
}

/// A row of the table for a call with a body: `handle(request, Body, responder)` is only called
/// with a body that could be read.
template <described Body, class Handle>
route route_with_body(method verb, std::string pattern, access who, Handle handle) {
  route row;
  row.method = verb;
  row.pattern = std::move(pattern);
  row.who = who;
  row.body_schema = schema_of<Body>();
  row.handle = [handle = std::move(handle)](request asked, responder answer) {
    auto body = read_body<Body>(asked.body);
    if (auto* wrong = std::get_if<problem>(&body)) return answer(std::move(*wrong));
    handle(std::move(asked), std::get<Body>(std::move(body)), std::move(answer));
  };
  return row;
}

} // namespace switchboard::http
