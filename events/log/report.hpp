#pragma once

#include <functional>
#include <string>

namespace switchboard {

/// Takes one line for the person who runs the server, about something that nobody asked for and
/// that nobody's answer can carry. It is called on any thread.
using report_line = std::function<void(const std::string& line)>;

} // namespace switchboard
