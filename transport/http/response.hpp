#pragma once

#include "transport/http/problem.hpp"
#include "transport/net/write_queue.hpp"

#include <memory>
#include <string>
#include <utility>

namespace switchboard::http {

/// What a handler answers. Content length, request id, security and CORS headers come by
/// themselves.
struct response {
  unsigned status = 200;
  std::string content_type = {};
  /// Shared, so that a file held in memory is never copied; nothing for no body.
  net::shared_bytes body = {};
  header_list headers = {};

  response(unsigned with_status, std::string type, std::string text, header_list more = {})
      : status{with_status},
        content_type{std::move(type)},
        body{std::make_shared<const std::string>(std::move(text))},
        headers{std::move(more)} {}
  response(unsigned with_status, std::string type, net::shared_bytes shared, header_list more = {})
      : status{with_status},
        content_type{std::move(type)},
        body{std::move(shared)},
        headers{std::move(more)} {}
  explicit response(unsigned with_status) : status{with_status} {}
  response(problem wrong)
      : status{wrong.status},
        content_type{"application/problem+json"},
        body{std::make_shared<const std::string>(to_json(wrong))},
        headers{std::move(wrong.headers)} {}
};

inline response json_response(unsigned status, std::string json) {
  return {status, "application/json", std::move(json)};
}

inline response no_content() { return response{204}; }

} // namespace switchboard::http
