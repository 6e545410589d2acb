#pragma once

#include "tools/performance.hpp"

#include <functional>

namespace CLI {
class App;
}

namespace switchboard::tools {

/// What the command line asked for: runs it and gives the exit code (0 well, 1 failed, 2 wrong
/// usage). It prints what is wrong itself, in one line.
using chosen_verb = std::function<int()>;

/// Adds the verbs for people who debug beside `serve`: `log`, `state`, `why`, `diagram`, `audit`,
/// `replay` and `bundle`. When one of them is asked for, parsing sets `chosen`, which must outlive
/// the parsing. `perform` is what plays a log to sockets.
void add_tools(CLI::App& app, chosen_verb& chosen, put_on perform);

} // namespace switchboard::tools
