#include "transport/http/openapi.hpp"

#include "transport/http/openapi_operation.hpp"

namespace switchboard::http {

namespace {

using json::value;

constexpr std::string_view problem_schema = R"({"title":"problem","type":"object",
  "required":["type","title","status","detail","code"],
  "properties":{"type":{"type":"string","format":"uri"},"title":{"type":"string"},
    "status":{"type":"integer"},"detail":{"type":"string"},
    "code":{"type":"string","description":"A stable word that a program can switch on."}},
  "example":{"type":"about:blank","title":"Not Found","status":404,
    "detail":"There is no such room.","code":"unknown_room"}})";

value info_of(const api_info& about) {
  return {{"title", about.title},
          {"version", about.version},
          {"description", about.doc},
          {"contact", {{"name", "The switchboard project"}}},
          {"license", {{"name", about.license}, {"identifier", about.license}}}};
}

} // namespace

std::string openapi_json(const api_info& about, const router& routes) {
  shared_schemas schemas;
  schemas.add("problem", value::parse(problem_schema));
  value document{{"openapi", "3.1.0"},
                 {"info", info_of(about)},
                 {"servers", value::array({{{"url", "/"}, {"description", "This server."}}})},
                 {"paths", value::object()}};
  for (const auto* each : routes.routes()) {
    if (each->tag.empty()) continue;
    document["paths"][each->pattern][verb_of(*each)] = operation_of(*each, schemas);
  }
  for (const auto& each : about.tags)
    document["tags"].push_back({{"name", each.name}, {"description", each.doc}});
  document["components"] = operation_components();
  document["components"]["schemas"] = schemas.all();
  return document.dump(2) + '\n';
}

} // namespace switchboard::http
