#include "transport/http/openapi.hpp"

#include "events/json.hpp"

#include <algorithm>
#include <map>

namespace switchboard::http {

namespace {

using json::value;

constexpr std::string_view problem_schema = R"({"type":"object",
  "required":["type","title","status","detail","code"],
  "properties":{"type":{"type":"string","format":"uri"},"title":{"type":"string"},
    "status":{"type":"integer"},"detail":{"type":"string"},
    "code":{"type":"string","description":"A stable word that a program can switch on."}}})";

std::string lower(std::string_view text) {
  std::string out{text};
  std::ranges::transform(out, out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return out;
}

value parameter(std::string_view name, std::string_view place, std::string_view doc) {
  value one{{"name", name}, {"in", place}, {"schema", {{"type", "string"}}}};
  if (!doc.empty()) one["description"] = doc;
  if (place == "path") one["required"] = true;
  return one;
}

value parameters_of(const route& documented) {
  auto all = value::array();
  const std::string_view pattern = documented.pattern;
  for (auto at = pattern.find('{'); at != pattern.npos; at = pattern.find('{', at + 1))
    all.push_back(parameter(pattern.substr(at + 1, pattern.find('}', at) - at - 1), "path", {}));
  for (const auto& each : documented.query)
    all.push_back(parameter(each.name, "query", each.doc));
  return all;
}

value answer_of(const answer_doc& documented) {
  value answer{{"description", documented.doc}};
  if (documented.status >= 400)
    answer["content"]["application/problem+json"]["schema"] = {
        {"$ref", "#/components/schemas/problem"}};
  else if (!documented.schema.empty())
    answer["content"]["application/json"]["schema"] = value::parse(documented.schema);
  return answer;
}

std::string doc_of(access who) {
  switch (who) {
  case access::anyone:
    return "Anyone may call this.";
  case access::signed_in:
    return "For whoever is signed in.";
  case access::agent:
    return "For agents.";
  case access::admin:
    return "For admins.";
  }
  return {};
}

value operation_of(const route& documented) {
  value operation{{"summary", documented.summary},
                  {"description", doc_of(documented.who)},
                  {"tags", value::array({documented.tag})},
                  {"responses", value::object()}};
  if (auto parameters = parameters_of(documented); !parameters.empty())
    operation["parameters"] = std::move(parameters);
  if (!documented.body_schema.empty())
    operation["requestBody"] = {
        {"required", true},
        {"content", {{"application/json", {{"schema", value::parse(documented.body_schema)}}}}}};
  for (const auto& each : documented.answers)
    operation["responses"][std::to_string(each.status)] = answer_of(each);
  operation["responses"]["default"] = answer_of({500, "A problem document says what is wrong."});
  if (documented.who != access::anyone)
    operation["security"] = value::array({{{"bearer", value::array()}}});
  return operation;
}

} // namespace

std::string openapi_json(const api_info& about, const router& routes) {
  value document{
      {"openapi", "3.1.0"},
      {"info", {{"title", about.title}, {"version", about.version}, {"description", about.doc}}},
      {"paths", value::object()}};
  for (const auto* each : routes.routes()) {
    if (each->tag.empty()) continue;
    const auto verb = boost::beast::http::to_string(each->method);
    document["paths"][each->pattern][lower({verb.data(), verb.size()})] = operation_of(*each);
  }
  document["components"]["schemas"]["problem"] = value::parse(problem_schema);
  document["components"]["securitySchemes"]["bearer"] = {{"type", "http"}, {"scheme", "bearer"}};
  return document.dump(2) + '\n';
}

} // namespace switchboard::http
