#include "tests/style/function_finder.hpp"

#include <algorithm>

namespace switchboard::style {
namespace {

enum class scope_kind { names, function, value };

struct scope {
  scope_kind kind = scope_kind::names;
  std::size_t first_line = 0;
  int open_parentheses = 0;
};

class finder {
public:
  explicit finder(std::string_view code) : code_{code} {}

  std::vector<function_lines> run() && {
    for (; at_ < code_.size(); ++at_)
      step(code_[at_]);
    return std::move(found_);
  }

private:
  void step(char c) {
    switch (c) {
    case '\n':
      if (ends_on_this_line()) forget_head();
      ++line_;
      return;
    case '{':
      return open();
    case '}':
      return close();
    case ';':
      return forget_head();
    case ' ':
      return;
    default:
      break;
    }
    if (!has_head_) remember_head();
    if (c == '(') ++scopes_.back().open_parentheses;
    if (c == ')') --scopes_.back().open_parentheses;
  }

  /// A directive and a label such as `public:` end with their line.
  bool ends_on_this_line() const {
    return has_head_ && (code_[head_] == '#' || code_[at_ - 1] == ':');
  }

  void remember_head() {
    has_head_ = true;
    head_ = at_;
    head_line_ = line_;
  }

  void forget_head() { has_head_ = false; }

  void open() {
    const auto kind = kind_of_opened();
    scopes_.push_back({kind, has_head_ ? head_line_ : line_, 0});
    if (kind != scope_kind::value) forget_head();
  }

  scope_kind kind_of_opened() const {
    if (scopes_.back().kind != scope_kind::names) return scope_kind::value;
    const auto head = has_head_ ? code_.substr(head_, at_ - head_) : "";
    if (is_value_after(head)) return scope_kind::value;
    const bool is_function = head.find('(') != std::string_view::npos;
    return is_function ? scope_kind::function : scope_kind::names;
  }

  /// The format sets a blank before the brace of a body and none before that of a value.
  bool is_value_after(std::string_view head) const {
    if (head.empty()) return false;
    const char before = head[std::min(head.find_last_not_of(" \n"), head.size() - 1)];
    return scopes_.back().open_parentheses > 0 || before == '=' || before == ','
           || (head.back() != ' ' && head.back() != '\n');
  }

  void close() {
    if (scopes_.size() == 1) return;
    const auto closed = scopes_.back();
    scopes_.pop_back();
    if (closed.kind != scope_kind::value) forget_head();
    if (closed.kind == scope_kind::function) found_.push_back({closed.first_line, line_});
  }

  std::string_view code_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t head_ = 0;
  std::size_t head_line_ = 1;
  bool has_head_ = false;
  std::vector<scope> scopes_{scope{}};
  std::vector<function_lines> found_;
};

} // namespace

std::vector<function_lines> functions_of(std::string_view code) { return finder{code}.run(); }

} // namespace switchboard::style
