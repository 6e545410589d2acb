#pragma once

#include "events/ids.hpp"
#include "events/time.hpp"

#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

namespace switchboard::json {

/// A text that grows at its end. Whoever writes asks for room once and then puts characters there,
/// because a string that looks after its size with each piece costs more than the pieces do.
/// Most texts fit into what it brings along.
class writer {
public:
  writer() = default;
  writer(const writer&) = delete;
  writer& operator=(const writer&) = delete;

  /// Where the next character goes, with room for so many.
  char* room_for(std::size_t chars) {
    if (static_cast<std::size_t>(limit_ - end_) < chars) grow(chars);
    return end_;
  }
  /// The text now ends here, which is inside the room that was asked for.
  void end_at(char* end) { end_ = end; }

  void put(char c) { *room_for(1) = c, ++end_; }
  void put(std::string_view text) {
    if (text.empty()) return;
    std::memcpy(room_for(text.size()), text.data(), text.size());
    end_ += text.size();
  }

  /// Ends a list or an object whose members each ended with a comma.
  void close(char bracket) {
    if (end_ != begin_ && end_[-1] == ',')
      end_[-1] = bracket;
    else
      put(bracket);
  }

  std::string_view view() const { return {begin_, static_cast<std::size_t>(end_ - begin_)}; }
  std::string text() const { return std::string{view()}; }

private:
  static constexpr std::size_t brought_along = 1'024;

  void grow(std::size_t chars);

  std::array<char, brought_along> own_;
  std::unique_ptr<char[]> larger_;
  char* begin_ = own_.data();
  char* end_ = begin_;
  char* limit_ = begin_ + own_.size();
};

/// Writes a text with its quotes; what is no UTF-8 becomes the replacement character.
void write(writer& out, std::string_view text);
/// Writes what needs no escape, such as our own names and words.
void write_word(writer& out, std::string_view word);
/// Writes `"name":`.
void write_name(writer& out, std::string_view name);
void write(writer& out, timestamp at);
void write(writer& out, const event_id& id);
void write(writer& out, const stream_id& stream);
void write(writer& out, double number);

} // namespace switchboard::json
