#pragma once

#include "events/time.hpp"

#include <string>

namespace switchboard::mail {

/// A mail to one person, in plain text.
struct letter {
  /// Different for each; names it in logs and to mail programs.
  std::string id;
  std::string to;
  std::string subject;
  std::string text;
  timestamp written_at;
};

/// The letter as it goes over the wire (RFC 5322), whatever letters are in its texts.
std::string to_wire(const letter& of, const std::string& from);

} // namespace switchboard::mail
