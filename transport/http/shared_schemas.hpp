#pragma once

#include "events/json.hpp"

#include <string_view>

namespace switchboard::http {

/// The schemas of a document that have a name. Each is kept once and referred to wherever it
/// stands, so that a generator of clients makes one class of it.
class shared_schemas {
public:
  /// The schema with every named object in it replaced by a reference. Nothing in it forbids more
  /// fields: answers may grow, and what a request says too much is ignored.
  json::value share(json::value schema);

  void add(std::string_view name, json::value schema);

  /// By their names.
  const json::value& all() const { return all_; }

private:
  json::value refer(json::value named);

  json::value all_ = json::value::object();
};

} // namespace switchboard::http
