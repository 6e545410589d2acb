#pragma once

#include "tools/call/story.hpp"

#include <string>

namespace switchboard::tools {

/// How people and devices are called in what is told about a call.
class naming {
public:
  explicit naming(const call_story& story) : story_{story} {}

  /// `alice`, or `Ann (customer)` for the side of a queue.
  std::string person(const user_id& id) const;
  /// Whether this is one side of a queue's call, which has no account and no devices.
  bool is_side(const user_id& id) const { return story_.side_names.contains(id); }
  /// `bob's phone`; a device that gave no name is `bob's device c-17`.
  std::string device(const user_id& owner, const connection_id& connection) const;
  /// The device alone: `phone`.
  std::string device_alone(const user_id& owner, const connection_id& connection) const;

private:
  const call_story& story_;
};

/// A device that is known by the name it gave, if it gave one.
std::string device_or_nameless(const std::string& name);

} // namespace switchboard::tools
