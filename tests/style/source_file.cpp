#include "tests/style/source_file.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

namespace switchboard::style {
namespace {

namespace fs = std::filesystem;

constexpr std::array not_ours = {"build", "data", "node_modules", "vendor", "corpus", "golden"};
constexpr std::array texts = {".cpp", ".hpp", ".md", ".txt",  ".cmake", ".js",
                              ".mjs", ".css", ".py", ".html", ".toml"};

bool is_one_of(const auto& words, const std::string& word) {
  return std::ranges::find(words, word) != std::end(words);
}

bool is_hidden(const std::string& name) { return name.size() > 1 && name.front() == '.'; }

/// The scripts are programs without an extension; they are known by their first line.
bool is_script(const std::string& text) { return text.starts_with("#!"); }

std::string content_of(const fs::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<source_file> read_tree(const fs::path& top) {
  std::vector<source_file> all;
  for (auto each = fs::recursive_directory_iterator{top}; each != fs::end(each); ++each) {
    const auto name = each->path().filename().string();
    if (each->is_directory()) {
      if (is_hidden(name) || is_one_of(not_ours, name)) each.disable_recursion_pending();
      continue;
    }
    const auto extension = each->path().extension().string();
    if (!is_one_of(texts, extension) && !extension.empty()) continue;
    auto text = content_of(each->path());
    if (extension.empty() && !is_script(text)) continue;
    all.push_back({fs::relative(each->path(), top).generic_string(), std::move(text)});
  }
  std::ranges::sort(all, {}, &source_file::path);
  return all;
}

bool is_in_word(char c) { return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0; }

/// Whether a word may begin or end between two characters.
bool is_boundary(char one, char other) { return !is_in_word(one) || !is_in_word(other); }

/// Walks a C++ text and blanks what is not code.
class blanker {
public:
  explicit blanker(std::string_view text) : text_{text} {}

  std::string run() && {
    while (at_ < text_.size())
      step();
    return std::move(code_);
  }

private:
  void step() {
    if (starts("//")) return blank_until("\n", 0);
    if (starts("/*")) return blank_until("*/", 2);
    if (starts("R\"")) return blank_raw();
    if (text_[at_] == '"') return blank_literal('"');
    if (text_[at_] == '\'' && !is_digit_separator()) return blank_literal('\'');
    code_ += text_[at_++];
  }

  bool starts(std::string_view word) const { return text_.substr(at_).starts_with(word); }

  bool is_digit_separator() const {
    return at_ > 0 && std::isxdigit(static_cast<unsigned char>(text_[at_ - 1])) != 0;
  }

  void blank(std::size_t until) {
    for (until = std::min(until, text_.size()); at_ < until; ++at_)
      code_ += text_[at_] == '\n' ? '\n' : ' ';
  }

  void blank_until(std::string_view end, std::size_t included) {
    const auto found = text_.find(end, at_ + included);
    blank(found == std::string_view::npos ? text_.size() : found + included);
  }

  void blank_raw() {
    const auto open = text_.find('(', at_);
    if (open == std::string_view::npos) return blank(text_.size());
    const auto closing = ')' + std::string{text_.substr(at_ + 2, open - at_ - 2)} + '"';
    blank_until(closing, closing.size());
  }

  void blank_literal(char quote) {
    auto end = at_ + 1;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n')
      end += text_[end] == '\\' ? 2 : 1;
    code_ += quote;
    ++at_;
    blank(end);
    if (at_ < text_.size() && text_[at_] == quote) code_ += text_[at_++];
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string code_;
};

} // namespace

bool source_file::is_header() const { return path.ends_with(".hpp"); }
bool source_file::is_cpp() const { return is_header() || path.ends_with(".cpp"); }

std::ostream& operator<<(std::ostream& out, const finding& one) {
  return out << one.path << ':' << one.line << ": " << one.message;
}

const std::vector<source_file>& whole_tree() {
  static const auto tree = read_tree(SOURCE_DIR);
  return tree;
}

findings over_the_tree(findings (*check)(const source_file&)) {
  findings all;
  for (const auto& each : whole_tree())
    std::ranges::move(check(each), std::back_inserter(all));
  return all;
}

std::string report_of(const findings& all) {
  std::ostringstream out;
  for (const auto& each : all)
    out << '\n' << each;
  return out.str();
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool has_word(std::string_view line, std::string_view word) {
  for (auto at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
    const auto end = at + word.size();
    const bool begins = at == 0 || is_boundary(line[at - 1], word.front());
    const bool ends = end == line.size() || is_boundary(word.back(), line[end]);
    if (begins && ends) return true;
  }
  return false;
}

std::string code_of(std::string_view text) { return blanker{text}.run(); }

} // namespace switchboard::style
