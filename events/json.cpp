#include "events/json.hpp"

#include <algorithm>

namespace switchboard::json {

namespace {

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
