#include "transport/websocket/frame_decoder.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using switchboard::websocket::frame_decoder;
using switchboard::websocket::incoming;
using switchboard::websocket::message_limits;

/// All that a decoder tells of some bytes that come in pieces of a size.
std::string told_of(std::string bytes, std::size_t piece_size, const message_limits& limits) {
  frame_decoder decoder{limits};
  std::string told;
  for (std::size_t from = 0; from < bytes.size(); from += piece_size) {
    std::span<char> input{bytes.data() + from, std::min(piece_size, bytes.size() - from)};
    for (;;) {
      const auto one = decoder.next(input);
      if (one.kind == incoming::kind::nothing) break;
      if (one.payload.size() > limits.max_message_bytes) std::abort();
      told += static_cast<char>('a' + static_cast<int>(one.kind));
      told += std::to_string(one.code) + ' ';
      told.append(one.payload) += '\n';
      if (one.kind == incoming::kind::close || one.kind == incoming::kind::violation) return told;
    }
  }
  return told;
}

} // namespace

/// Whatever comes, in whatever pieces it comes, the decoder says the same of it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const message_limits limits{.max_message_bytes = 256, .accepts_binary = (data[0] & 1) != 0};
  const std::size_t piece_size = 1 + data[1] % 16;
  const std::string bytes{reinterpret_cast<const char*>(data + 2), size - 2};
  if (told_of(bytes, bytes.size() + 1, limits) != told_of(bytes, piece_size, limits)) std::abort();
  return 0;
}
