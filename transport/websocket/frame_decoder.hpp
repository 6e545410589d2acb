#pragma once

#include "transport/websocket/frame.hpp"
#include "transport/websocket/utf8.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace switchboard::websocket {

struct message_limits {
  /// All fragments of one message together.
  std::size_t max_message_bytes = 64 * 1024;
  bool accepts_binary = false;
};

/// What the bytes of a client amount to, one at a time.
struct incoming {
  enum class kind : std::uint8_t {
    nothing,
    text,
    binary,
    ping,
    pong,
    close,
    violation,
    /// A frame of a message that is not whole yet: nothing to act on, but it was work to read.
    fragment,
  };

  incoming::kind kind = kind::nothing;
  /// A message's or control frame's payload, or a close frame's reason; good until the decoder or
  /// its input is used again.
  std::string_view payload;
  /// The number in a close frame, 0 if it has none; with which to close on a violation.
  std::uint16_t code = 0;
  /// How long a fragment is.
  std::uint64_t fragment_bytes = 0;
};

/// Reads what a client sends under RFC 6455, without extensions: masked frames, fragmented
/// messages, control frames in between. Holds no memory but for a message that is not whole yet.
class frame_decoder {
public:
  explicit frame_decoder(const message_limits& limits) : limits_{&limits} {}

  /// Takes from the front of `input` up to the next thing to tell, or all of it; unmasks in place.
  /// After a violation or a close there is nothing more to read: do not call it again.
  incoming next(std::span<char>& input);

private:
  bool take_header(std::span<char>& input);
  std::size_t header_bytes_needed() const;
  incoming begin_frame();
  incoming check_control_frame() const;
  incoming check_data_frame();
  incoming take_payload(std::span<char>& input);
  incoming take_data(std::string_view piece);
  incoming take_control(std::string_view piece);
  static incoming end_close(std::string_view payload);
  void unmask(std::span<char> bytes);

  const message_limits* limits_;

  std::uint64_t frame_bytes_ = 0;
  std::uint64_t frame_bytes_left_ = 0;
  std::array<char, 4> mask_{};
  std::uint8_t mask_at_ = 0;
  opcode frame_kind_ = opcode::continuation;
  bool is_in_frame_ = false;
  bool is_final_ = false;
  /// Whether a message has begun whose last fragment has not come.
  bool is_in_message_ = false;
  bool message_is_text_ = false;
  /// Whether `message_` has been handed out and is done with at the next call.
  bool is_told_ = false;
  utf8_check text_;
  std::string message_;

  /// A header or a control frame that came in pieces. Neither is longer than these.
  std::uint8_t header_size_ = 0;
  std::uint8_t control_size_ = 0;
  std::array<char, 14> header_{};
  std::array<char, max_control_bytes> control_{};
};

} // namespace switchboard::websocket
