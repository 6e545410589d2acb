#pragma once

#include "projections/file_check.hpp"
#include "tools/paint.hpp"

#include <string>

/// How it is told whether a server's read models are what its log says.
namespace switchboard::tools {

std::string to_text(const projections::file_check& report, const paint& colours);
std::string to_json(const projections::file_check& report);

} // namespace switchboard::tools
