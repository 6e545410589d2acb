#pragma once

#include <cstdint>
#include <string_view>

namespace switchboard::websocket {

/// Checks text that arrives in pieces, and says no at the first byte that cannot be part of any
/// valid text: no overlong forms, no surrogates, nothing beyond U+10FFFF.
class utf8_check {
public:
  /// False as soon as the text so far is not the beginning of valid text.
  bool take(std::string_view piece);
  /// Whether the text so far may end here: not in the middle of a character.
  bool is_complete() const { return missing_ == 0; }

private:
  bool begin_character(std::uint8_t byte);

  std::uint8_t missing_ = 0;
  /// Where the next byte must lie: the second one is where bad forms show.
  std::uint8_t next_low_ = 0x80;
  std::uint8_t next_high_ = 0xbf;
};

inline bool is_utf8(std::string_view text) {
  utf8_check check;
  return check.take(text) && check.is_complete();
}

} // namespace switchboard::websocket
