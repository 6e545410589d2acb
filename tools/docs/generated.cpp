#include "tools/docs/generated.hpp"

#include "config/settings.hpp"
#include "events/schema.hpp"
#include "tools/docs/events_page.hpp"

namespace switchboard::docs {

std::vector<generated_file> generated_files() {
  std::vector<generated_file> all{{"configuration.md", config::settings_markdown()},
                                  {"events.md", events_page()}};
  auto schemas = schema::of_all_records();
  schemas.push_back(schema::of_envelope());
  for (const auto& [name, schema] : schemas)
    all.push_back({"schemas/" + name, schema.dump(2) + '\n'});
  return all;
}

} // namespace switchboard::docs
