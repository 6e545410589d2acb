#include "events/json.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace switchboard::json {

namespace {

constexpr std::string_view replacement_character = "\xef\xbf\xbd";

void write_escaped(std::string& out, char c) {
  constexpr char digits[] = "0123456789abcdef";
  switch (c) {
  case '"':
    out += "\\\"";
    return;
  case '\\':
    out += "\\\\";
    return;
  case '\n':
    out += "\\n";
    return;
  case '\r':
    out += "\\r";
    return;
  case '\t':
    out += "\\t";
    return;
  default:
    out += "\\u00";
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 0x0f];
  }
}

bool needs_care(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte >= 0x80 || c == '"' || c == '\\';
}

/// Whether any of eight characters needs care.
bool any_needs_care(std::uint64_t eight) {
  constexpr std::uint64_t ones = 0x0101010101010101;
  constexpr std::uint64_t tops = 0x8080808080808080;
  const auto below = [eight](unsigned char limit) { return (eight - ones * limit) & ~eight; };
  const auto is = [eight](unsigned char c) {
    const auto other = eight ^ (ones * c);
    return (other - ones) & ~other;
  };
  return ((eight | below(0x20) | is('"') | is('\\')) & tops) != 0;
}

/// The first place from `at` on where a character may need care.
std::size_t skip_plain(std::string_view text, std::size_t at) {
  std::uint64_t eight = 0;
  for (; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if (any_needs_care(eight)) break;
  }
  return at;
}

bool is_continuation(std::string_view text, std::size_t at, unsigned char from, unsigned char to) {
  return at < text.size() && static_cast<unsigned char>(text[at]) >= from
         && static_cast<unsigned char>(text[at]) <= to;
}

/// The size of the UTF-8 character that begins at `at`; 0 if none does. The second byte has bounds
/// of its own, which keep out what could be shorter, surrogates, and what is past the last
/// character.
std::size_t utf8_size(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t size = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (size == 0 || first > 0xf4) return 0;
  const unsigned char low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const unsigned char high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (!is_continuation(text, at + 1, low, high)) return 0;
  for (std::size_t i = 2; i < size; ++i)
    if (!is_continuation(text, at + i, 0x80, 0xbf)) return 0;
  return size;
}

void refuse_deep_nesting(std::string_view text) {
  std::size_t depth = 0;
  bool is_in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"')
      is_in_string = !is_in_string;
    else if (is_in_string)
      i += c == '\\' ? 1 : 0;
    else if ((c == '[' || c == '{') && ++depth > max_nesting)
      throw error{"nested deeper than " + std::to_string(max_nesting) + " levels"};
    else if ((c == ']' || c == '}') && depth > 0)
      --depth;
  }
}

} // namespace

void write(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain_from = 0;
  for (auto i = skip_plain(text, 0); i < text.size(); ++i) {
    if (!needs_care(text[i])) continue;
    const bool is_beyond_ascii = static_cast<unsigned char>(text[i]) >= 0x80;
    const auto size = is_beyond_ascii ? utf8_size(text, i) : 0;
    if (size > 0) {
      i += size - 1;
      continue;
    }
    out.append(text, plain_from, i - plain_from);
    // What is no UTF-8 could be written but never read again.
    if (is_beyond_ascii)
      out += replacement_character;
    else
      write_escaped(out, text[i]);
    plain_from = i + 1;
  }
  out.append(text, plain_from, text.size() - plain_from);
  out += '"';
}

void write_name(std::string& out, std::string_view name) {
  out += '"';
  out += name; // Names are ours and need no escape.
  out += "\":";
}

void close_object(std::string& out) {
  if (out.back() == ',')
    out.back() = '}';
  else
    out += '}';
}

void write(std::string& out, timestamp at) {
  out += '"';
  append_to(out, at);
  out += '"';
}

void write(std::string& out, double number) {
  if (!std::isfinite(number)) {
    out += "null"; // JSON has no word for it; a reader that needs a number then says so.
    return;
  }
  char digits[32];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

value parse(std::string_view text) {
  refuse_deep_nesting(text);
  try {
    return value::parse(text);
  } catch (const value::exception& mistake) {
    const std::string_view what = mistake.what();
    throw error{std::string{what.substr(what.find(']') == what.npos ? 0 : what.find(']') + 2)}};
  }
}

// --- Places --------------------------------------------------------------------------------------

std::string place::text() const {
  auto all = outer_ ? outer_->text() : std::string{};
  return all.append(separator_).append(name_);
}

void fail(const place& at, std::string_view expected) {
  throw error{at.text() + ": expected " + std::string{expected}};
}

// --- Single values -------------------------------------------------------------------------------

std::optional<std::string_view> access<value>::text(const value& from) {
  const auto* const text = from.get_ptr<const std::string*>();
  return text ? std::optional<std::string_view>{*text} : std::nullopt;
}

std::optional<bool> access<value>::truth(const value& from) {
  return from.is_boolean() ? std::optional{from.get<bool>()} : std::nullopt;
}

std::optional<double> access<value>::number(const value& from) {
  return from.is_number() ? std::optional{from.get<double>()} : std::nullopt;
}

std::optional<std::uint64_t> access<value>::natural(const value& from) {
  return from.is_number_unsigned() ? std::optional{from.get<std::uint64_t>()} : std::nullopt;
}

std::optional<std::int64_t> access<value>::integer(const value& from) {
  return from.is_number_integer() ? std::optional{from.get<std::int64_t>()} : std::nullopt;
}

std::optional<std::size_t> access<value>::list_size(const value& from) {
  return from.is_array() ? std::optional{from.size()} : std::nullopt;
}

std::size_t index_of_word(std::optional<std::string_view> word,
                          std::span<const std::string_view> words, const place& at) {
  const auto found = word ? std::ranges::find(words, *word) : words.end();
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  std::string expected = "one of";
  for (const auto each : words)
    expected.append(" ").append(each);
  fail(at, expected);
}

// --- Objects -------------------------------------------------------------------------------------

object_reader<value>::object_reader(const value& from, const place& at) : from_{from}, at_{at} {
  if (!from.is_object()) fail(at, "an object");
}

const value* object_reader<value>::find(std::string_view name, bool may_be_absent) {
  asked_for_.push_back(name);
  const auto found = from_.find(name);
  if (found != from_.end()) {
    ++found_;
    return &*found;
  }
  if (!may_be_absent) fail(at_.member(name), "a value");
  return nullptr;
}

void object_reader<value>::refuse_others() const {
  if (found_ == from_.size()) return;
  for (const auto& entry : from_.items())
    if (std::ranges::find(asked_for_, entry.key()) == asked_for_.end())
      fail(at_.member(entry.key()), "no such field");
}

} // namespace switchboard::json
