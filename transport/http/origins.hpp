#pragma once

#include "transport/http/problem.hpp"
#include "transport/http/request.hpp"
#include "transport/http/settings.hpp"

#include <string>
#include <vector>

namespace switchboard::http {

/// Whether the page that this request comes from may talk to the server: it is configured, there is
/// no page behind it, or it is the server's own, under a name that cannot have been made to mean
/// this server: an IP address or `localhost`. Any other name may be anybody's, whose DNS says
/// today that it is this machine.
bool is_origin_allowed(const request& asked, const std::vector<std::string>& allowed);

/// Whether a page under a foreign name that was made to mean this server asks for a change. What
/// other pages ask for, their browsers check by CORS.
bool is_rebound(const request& asked, const std::vector<std::string>& allowed);

/// What a browser has to be told so that a page of this origin gets to see the answer; nothing for
/// one that may not.
header_list cors_headers(const request& asked, const std::vector<std::string>& allowed);

/// What a browser asks before the real request, and is told then.
bool is_preflight(const request& asked);
header_list preflight_headers(std::string allowed_methods);

} // namespace switchboard::http
