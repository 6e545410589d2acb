#include "transport/websocket/frame_decoder.hpp"

#include <algorithm>
#include <cstring>

namespace switchboard::websocket {

namespace {

constexpr std::size_t mask_bytes = 4;

incoming violation(close_code code, std::string_view why) {
  return {incoming::kind::violation, why, static_cast<std::uint16_t>(code)};
}

bool is_control(opcode kind) { return (static_cast<std::uint8_t>(kind) & 0x8) != 0; }

bool is_known(std::uint8_t kind) { return kind <= 0x2 || (kind >= 0x8 && kind <= 0xa); }

std::uint64_t big_endian(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char each : bytes)
    number = number << 8 | static_cast<std::uint8_t>(each);
  return number;
}

/// How many bytes the length takes behind the first two of a header.
std::size_t extended_length_bytes(char second_byte) {
  const int length = second_byte & 0x7f;
  return length == 127 ? 8 : length == 126 ? 2 : 0;
}

} // namespace

incoming frame_decoder::next(std::span<char>& input) {
  if (std::exchange(is_told_, false)) std::string{}.swap(message_);
  if (!is_in_frame_) {
    if (!take_header(input)) return {};
    if (const auto wrong = begin_frame(); wrong.kind != incoming::kind::nothing) return wrong;
  }
  const auto told = take_payload(input);
  if (told.kind != incoming::kind::nothing || is_in_frame_) return told;
  return {incoming::kind::fragment, {}, 0, frame_bytes_};
}

std::size_t frame_decoder::header_bytes_needed() const {
  if (header_size_ < 2) return 2;
  const bool is_masked = (header_[1] & 0x80) != 0;
  return 2 + extended_length_bytes(header_[1]) + (is_masked ? mask_bytes : 0);
}

bool frame_decoder::take_header(std::span<char>& input) {
  while (header_size_ < header_bytes_needed()) {
    if (input.empty()) return false;
    const auto taken = std::min(header_bytes_needed() - header_size_, input.size());
    std::memcpy(header_.data() + header_size_, input.data(), taken);
    header_size_ = static_cast<std::uint8_t>(header_size_ + taken);
    input = input.subspan(taken);
  }
  return true;
}

incoming frame_decoder::begin_frame() {
  const auto first = static_cast<std::uint8_t>(header_[0]);
  const auto length_bytes = extended_length_bytes(header_[1]);
  if ((first & 0x70) != 0) return violation(close_code::protocol_error, "a reserved bit is set");
  if (!is_known(first & 0x0f)) return violation(close_code::protocol_error, "unknown opcode");
  if ((header_[1] & 0x80) == 0)
    return violation(close_code::protocol_error, "a client's frame must be masked");

  is_final_ = (first & 0x80) != 0;
  frame_kind_ = static_cast<opcode>(first & 0x0f);
  frame_bytes_left_ = length_bytes == 0 ? static_cast<std::uint64_t>(header_[1] & 0x7f)
                                        : big_endian({header_.data() + 2, length_bytes});
  if ((length_bytes == 2 && frame_bytes_left_ < 126)
      || (length_bytes == 8 && (frame_bytes_left_ <= 0xffff || frame_bytes_left_ >> 63 != 0)))
    return violation(close_code::protocol_error, "a length must be written as short as it can be");
  frame_bytes_ = frame_bytes_left_;
  std::memcpy(mask_.data(), header_.data() + 2 + length_bytes, mask_bytes);
  mask_at_ = 0;
  header_size_ = 0;
  is_in_frame_ = true;
  return is_control(frame_kind_) ? check_control_frame() : check_data_frame();
}

incoming frame_decoder::check_control_frame() const {
  if (!is_final_) return violation(close_code::protocol_error, "a control frame in fragments");
  if (frame_bytes_left_ > max_control_bytes)
    return violation(close_code::protocol_error, "a control frame over 125 bytes");
  return {};
}

