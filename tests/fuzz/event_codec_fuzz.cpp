#include "events/codec.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

/// What could be read is written as something that reads as the same: a log that was copied says
/// what the first one said.
void check(const switchboard::envelope& entry) {
  const auto text = switchboard::encode(entry);
  if (switchboard::encode(switchboard::decode(text)) != text) std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  try {
    check(switchboard::decode({reinterpret_cast<const char*>(bytes), size}));
  } catch (const switchboard::json::error&) {
    // Being told so is what bad input gets.
  }
  return 0;
}
