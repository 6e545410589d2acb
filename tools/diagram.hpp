#pragma once

#include "tools/call/exchange.hpp"

#include <string>

/// A call as a sequence diagram, in three forms, and what is drawn for whoever draws themselves.
namespace switchboard::tools {

/// Columns of characters, for a terminal.
std::string draw_text(const exchange& of);
/// For whatever renders Mermaid, such as a page of documentation.
std::string draw_mermaid(const exchange& of);
/// A picture that stands for itself: no script, no font, nothing from elsewhere.
std::string draw_svg(const exchange& of);
/// The lanes, and the steps between them in order.
std::string to_json(const exchange& of);

} // namespace switchboard::tools
