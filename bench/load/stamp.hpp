#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace switchboard::load {

/// What a message says of itself, wherever in a frame it arrives: which one of the run it is, and
/// when it was meant to be sent. No system wraps anything that looks like it.
struct stamp {
  std::uint32_t number = 0;
  std::int64_t meant_at_ns = 0;
};

/// A text of that many bytes that begins with the stamp.
std::string stamped(const stamp& on, std::size_t bytes);
/// The first one in the text, which is then cut to what comes behind it.
std::optional<stamp> take_stamp(std::string_view& text);

constexpr std::size_t least_stamped_bytes = 26;

} // namespace switchboard::load
