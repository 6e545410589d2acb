#pragma once

#include "transport/http/router.hpp"

#include <string>
#include <string_view>

namespace switchboard::http {

struct api_info {
  std::string_view title;
  std::string_view version;
  std::string_view doc;
};

/// The OpenAPI 3.1 document of every route that has a tag.
std::string openapi_json(const api_info& about, const router& routes);

} // namespace switchboard::http
