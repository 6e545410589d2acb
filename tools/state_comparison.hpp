#pragma once

#include "events/quick_document.hpp"
#include "tools/fold.hpp"

#include <memory>
#include <string>
#include <vector>

namespace switchboard::tools {

/// A value in the state, and what an event made of it; an absent value is empty.
struct change {
  /// As a JSON pointer: `/calls/0/started_at`.
  std::string path;
  std::string before;
  std::string after;
};

/// Says what differs from one state of an entity to the next. A state may be of megabytes and a
/// step changes little of it, so both are walked side by side and only what differs is taken apart.
class state_comparison {
public:
  explicit state_comparison(const any_state& first) { newest_->read(to_json_text(first)); }

  std::vector<change> next(const any_state& state);

private:
  std::unique_ptr<json::quick_document> newest_ = std::make_unique<json::quick_document>();
  std::unique_ptr<json::quick_document> before_ = std::make_unique<json::quick_document>();
};

} // namespace switchboard::tools
