#pragma once

#include <stdexcept>

namespace switchboard::audit {

/// Something that must never be is: says what, in one sentence.
class broken : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

} // namespace switchboard::audit
