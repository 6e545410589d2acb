#pragma once

#include "tools/commands.hpp"

namespace CLI {
class App;
}

namespace switchboard::server {

/// Adds `serve`: starts a server, and runs until it is told to stop.
void add_serve(CLI::App& app, tools::chosen_verb& chosen);

} // namespace switchboard::server
