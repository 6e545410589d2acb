#pragma once

#include "tools/commands.hpp"

namespace CLI {
class App;
}

namespace switchboard::server {

/// Adds `admin`, with what must be possible before there is anybody to sign in: `admin create`
/// and `admin reset-link`.
void add_admin(CLI::App& app, tools::chosen_verb& chosen);

} // namespace switchboard::server
