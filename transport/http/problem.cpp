#include "transport/http/problem.hpp"

#include "events/json.hpp"

#include <boost/beast/http/status.hpp>

namespace switchboard::http {

std::string to_json(const problem& wrong) {
  const auto title =
      boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(wrong.status));
  json::writer out;
  out.put('{');
  json::write_field(out, "type", "urn:switchboard:problem:" + wrong.code);
  json::write_field(out, "title", std::string_view{title.data(), title.size()});
  json::write_field(out, "status", wrong.status);
  json::write_field(out, "detail", wrong.detail);
  json::write_field(out, "code", wrong.code);
  for (const auto& [name, text] : wrong.more)
    json::write_field(out, name, text);
  out.close('}');
  return out.text();
}

} // namespace switchboard::http
