#include "transport/gateway/signal_skimmer.hpp"

#include "events/plain_text.hpp"
#include "transport/gateway/client_frames.hpp"

#include <algorithm>

namespace switchboard {

namespace {

constexpr int max_depth = 16;
/// Longer ones might not fit into any number.
constexpr std::size_t max_number_bytes = 18;
constexpr std::size_t max_plain_id_bytes = 100;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_hex_digit(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_signal(std::string_view type) {
  return type == asks::ice_candidate::type || type == asks::offer::type
         || type == asks::answer::type;
}

/// Goes over a JSON text value by value. Each step says whether there was what it looks for; after
/// one that was not there the cursor is of no more use.
class json_cursor {
public:
  explicit json_cursor(std::string_view text) : text_{text} {}

  /// The next character that is no blank, if it is this one.
  bool take(char wanted) {
    skip_blanks();
    return take_here(wanted);
  }

  bool is_at_end() {
    skip_blanks();
    return at_ == text_.size();
  }

  /// The inside of a string without escapes.
  std::optional<std::string_view> take_plain_string() {
    const auto whole = take_value();
    if (!whole || !whole->starts_with('"') || whole->find('\\') != whole->npos) return std::nullopt;
    return whole->substr(1, whole->size() - 2);
  }

  /// Any value, as it is written.
  std::optional<std::string_view> take_value() {
    skip_blanks();
    const auto from = at_;
    if (!skip_value(0)) return std::nullopt;
    return text_.substr(from, at_ - from);
  }

private:
  char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool take_here(char wanted) {
    if (here() != wanted || at_ == text_.size()) return false;
    ++at_;
    return true;
  }

  void skip_blanks() {
    while (here() == ' ' || here() == '\t' || here() == '\n' || here() == '\r')
      ++at_;
  }

  bool skip_value(int depth) {
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
  bool skip_members(char last, int depth) {
    if (depth == max_depth) return false;
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

  bool skip_string() {
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

  /// Halves of characters are left to others: it takes two of them to know whether they are right.
  bool skip_escape() {
    const char escaped = here();
    ++at_;
    if (escaped != 'u')
      return std::string_view{"\"\\/bfnrt"}.find(escaped) != std::string_view::npos;
    const auto digits = text_.substr(at_, 4);
    const bool is_half = (digits.starts_with('d') || digits.starts_with('D')) && digits.size() > 1
                         && digits[1] > '7';
    at_ += digits.size();
    return digits.size() == 4 && std::ranges::all_of(digits, is_hex_digit) && !is_half;
  }

  bool skip_word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  bool skip_number() {
    const auto from = at_;
    take_here('-');
    if (!take_here('0') && skip_digits() == 0) return false;
    if (take_here('.') && skip_digits() == 0) return false;
    return at_ - from <= max_number_bytes && here() != 'e' && here() != 'E';
  }

  std::size_t skip_digits() {
    const auto from = at_;
    while (is_digit(here()))
      ++at_;
    return at_ - from;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// What is read while a frame is gone over; every name may come once.
struct parts {
  std::optional<std::string_view> type;
  std::optional<std::string_view> call_id;
  std::optional<std::string_view> to;
  std::optional<std::string_view> data;

  bool take(std::string_view name, json_cursor& from) {
    if (name == "type") return take_once(type, from.take_plain_string()) && is_signal(*type);
    if (name == "call_id") return take_once(call_id, from.take_plain_string());
    if (name == "to") return take_once(to, from.take_plain_string()) && parse_user_id(*to);
    if (name == "data") return take_once(data, from.take_value());
    if (name == "id") {
      const auto id = from.take_plain_string();
      return id && id->size() <= max_plain_id_bytes;
    }
    return from.take_value().has_value();
  }

private:
  static bool take_once(std::optional<std::string_view>& to,
                        std::optional<std::string_view> found) {
    if (to || !found) return false;
    to = found;
    return true;
  }
};

} // namespace

std::optional<skimmed_signal> skim_signal(std::string_view text) {
  json_cursor cursor{text};
  if (!cursor.take('{')) return std::nullopt;
  parts found;
  do {
    const auto name = cursor.take_plain_string();
    if (!name || !cursor.take(':') || !found.take(*name, cursor)) return std::nullopt;
  } while (cursor.take(','));
  if (!cursor.take('}') || !cursor.is_at_end()) return std::nullopt;
  if (!found.type || !found.call_id || !found.data) return std::nullopt;
  return skimmed_signal{*found.type, *found.call_id, found.to, *found.data};
}

} // namespace switchboard
