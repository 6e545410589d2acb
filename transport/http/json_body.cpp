#include "transport/http/json_body.hpp"

#include "transport/websocket/utf8.hpp"

namespace switchboard::http {

bool is_nested_deeper(std::string_view text, std::size_t depth) {
  std::size_t level = 0;
  bool is_in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_in_string) {
      if (c == '\\') ++i;
      is_in_string = c != '"';
    } else if (c == '"') {
      is_in_string = true;
    } else if (c == '{' || c == '[') {
      if (++level > depth) return true;
    } else if ((c == '}' || c == ']') && level > 0) {
      --level;
    }
  }
  return false;
}

std::variant<json::value, problem> parse_body(std::string_view body) {
  if (body.empty()) return problem{400, "bad_request", "The body must be a JSON object."};
  if (!websocket::is_utf8(body)) return problem{400, "bad_request", "The body is not UTF-8."};
  if (is_nested_deeper(body, max_json_depth))
    return problem{400, "bad_request", "The body is nested too deeply."};
  try {
    return json::parse(body);
  } catch (const json::error& wrong) {
    return problem{400, "bad_request", std::string{"The body is not JSON: "} + wrong.what()};
  }
}

problem bad_field(const json::error& wrong) { return {422, "bad_request", wrong.what()}; }

} // namespace switchboard::http
