#pragma once

#include "events/ids.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What there is to say about every record, for those who read and not compile: the documentation
/// and the tools.
namespace switchboard {

struct field_info {
  /// With the way to it: `media.audio`, and `sides[].name` in a list.
  std::string name;
  /// In words: `call id`, `list of user id`, `time`, or the words of an enum.
  std::string type;
  bool is_required = true;
  std::string doc;
};

struct record_info {
  entity_kind kind = entity_kind::user;
  std::string_view type;
  int version = 0;
  std::string_view doc;
  std::vector<field_info> fields;
};

/// Every type of record in its present version, as ordered in the variants of events.
const std::vector<record_info>& catalogue();

/// The fields that all records have.
const std::vector<field_info>& envelope_fields();

} // namespace switchboard
