#include "tools/call/naming.hpp"

namespace switchboard::tools {

std::string naming::person(const user_id& id) const {
  const auto side = story_.side_names.find(id);
  return side == story_.side_names.end() ? id.value : side->second;
}

std::string naming::device_alone(const user_id& owner, const connection_id& connection) const {
  const auto person = story_.people.find(owner);
  if (person != story_.people.end()) {
    const auto& names = person->second.device_names;
    const auto named = names.find(connection);
    if (named != names.end() && !named->second.empty()) return named->second;
  }
  return "device " + connection.value;
}

std::string naming::device(const user_id& owner, const connection_id& connection) const {
  if (is_side(owner)) return person(owner);
  return person(owner) + "'s " + device_alone(owner, connection);
}

std::string device_or_nameless(const std::string& name) {
  return name.empty() ? "a device without a name" : name;
}

} // namespace switchboard::tools
