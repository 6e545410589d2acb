#pragma once

#include "tools/fold.hpp"

#include <simdjson.h>

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
  explicit state_comparison(const any_state& first) { newest_->read(first); }

  std::vector<change> next(const any_state& state);

private:
  /// A state as a document, in memory that is used again.
  class document {
  public:
    void read(const any_state& state);
    simdjson::dom::element root() const { return root_; }

  private:
    simdjson::dom::parser parser_;
    simdjson::dom::element root_;
  };

  /// Each in a place of its own, to which what was read of it points.
  std::unique_ptr<document> newest_ = std::make_unique<document>();
  std::unique_ptr<document> before_ = std::make_unique<document>();
};

} // namespace switchboard::tools
