#pragma once

#include <string>
#include <string_view>

namespace switchboard::tools {

/// Colours for a terminal; nothing at all for a file or a pipe.
class paint {
public:
  explicit paint(bool is_on) : is_on_{is_on} {}

  std::string dim(std::string_view text) const { return in("2", text); }
  std::string strong(std::string_view text) const { return in("1", text); }
  std::string red(std::string_view text) const { return in("31", text); }
  std::string green(std::string_view text) const { return in("32", text); }
  std::string yellow(std::string_view text) const { return in("33", text); }
  std::string cyan(std::string_view text) const { return in("36", text); }

private:
  std::string in(std::string_view code, std::string_view text) const {
    if (!is_on_) return std::string{text};
    return "\033[" + std::string{code} + 'm' + std::string{text} + "\033[0m";
  }

  bool is_on_;
};

} // namespace switchboard::tools
