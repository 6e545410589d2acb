#include "transport/http/shared_schemas.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace switchboard::http {

namespace {

using json::value;

bool is_component_name(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  });
}

/// Whether it is the schema of a struct, and not what an object happens to hold.
bool is_named(const value& schema) {
  return schema.contains("title") && schema["title"].is_string() && schema.contains("properties");
}

} // namespace

void shared_schemas::add(std::string_view name, value schema) {
  all_[std::string{name}] = std::move(schema);
}

/// What a field says of itself stays beside the reference.
value shared_schemas::refer(value named) {
  const auto name = named["title"].get<std::string>();
  if (!is_component_name(name)) return named;
  auto plain = named;
  plain.erase("description");
  if (!all_.contains(name)) all_[name] = plain;
  if (all_[name] != plain) return named;
  value reference{{"$ref", "#/components/schemas/" + name}};
  if (const auto doc = named.find("description"); doc != named.end())
    reference["description"] = *doc;
  return reference;
}

value shared_schemas::share(value schema) {
  if (!schema.is_structured()) return schema;
  for (auto& each : schema)
    each = share(std::move(each));
  if (!schema.is_object()) return schema;
  if (const auto more = schema.find("additionalProperties"); more != schema.end() && *more == false)
    schema.erase(more);
  if (const auto none = schema.find("required"); none != schema.end() && none->empty())
    schema.erase(none);
  return is_named(schema) ? refer(std::move(schema)) : schema;
}

} // namespace switchboard::http
