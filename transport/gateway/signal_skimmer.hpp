#pragma once

#include <optional>
#include <string_view>

namespace switchboard {

/// A client's `offer`, `answer` or `ice_candidate` that names its call; all are parts of its text.
struct skimmed_signal {
  std::string_view type;
  std::string_view call_id;
  std::optional<std::string_view> to;
  /// Checked to be JSON, and otherwise as the client wrote it.
  std::string_view data;
};

/// Finds in a frame what it takes to hand it on, without making a document of it. Signals are most
/// of what a server gets to see, and it does not look into their data anyway.
///
/// Whatever is accepted here, `read_client_frame` reads as the same signal. It is the other way
/// round only for plainly written frames: nothing comes of names with escapes, ids in odd forms or
/// numbers of unusual length, which that function understands or has the right error for. The text
/// is UTF-8.
std::optional<skimmed_signal> skim_signal(std::string_view text);

} // namespace switchboard
