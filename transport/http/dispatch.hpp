#pragma once

#include "transport/http/application.hpp"

namespace switchboard::http {

/// Decodes the target; a problem if there is no such thing.
std::optional<problem> decode_target(request& asked);

/// Gets an answer to a whole request whose route has been looked up: from the route's handler, if
/// the caller is somebody who may call it, else a problem that says why not.
void dispatch(const application& app, const router::match& matched, request asked,
              responder answer);

/// The same for a request to open a WebSocket.
void dispatch_upgrade(const application& app, const settings& limits, const router::match& matched,
                      request asked, upgrade_responder answer);

} // namespace switchboard::http
