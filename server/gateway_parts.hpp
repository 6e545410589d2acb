#pragma once

#include "actors/services.hpp"
#include "config/settings.hpp"
#include "events/log/signal_log.hpp"
#include "transport/api/doorkeeper.hpp"
#include "transport/gateway/gateway_ports.hpp"

namespace switchboard::server {

/// What the sockets' side is given of the rest, which outlives it. `signals` may be null.
gateway_ports gateway_ports_of(const api::ports& rest, api::doorkeeper& door, signal_log* signals,
                               std::shared_ptr<net::shared_budgets> budgets);

gateway_options gateway_options_of(const config::settings& all, const engine_options& run);

} // namespace switchboard::server
