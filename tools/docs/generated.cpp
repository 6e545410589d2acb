#include "tools/docs/generated.hpp"

#include "config/settings.hpp"
#include "events/schema.hpp"
#include "tools/docs/events_page.hpp"
#include "transport/api/description_routes.hpp"
#include "transport/api/routes.hpp"
#include "transport/gateway/socket_docs.hpp"

namespace switchboard::docs {

namespace {

/// Of a table that nobody calls.
std::string openapi_document() {
  http::router table;
  const api::ports nothing;
  api::add_routes(table, nothing);
  return api::openapi_of(table);
}

} // namespace

std::vector<generated_file> generated_files() {
  std::vector<generated_file> all{{"configuration.md", config::settings_markdown()},
                                  {"events.md", events_page()},
                                  {"openapi.json", openapi_document()},
                                  {"asyncapi.json", asyncapi_json()},
                                  {"frames.md", socket_tables()}};
  auto schemas = schema::of_all_records();
  schemas.push_back(schema::of_envelope());
  for (const auto& [name, schema] : schemas)
    all.push_back({"schemas/" + name, schema.dump(2) + '\n'});
  return all;
}

} // namespace switchboard::docs
