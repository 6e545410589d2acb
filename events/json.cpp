#include "events/json.hpp"

#include "events/plain_text.hpp"

#include <algorithm>

namespace switchboard::json {

namespace {

/// Where the string is closed that goes on at `at`; the end of the text if it never is.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (at = skip_plain(text, at); at < text.size(); ++at) {
    if (text[at] == '"') return at;
    if (text[at] == '\\') at = skip_plain(text, at + 2) - 1;
  }
  return at;
}

} // namespace

std::size_t nesting_of(std::string_view text) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"')
      i = end_of_string(text, i + 1);
    else if (c == '[' || c == '{')
      deepest = std::max(deepest, ++depth);
    else if ((c == ']' || c == '}') && depth > 0)
      --depth;
  }
  return deepest;
}

void fail_as_nested(std::size_t limit) {
  throw error{"nested deeper than " + std::to_string(limit) + " levels"};
}

value parse(std::string_view text) {
  if (nesting_of(text) > max_nesting) fail_as_nested(max_nesting);
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

user_id user_named(std::string_view text, const place& at, source by) {
  auto id = by == source::client ? parse_user_id(text) : parse_recorded_user_id(text);
  if (!id) fail_for_user(at);
  return {without_key(std::move(id->value))};
}

void fail_for_user(const place& at) {
  fail(at, "a user id: 1 to 64 characters out of A-Z a-z 0-9 . _ @ -, but not . or .. or me; or an "
           "integer");
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
