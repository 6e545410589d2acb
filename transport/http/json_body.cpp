#include "transport/http/json_body.hpp"

#include "transport/websocket/utf8.hpp"

namespace switchboard::http {

std::variant<json::quick_value, problem> parse_body(std::string_view body) {
  if (body.empty()) return problem{400, "bad_request", "The body must be a JSON object."};
  if (!websocket::is_utf8(body)) return problem{400, "bad_request", "The body is not UTF-8."};
  try {
    return json::parse_from_client(body);
  } catch (const json::error& wrong) {
    return problem{400, "bad_request", std::string{"The body is not JSON: "} + wrong.what()};
  }
}

problem bad_field(const json::error& wrong) { return {422, "bad_request", wrong.what()}; }

void require(schema::document& in, const char* how, std::span<const std::string_view> names) {
  const schema::document is_there{{"not", {{"type", "null"}}}};
  for (const auto& each : names)
    in[how].push_back({{"required", schema::document::array({each})},
                       {"properties", {{std::string{each}, is_there}}}});
}

} // namespace switchboard::http
