#include "events/json_writer.hpp"

#include "events/plain_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace switchboard::json {

namespace {

constexpr std::string_view replacement_character = "\xef\xbf\xbd";

bool needs_care(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte >= 0x80 || c == '"' || c == '\\';
}

/// Copies up to the first character that needs care, and tells where that is.
const char* copy_plain(const char* from, const char* end, char*& to) {
  std::uint64_t eight = 0;
  for (; end - from >= std::ptrdiff_t{sizeof eight}; from += sizeof eight, to += sizeof eight) {
    std::memcpy(&eight, from, sizeof eight);
    if (any_needs_care(eight)) break;
    std::memcpy(to, &eight, sizeof eight);
  }
  while (from != end && !needs_care(*from))
    *to++ = *from++;
  return from;
}

bool is_continuation(std::string_view text, std::size_t at, unsigned char from, unsigned char to) {
  return at < text.size() && static_cast<unsigned char>(text[at]) >= from
         && static_cast<unsigned char>(text[at]) <= to;
}

/// The size of the UTF-8 character that a text begins with; 0 if it begins with none. The second
/// byte has bounds of its own, which keep out what could be shorter, surrogates, and what is past
/// the last character.
std::size_t utf8_size(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (size == 0 || first > 0xf4) return 0;
  const unsigned char low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const unsigned char high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (!is_continuation(text, 1, low, high)) return 0;
  for (std::size_t i = 2; i < size; ++i)
    if (!is_continuation(text, i, 0x80, 0xbf)) return 0;
  return size;
}

void escape(writer& out, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  switch (c) {
  case '"':
  case '\\':
    out.put('\\');
    return out.put(c);
  case '\n':
    return out.put("\\n");
  case '\r':
    return out.put("\\r");
  case '\t':
    return out.put("\\t");
  default:
    out.put("\\u00");
    out.put(digits[static_cast<unsigned char>(c) >> 4]);
    out.put(digits[static_cast<unsigned char>(c) & 0x0f]);
  }
}

/// Writes the first character, and tells how many bytes it has.
std::size_t write_with_care(writer& out, std::string_view text) {
  const auto first = text.front();
  if (static_cast<unsigned char>(first) < 0x80) {
    escape(out, first);
    return 1;
  }
  const auto size = utf8_size(text);
  // What is no UTF-8 could be written but never read again.
  out.put(size > 0 ? text.substr(0, size) : replacement_character);
  return std::max<std::size_t>(size, 1);
}

void write_inside(writer& out, std::string_view text) {
  const char* from = text.data();
  const char* const end = from + text.size();
  for (;;) {
    const auto left = static_cast<std::size_t>(end - from);
    char* to = out.room_for(left);
    from = copy_plain(from, end, to);
    out.end_at(to);
    if (from == end) return;
    from += write_with_care(out, {from, end});
  }
}

} // namespace

void writer::grow(std::size_t chars) {
  const auto used = static_cast<std::size_t>(end_ - begin_);
  const auto now = static_cast<std::size_t>(limit_ - begin_);
  const auto size = std::max(2 * now, used + chars);
  auto larger = std::make_unique_for_overwrite<char[]>(size);
  std::memcpy(larger.get(), begin_, used);
  larger_ = std::move(larger);
  begin_ = larger_.get();
  end_ = begin_ + used;
  limit_ = begin_ + size;
}

void write(writer& out, std::string_view text) {
  out.put('"');
  write_inside(out, text);
  out.put('"');
}

void write_word(writer& out, std::string_view word) {
  out.put('"');
  out.put(word);
  out.put('"');
}

void write_name(writer& out, std::string_view name) {
  char* to = out.room_for(name.size() + 3);
  *to++ = '"';
  to = std::copy(name.begin(), name.end(), to);
  *to++ = '"';
  *to++ = ':';
  out.end_at(to);
}

void write(writer& out, timestamp at) {
  char* to = out.room_for(timestamp_chars + 2);
  *to++ = '"';
  to = write_to(to, at);
  *to++ = '"';
  out.end_at(to);
}

void write(writer& out, const event_id& id) {
  char* to = out.room_for(event_id_chars + 2);
  *to++ = '"';
  to = write_to(to, id);
  *to++ = '"';
  out.end_at(to);
}

void write(writer& out, const stream_id& stream) {
  out.put('"');
  out.put(name_of(stream.kind));
  out.put('/');
  write_inside(out, stream.key);
  out.put('"');
}

void write(writer& out, double number) {
  // JSON has no word for it; a reader that needs a number then says so.
  if (!std::isfinite(number)) return out.put("null");
  constexpr std::size_t most_digits = 32;
  char* const digits = out.room_for(most_digits);
  // Minus zero is read back as the whole number that it looks like, so it is written as one.
  out.end_at(std::to_chars(digits, digits + most_digits, number + 0.0).ptr);
}

} // namespace switchboard::json
