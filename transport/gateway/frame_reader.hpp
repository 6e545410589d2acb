#pragma once

#include "transport/gateway/client_frames.hpp"
#include "transport/gateway/server_frames.hpp"

#include <string_view>
#include <variant>

namespace switchboard {

/// A client's frame that is well-formed.
struct read_frame {
  asks::frame body;
  /// Its `id`, as it was written.
  says::frame_reference id;
};

/// The `id` of a frame that is not read any further, because it came too fast or is no JSON; none
/// where none can be made out. It looks no further than there.
says::frame_reference find_frame_id(std::string_view text);

/// A client's frame, or the error that it gets; no text makes this throw.
std::variant<read_frame, says::error> read_client_frame(std::string_view text);

} // namespace switchboard
