#pragma once

#include <string>
#include <string_view>

namespace switchboard::http {

/// The id under which a request is found in logs: the client's own if it sent one that is fit for
/// it, else a new one.
std::string request_id(std::string_view asked_for);

} // namespace switchboard::http
