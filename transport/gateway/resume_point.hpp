#pragma once

#include "events/ids.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <variant>

namespace switchboard {

/// How far a client had come when its socket broke: `?resume=`, a JSON object
/// `{"connection_id": "…", "streams": {"user/alice": 12, "room/direct~alice~bob": 5}}`.
struct resume_point {
  /// The connection to go on with; when it is left out, the one dropped connection that the person
  /// has, if there is just one.
  std::optional<switchboard::connection_id> connection_id;
  /// The last `seq` that was seen of each stream.
  std::map<stream_id, std::uint64_t> streams;
};

/// Or what is wrong with it, in a sentence. The streams may also stand in the object itself.
std::variant<resume_point, std::string> parse_resume_point(std::string_view text);

} // namespace switchboard
