#pragma once

#include <stdexcept>

namespace switchboard::tools {

/// What a person asked for makes no sense: says what to ask instead, in one line. Exit code 2.
class usage_error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// What a person asked for is not there: says what and where. Exit code 1.
class not_found : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

} // namespace switchboard::tools