incoming frame_decoder::check_data_frame() {
  const bool is_continued = frame_kind_ == opcode::continuation;
  if (is_continued != is_in_message_)
    return violation(close_code::protocol_error, is_continued ? "a continuation of nothing"
                                                              : "a new message inside of another");
  if (!is_continued) {
    message_is_text_ = frame_kind_ == opcode::text;
    is_in_message_ = true;
    text_ = {};
  }
  if (!message_is_text_ && !limits_->accepts_binary)
    return violation(close_code::unsupported_data, "only text messages are understood");
  if (frame_bytes_left_ > limits_->max_message_bytes - message_.size())
    return violation(close_code::message_too_big, "the message is over the size limit");
  return {};
}

incoming frame_decoder::take_payload(std::span<char>& input) {
  const auto size =
      static_cast<std::size_t>(std::min<std::uint64_t>(input.size(), frame_bytes_left_));
  const auto piece = input.first(size);
  input = input.subspan(size);
  frame_bytes_left_ -= size;
  is_in_frame_ = frame_bytes_left_ > 0;
  unmask(piece);
  const std::string_view text{piece.data(), piece.size()};
  return is_control(frame_kind_) ? take_control(text) : take_data(text);
}

incoming frame_decoder::take_data(std::string_view piece) {
  const bool is_end = !is_in_frame_ && is_final_;
  if (message_is_text_ && (!text_.take(piece) || (is_end && !text_.is_complete())))
    return violation(close_code::invalid_text, "the message is not UTF-8");
  const auto kind = message_is_text_ ? incoming::kind::text : incoming::kind::binary;
  if (is_end) is_in_message_ = false;
  if (is_end && message_.empty()) return {kind, piece, 0}; // The usual case: nothing is copied.
  message_ += piece;
  if (!is_end) return {};
  is_told_ = true;
  return {kind, message_, 0};
}

incoming frame_decoder::take_control(std::string_view piece) {
  if (control_size_ > 0 || is_in_frame_) {
    std::memcpy(control_.data() + control_size_, piece.data(), piece.size());
    control_size_ = static_cast<std::uint8_t>(control_size_ + piece.size());
    if (is_in_frame_) return {};
    piece = {control_.data(), std::exchange(control_size_, std::uint8_t{0})};
  }
  if (frame_kind_ == opcode::close) return end_close(piece);
  return {frame_kind_ == opcode::ping ? incoming::kind::ping : incoming::kind::pong, piece, 0};
}

incoming frame_decoder::end_close(std::string_view payload) {
  constexpr std::size_t code_bytes = 2;
  if (payload.empty()) return {incoming::kind::close, {}, 0};
  if (payload.size() < code_bytes)
    return violation(close_code::protocol_error, "half a close code");
  const auto code = static_cast<std::uint16_t>(big_endian(payload.substr(0, code_bytes)));
  const auto reason = payload.substr(code_bytes);
  if (!may_be_sent(code))
    return violation(close_code::protocol_error, "a close code that may not be sent");
  if (!is_utf8(reason)) return violation(close_code::invalid_text, "a close reason is not UTF-8");
  return {incoming::kind::close, reason, code};
}

void frame_decoder::unmask(std::span<char> bytes) {
  // Turned so that the piece begins with the mask's first byte, it fits eight bytes at a time.
  std::array<char, 8> turned{};
  for (std::size_t i = 0; i < turned.size(); ++i)
    turned[i] = mask_[(mask_at_ + i) % mask_bytes];
  std::uint64_t eight_of_mask = 0;
  std::memcpy(&eight_of_mask, turned.data(), sizeof eight_of_mask);
  std::size_t at = 0;
  for (; at + sizeof eight_of_mask <= bytes.size(); at += sizeof eight_of_mask) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes.data() + at, sizeof eight);
    eight ^= eight_of_mask;
    std::memcpy(bytes.data() + at, &eight, sizeof eight);
  }
  for (; at < bytes.size(); ++at)
    bytes[at] = static_cast<char>(bytes[at] ^ turned[at % turned.size()]);
  mask_at_ = static_cast<std::uint8_t>((mask_at_ + bytes.size()) % mask_bytes);
}

} // namespace switchboard::websocket
