#pragma once

#include "transport/http/application.hpp"

namespace switchboard::http {

/// Decodes the target; a problem if there is no such thing.
std::optional<problem> decode_target(request& asked);

/// What a request can be answered with as soon as its head is there, whatever its body: a problem
/// with its route or form, or what `OPTIONS` is told. Nothing if its route is to have it.
std::optional<response> judge(const settings& limits, const router::match& matched,
                              const request& asked);

/// Finds out whether whoever asks may call the route, which takes no look at the body.
void admit(const application& app, const router::match& matched, const request& asked,
           auth_responder answer);

/// Gets an answer to a whole request of somebody who may call the route, from its handler.
void perform(const application& app, const route& called, request asked, responder answer);

/// The same for a request to open a WebSocket.
void perform_upgrade(const application& app, const settings& limits, const route& called,
                     request asked, upgrade_responder answer);

/// Whether a request asks for its connection to become a WebSocket.
bool is_upgrade(const request& asked);

} // namespace switchboard::http
