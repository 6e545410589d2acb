#pragma once

#include "transport/http/problem.hpp"
#include "transport/http/request.hpp"
#include "transport/http/settings.hpp"

#include <string>
#include <vector>

namespace switchboard::http {

/// Whether the page that this request comes from may talk to the server: it is the server's own, it
/// is configured, or there is no page behind it.
bool is_origin_allowed(const request& asked, const std::vector<std::string>& allowed);

/// What a browser has to be told so that a page of this origin gets to see the answer; nothing for
/// one that may not.
header_list cors_headers(const request& asked, const std::vector<std::string>& allowed);

/// What a browser asks before the real request, and is told then.
bool is_preflight(const request& asked);
header_list preflight_headers(std::string allowed_methods);

} // namespace switchboard::http
