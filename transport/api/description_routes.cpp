#include "transport/api/description_routes.hpp"

#include "events/schema.hpp"
#include "transport/http/openapi.hpp"

#include <map>
#include <memory>
#include <utility>

namespace switchboard::api {

namespace {

using text = std::shared_ptr<const std::string>;

text keep(std::string made) { return std::make_shared<const std::string>(std::move(made)); }

std::map<std::string, text, std::less<>> schemas_by_name() {
  std::map<std::string, text, std::less<>> all;
  auto files = schema::of_all_records();
  files.push_back(schema::of_envelope());
  for (const auto& each : files)
    all.emplace(each.name, keep(each.schema.dump(2) + '\n'));
  return all;
}

http::route schema_route() {
  http::route row;
  row.pattern = "/api/schemas/{name}";
  row.handle = [all = schemas_by_name()](const http::request& asked,
                                         const http::responder& answer) {
    const auto found = all.find(asked.parameter("name"));
    if (found == all.end())
      return answer(http::problem{404, "not_found",
                                  "No event has this schema; record.json names those there are."});
    answer(http::response{200, "application/schema+json", found->second});
  };
  return row;
}

} // namespace

std::string openapi_of(const http::router& routes) {
  return http::openapi_json(
      {"switchboard",
       "1",
       "Calls, chat and queues over HTTP. Errors are problem documents whose `code` is a stable "
       "word. Every POST takes an `Idempotency-Key`; for anything else within 24 hours it is "
       "refused with 422 `idempotency_mismatch`. Wherever a user id is taken, an integer is "
       "taken too.",
       "Apache-2.0",
       {{"accounts", "Who somebody is: registering, signing in, second factors, sessions."},
        {"admin", "What runs, the people, and what the log knows."},
        {"calls", "Calls between people and in groups."},
        {"chat", "Messages."},
        {"contacts", "Who may reach whom: requests, contacts, blocks."},
        {"queues", "Customers and agents, who meet whoever comes first."},
        {"reports", "What people say of others' behaviour, for admins to settle."},
        {"rooms", "Groups and their members."},
        {"users", "People, what they say of themselves, and whether they are there."}}},
      routes);
}

void add_description_routes(http::router& into) {
  http::route described;
  described.pattern = "/api/openapi.json";
  described.handle = [document = keep(openapi_of(into))](const http::request&,
                                                         const http::responder& answer) {
    answer(http::response{200, "application/json", document});
  };
  into.add(std::move(described));
  into.add(schema_route());
}

} // namespace switchboard::api
