#include "transport/http/openapi_operation.hpp"

#include "events/id_shape.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace switchboard::http {

namespace {

using json::value;

value reference_to(const std::string& kind, const std::string& name) {
  return {{"$ref", "#/components/" + kind + '/' + name}};
}

/// `post_rooms_by_room_id_members`. What is not under `/api/v1` belongs to the sides of queues.
std::string operation_id_of(const route& documented) {
  auto made = verb_of(documented);
  std::string_view path = documented.pattern;
  if (path.starts_with("/api/v1")) {
    path.remove_prefix(7);
  } else if (path.starts_with("/api/calls")) {
    path.remove_prefix(10);
    made += "_side";
  }
  for (const char c : path) {
    if (c == '{')
      made += "by_";
    else if (c != '}')
      made += c == '/' || c == '-' ? '_' : c;
  }
  return made;
}

std::string_view doc_of_place(std::string_view name) {
  if (name == "user_id") return "A person's id.";
  if (name == "room_id") return "A room's id.";
  if (name == "call_id") return "A call's id; of a queue's side, what its start said.";
  if (name == "message_id") return "A message's id.";
  if (name == "queue") return "A queue's name.";
  return "As the list of them, or the answer that made it, says.";
}

value parameters_of(const route& documented) {
  auto all = value::array();
  const std::string_view pattern = documented.pattern;
  for (auto at = pattern.find('{'); at != pattern.npos; at = pattern.find('{', at + 1)) {
    const auto name = pattern.substr(at + 1, pattern.find('}', at) - at - 1);
    all.push_back({{"name", name},
                   {"in", "path"},
                   {"required", true},
                   {"description", doc_of_place(name)},
                   {"schema", {{"type", "string"}, {"minLength", 1}}}});
  }
  for (const auto& each : documented.query)
    all.push_back({{"name", each.name},
                   {"in", "query"},
                   {"required", each.is_required},
                   {"description", each.doc},
                   {"schema", value::parse(each.schema)}});
  if (documented.method == method::post)
    all.push_back(reference_to("parameters", "idempotency_key"));
  return all;
}

/// People whose ids are numbers elsewhere send them as numbers.
void take_integers_too(value& schema, const std::string& user_pattern) {
  if (!schema.is_structured()) return;
  if (schema.is_object() && schema.value("pattern", value{}) == user_pattern)
    schema["type"] = {"string", "integer"};
  for (auto& each : schema)
    take_integers_too(each, user_pattern);
}

/// What may be left out may be null as well.
void take_nothing_too(value& schema) {
  if (!schema.is_structured()) return;
  for (auto& each : schema)
    take_nothing_too(each);
  if (!schema.is_object() || !schema.contains("properties")) return;
  const auto needed = schema.value("required", value::array());
  for (auto& [name, property] : schema["properties"].items()) {
    if (!property.contains("type") || std::ranges::find(needed, value(name)) != needed.end())
      continue;
    auto& type = property["type"];
    if (!type.is_array()) type = value::array({type});
    type.push_back("null");
    if (property.contains("enum")) property["enum"].push_back(nullptr);
  }
}

value body_of(const route& documented, shared_schemas& schemas) {
  auto schema = value::parse(documented.body_schema);
  take_integers_too(schema, shape_of(std::type_identity<user_id>{}).pattern);
  take_nothing_too(schema);
  value body{{"required", true}};
  body["content"]["application/json"]["schema"] = schemas.share(std::move(schema));
  return body;
}

value headers_of(unsigned status) {
  value headers;
  for (const auto* each : {"X-Request-Id", "RateLimit", "RateLimit-Policy"})
    headers[each] = reference_to("headers", each);
  if (status == 429 || status == 503)
    headers["Retry-After"] = reference_to("headers", "Retry-After");
  return headers;
}

value refusal(std::string_view doc, unsigned status) {
  value answer{{"description", doc}, {"headers", headers_of(status)}};
  answer["content"]["application/problem+json"]["schema"] = reference_to("schemas", "problem");
  return answer;
}

value answer_of(const answer_doc& documented, shared_schemas& schemas) {
  if (documented.status >= 400) return refusal(documented.doc, documented.status);
  value answer{{"description", documented.doc}, {"headers", headers_of(documented.status)}};
  if (!documented.schema.empty())
    answer["content"]["application/json"]["schema"] =
        schemas.share(value::parse(documented.schema));
  return answer;
}

/// What any call may be refused with, beside what its own rules say.
struct common_refusal {
  unsigned status;
  const char* name;
  const char* doc;
  bool (*applies)(const route&);
};

constexpr auto to_all = [](const route&) { return true; };
constexpr auto to_known = [](const route& each) { return each.who != access::anyone; };
constexpr auto to_ranks = [](const route& each) { return each.who > access::signed_in; };
constexpr auto to_bodies = [](const route& each) { return !each.body_schema.empty(); };
constexpr auto to_input = [](const route& each) {
  return !each.query.empty() || !each.body_schema.empty() || each.method == method::post;
};

constexpr common_refusal common_refusals[]{
    {400, "malformed", "`bad_request`, `bad_target`, `bad_idempotency_key`", to_all},
    {401, "unauthenticated", "`unauthorized`: without a token that is still good", to_known},
    {403, "forbidden", "`forbidden`", to_ranks},
    {413, "too_large", "`body_too_large`", to_bodies},
    {415, "not_json", "`unsupported_media_type`", to_bodies},
    {422, "refused", "`bad_request`, `idempotency_mismatch`", to_input},
    {429, "too_much", "`rate_limited`, `too_many_connections`", to_all},
    {503, "not_now", "`unavailable`, `busy`", to_all}};

value answers_of(const route& documented, shared_schemas& schemas) {
  auto answers = value::object();
  for (const auto& each : documented.answers)
    answers[std::to_string(each.status)] = answer_of(each, schemas);
  for (const auto& each : common_refusals) {
    const auto status = std::to_string(each.status);
    if (each.applies(documented) && !answers.contains(status))
      answers[status] = reference_to("responses", each.name);
  }
  answers["default"] = reference_to("responses", "problem");
  return answers;
}

std::string doc_of(access who) {
  switch (who) {
  case access::anyone:
    return "Anyone may call this; who is signed in may say so.";
  case access::signed_in:
    return "For whoever is signed in.";
  case access::agent:
    return "For agents.";
  case access::admin:
    return "For admins.";
  }
  return {};
}

value security_of(access who) {
  const value by_token{{"bearer", value::array()}};
  if (who == access::anyone) return value::array({value::object(), by_token});
  return value::array({by_token});
}

value header(std::string_view doc, std::string_view type) {
  return {{"description", doc}, {"schema", {{"type", type}}}};
}

} // namespace

