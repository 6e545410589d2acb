#pragma once

#include "transport/http/target.hpp"

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/verb.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace switchboard::http {

using method = boost::beast::http::verb;

/// Who may call a route; each includes those below it.
enum class access : std::uint8_t { anyone, signed_in, agent, admin };

/// Who calls, as the authentication found out.
struct principal {
  std::string user_id;
  std::string session_id;
  access rank = access::anyone;
};

/// A request whose head is well-formed and whose target is decoded.
struct request {
  http::method method = http::method::unknown;
  std::string target_text;
  http::target target;
  named_values parameters;
  boost::beast::http::fields headers;
  std::string body;
  bool is_http_1_0 = false;
  bool keep_alive = true;
  /// Where it comes from and what it was sent to, as a trusted proxy says if there is one.
  bool is_encrypted = false;
  std::string remote_address;
  std::string host;
  std::string id;
  principal caller;

  /// Empty if it is not there.
  std::string_view header(std::string_view name) const {
    const auto found = headers.find({name.data(), name.size()});
    return found == headers.end() ? std::string_view{}
                                  : std::string_view{found->value().data(), found->value().size()};
  }
  /// From the path; the route's pattern names it.
  std::string_view parameter(std::string_view name) const {
    return value_of(parameters, name).value_or("");
  }
  /// From behind the question mark; the first if it is there more than once.
  std::optional<std::string_view> query(std::string_view name) const {
    return value_of(target.query, name);
  }
};

} // namespace switchboard::http
