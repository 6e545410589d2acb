#include "config/toml_file.hpp"

#include "config/load.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace switchboard::config {

namespace {

std::string text_of_file(const std::string& path) {
  errno = 0;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file{std::fopen(path.c_str(), "r"),
                                                             &std::fclose};
  std::string text;
  std::array<char, 4096> part;
  while (file) {
    const auto count = std::fread(part.data(), 1, part.size(), file.get());
    text.append(part.data(), count);
    if (count < part.size()) break;
  }
  if (!file || std::ferror(file.get()))
    throw setting_error{path + ": cannot be read: " + std::strerror(errno)};
  return text;
}

std::string where_of(const std::string& path, const toml::source_region& region) {
  return path + ':' + std::to_string(region.begin.line);
}

[[noreturn]] void fail_of_type(const std::string& where, const std::string& name) {
  throw setting_error{where + ": " + name
                      + " is of no type that a setting has; allowed are numbers, texts, true, "
                        "false and lists of texts"};
}

value value_of(const toml::node& node, const std::string& name, const std::string& where) {
  if (const auto* is = node.as_boolean()) return is->get();
  if (const auto* number = node.as_integer()) return number->get();
  if (const auto* number = node.as_floating_point()) return number->get();
  if (const auto* text = node.as_string()) return text->get();
  const auto* list = node.as_array();
  if (!list) fail_of_type(where, name);
  std::vector<std::string> texts;
  for (const auto& each : *list) {
    const auto* text = each.as_string();
    if (!text) fail_of_type(where, name);
    texts.push_back(text->get());
  }
  return texts;
}

} // namespace

std::vector<toml_line> read_toml_file(const std::string& path) {
  toml::table sections;
  try {
    sections = toml::parse(text_of_file(path), path);
  } catch (const toml::parse_error& error) {
    throw setting_error{where_of(path, error.source()) + ": " + std::string{error.description()}};
  }
  std::vector<std::pair<toml::source_index, toml_line>> lines;
  for (const auto& [section, node] : sections) {
    const auto* table = node.as_table();
    if (!table)
      throw setting_error{where_of(path, section.source()) + ": " + std::string{section.str()}
                          + " stands outside a section; write it below a line such as [server]"};
    for (const auto& [key, given] : *table) {
      const auto where = where_of(path, key.source());
      auto name = std::string{section.str()} + '.' + std::string{key.str()};
      auto read = value_of(given, name, where);
      lines.push_back({key.source().begin.line, {std::move(name), where, std::move(read)}});
    }
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const auto& one, const auto& other) { return one.first < other.first; });
  std::vector<toml_line> ordered;
  for (auto& [line, each] : lines)
    ordered.push_back(std::move(each));
  return ordered;
}

} // namespace switchboard::config