std::string verb_of(const route& documented) {
  const auto upper = boost::beast::http::to_string(documented.method);
  std::string verb{upper.data(), upper.size()};
  std::ranges::transform(verb, verb.begin(), [](char c) { return static_cast<char>(c | 32); });
  return verb;
}

value operation_of(const route& documented, shared_schemas& schemas) {
  value operation{
      {"operationId", operation_id_of(documented)}, {"summary", documented.summary},
      {"description", doc_of(documented.who)},      {"tags", value::array({documented.tag})},
      {"security", security_of(documented.who)},    {"responses", answers_of(documented, schemas)}};
  if (auto parameters = parameters_of(documented); !parameters.empty())
    operation["parameters"] = std::move(parameters);
  if (!documented.body_schema.empty()) operation["requestBody"] = body_of(documented, schemas);
  return operation;
}

value operation_components() {
  value made;
  made["parameters"]["idempotency_key"] = {
      {"name", "Idempotency-Key"},
      {"in", "header"},
      {"description", "A name for this request, to send it again without its happening again."},
      {"schema", {{"type", "string"}, {"maxLength", 128}, {"pattern", "^[!-~]*$"}}}};
  made["headers"] = {
      {"X-Request-Id", header("The request's name in the server's output.", "string")},
      {"RateLimit", header("What is left, and in how many seconds all is again.", "string")},
      {"RateLimit-Policy", header("How much may be asked, in how many seconds.", "string")},
      {"Retry-After", header("After how many seconds to try again.", "integer")}};
  for (const auto& each : common_refusals)
    made["responses"][each.name] = refusal(each.doc, each.status);
  made["responses"]["problem"] = refusal("A problem document says what is wrong.", 500);
  made["securitySchemes"]["bearer"] = {{"type", "http"}, {"scheme", "bearer"}};
  return made;
}

} // namespace switchboard::http
