#include "tools/diagram.hpp"

#include <nlohmann/json.hpp>

namespace switchboard::tools {

std::string to_json(const exchange& of) {
  auto steps = nlohmann::ordered_json::array();
  for (const auto& each : of.arrows)
    steps.push_back({{"time", to_string(each.at)},
                     {"from", of.lanes[each.from]},
                     {"to", of.lanes[each.to]},
                     {"text", each.text}});
  const nlohmann::ordered_json document{
      {"id", of.title}, {"lanes", of.lanes}, {"steps", std::move(steps)}};
  return document.dump() + '\n';
}

} // namespace switchboard::tools
