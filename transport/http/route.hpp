#pragma once

#include "transport/http/answer_once.hpp"
#include "transport/http/request.hpp"
#include "transport/http/response.hpp"
#include "transport/websocket/connection.hpp"

#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace switchboard::http {

using responder = answer_once<response>;
using request_handler = std::function<void(request, responder)>;

/// Whether a WebSocket may open, and who looks after it then.
using upgrade_decision = std::variant<std::unique_ptr<websocket::connection_handler>, problem>;
using upgrade_responder = answer_once<upgrade_decision>;
using upgrade_handler = std::function<void(request, upgrade_responder)>;

/// One value in a path or a query, for the documentation.
struct parameter_doc {
  std::string name;
  std::string doc;
  /// The JSON Schema of it.
  std::string schema = R"({"type":"string"})";
  bool is_required = false;
};

/// One answer that a route may give, for the documentation.
struct answer_doc {
  unsigned status = 200;
  std::string doc;
  /// The JSON Schema of the body; empty for none.
  std::string schema = {};
};

/// One row of the server's table: what is answered, to whom, by whom, and how it is documented.
struct route {
  http::method method = http::method::get;
  /// `/api/v1/calls/{call_id}`; a last `{name...}` takes all the rest, also nothing.
  std::string pattern;
  access who = access::anyone;
  std::variant<request_handler, upgrade_handler> handle;

  std::string summary = {};
  /// Groups routes in the documentation; a route without a tag is not documented.
  std::string tag = {};
  /// The JSON Schema of the body; empty if none is taken. With one, the body must be JSON.
  std::string body_schema = {};
  std::vector<parameter_doc> query = {};
  std::vector<answer_doc> answers = {};

  bool is_upgrade() const { return std::holds_alternative<upgrade_handler>(handle); }
};

} // namespace switchboard::http
