#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace switchboard {

/// Goes over a JSON text value by value, without making a document of it. Each step says whether
/// there was what it looks for; after one that was not there the cursor is of no more use.
class json_cursor {
public:
  /// Lists and objects may be nested so deep in a value that is taken.
  json_cursor(std::string_view text, std::size_t max_depth) : text_{text}, max_depth_{max_depth} {}

  /// The next character that is no blank, if it is this one.
  bool take(char wanted);
  bool is_at_end();
  /// The inside of a string without escapes.
  std::optional<std::string_view> take_plain_string();
  /// Any value, as it is written.
  std::optional<std::string_view> take_value();

  /// Whether nothing has come by that takes more than a look to know whether it is right: halves of
  /// characters, and numbers that may not fit.
  bool has_seen_plain_values_only() const { return is_plain_; }

private:
  char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take_here(char wanted);
  void skip_blanks();
  bool skip_value(std::size_t depth);
  bool skip_members(char last, std::size_t depth);
  bool skip_string();
  bool skip_escape();
  bool skip_word(std::string_view word);
  bool skip_number();
  bool skip_exponent();
  std::size_t skip_digits();

  std::string_view text_;
  std::size_t max_depth_;
  std::size_t at_ = 0;
  bool is_plain_ = true;
};

} // namespace switchboard
