#pragma once

#include "transport/http/router.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace switchboard::http {

/// What the routes of one tag are about.
struct tag_doc {
  std::string_view name;
  std::string_view doc;
};

struct api_info {
  std::string_view title;
  std::string_view version;
  std::string_view doc;
  /// Its identifier in the SPDX list.
  std::string_view license;
  std::vector<tag_doc> tags;
};

/// The OpenAPI 3.1 document of every route that has a tag.
std::string openapi_json(const api_info& about, const router& routes);

} // namespace switchboard::http
