#include "transport/gateway/json_cursor.hpp"

#include "events/plain_text.hpp"

#include <algorithm>

namespace switchboard {

namespace {

/// Longer ones might not fit into any number.
constexpr std::size_t max_number_bytes = 18;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

} // namespace

bool json_cursor::take(char wanted) {
  skip_blanks();
  return take_here(wanted);
}

bool json_cursor::is_at_end() {
  skip_blanks();
  return at_ == text_.size();
}

std::optional<std::string_view> json_cursor::take_plain_string() {
  const auto whole = take_value();
  if (!whole || !whole->starts_with('"') || whole->find('\\') != whole->npos) return std::nullopt;
  return whole->substr(1, whole->size() - 2);
}

std::optional<std::string_view> json_cursor::take_value() {
  skip_blanks();
  const auto from = at_;
  if (!skip_value(0)) return std::nullopt;
  return text_.substr(from, at_ - from);
}

bool json_cursor::take_here(char wanted) {
  if (here() != wanted || at_ == text_.size()) return false;
  ++at_;
  return true;
}

void json_cursor::skip_blanks() {
  while (here() == ' ' || here() == '\t' || here() == '\n' || here() == '\r')
    ++at_;
}

bool json_cursor::skip_value(std::size_t depth) {
  switch (here()) {
  case '"':
    return skip_string();
  case '{':
    return skip_members('}', depth);
  case '[':
    return skip_members(']', depth);
  case 't':
    return skip_word("true");
  case 'f':
    return skip_word("false");
  case 'n':
    return skip_word("null");
  default:
    return skip_number();
  }
}

/// The members of an object or the elements of a list, from its first bracket on.
bool json_cursor::skip_members(char last, std::size_t depth) {
  if (depth == max_depth_) return false;
  ++at_;
  if (take(last)) return true;
  do {
    skip_blanks();
    if (last == '}' && !(skip_string() && take(':'))) return false;
    skip_blanks();
    if (!skip_value(depth + 1)) return false;
  } while (take(','));
  return take_here(last);
}

bool json_cursor::skip_string() {
  if (!take_here('"')) return false;
  at_ = json::skip_plain(text_, at_);
  while (at_ < text_.size()) {
    const char c = text_[at_++];
    if (c == '"') return true;
    if (static_cast<unsigned char>(c) < 0x20) return false;
    if (c != '\\') continue;
    if (!skip_escape()) return false;
    at_ = json::skip_plain(text_, at_); // A session's description is many plain lines.
  }
  return false;
}

/// It takes two halves of a character to know whether they are right, so they are only noted.
bool json_cursor::skip_escape() {
  const char escaped = here();
  ++at_;
  if (escaped != 'u') return std::string_view{"\"\\/bfnrt"}.find(escaped) != std::string_view::npos;
  const auto digits = text_.substr(at_, 4);
  if ((digits.starts_with('d') || digits.starts_with('D')) && digits.size() > 1 && digits[1] > '7')
    is_plain_ = false;
  at_ += digits.size();
  return digits.size() == 4 && std::ranges::all_of(digits, is_hex_digit);
}

bool json_cursor::skip_word(std::string_view word) {
  if (text_.substr(at_, word.size()) != word) return false;
  at_ += word.size();
  return true;
}

bool json_cursor::skip_number() {
  const auto from = at_;
  take_here('-');
  if (!take_here('0') && skip_digits() == 0) return false;
  if (take_here('.') && skip_digits() == 0) return false;
  if (at_ - from > max_number_bytes) is_plain_ = false;
  return skip_exponent();
}

bool json_cursor::skip_exponent() {
  if (!take_here('e') && !take_here('E')) return true;
  is_plain_ = false;
  if (!take_here('+')) take_here('-');
  return skip_digits() > 0;
}

std::size_t json_cursor::skip_digits() {
  const auto from = at_;
  while (is_digit(here()))
    ++at_;
  return at_ - from;
}

} // namespace switchboard
