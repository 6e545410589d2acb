#include "events/quick_document.hpp"

#include <algorithm>
#include <new>

namespace switchboard::json {

namespace {

template <class T>
std::optional<T> get(const quick_value& from) {
  T to;
  return from.get(to) == simdjson::SUCCESS ? std::optional{to} : std::nullopt;
}

simdjson::dom::parser make_parser() {
  constexpr std::size_t usual_bytes = 4 * 1024;
  // It counts a scalar as a level of its own, so it takes nothing that `parse` would refuse.
  simdjson::dom::parser made;
  if (made.allocate(usual_bytes, max_nesting) != simdjson::SUCCESS) throw std::bad_alloc{};
  return made;
}

/// Why the fast parser, which does not say where, took no text: in the words of the other one.
[[noreturn]] void explain(std::string_view text, simdjson::error_code why) {
  if (why == simdjson::DEPTH_ERROR) fail_as_nested(max_nesting);
  static_cast<void>(parse(text));
  throw error{"a number in it does not fit 64 bits"};
}

} // namespace

quick_value parse_quickly(std::string_view text) {
  thread_local auto parser = make_parser();
  quick_value document;
  if (const auto wrong = parser.parse(text.data(), text.size()).get(document)) explain(text, wrong);
  return document;
}

quick_value parse_from_client(std::string_view text) {
  if (nesting_of(text) > max_client_nesting) fail_as_nested(max_client_nesting);
  return parse_quickly(text);
}

std::optional<std::string_view> access<quick_value>::text(const quick_value& from) {
  return get<std::string_view>(from);
}

std::optional<bool> access<quick_value>::truth(const quick_value& from) { return get<bool>(from); }

std::optional<double> access<quick_value>::number(const quick_value& from) {
  return get<double>(from);
}

std::optional<std::uint64_t> access<quick_value>::natural(const quick_value& from) {
  return get<std::uint64_t>(from);
}

std::optional<std::int64_t> access<quick_value>::integer(const quick_value& from) {
  return get<std::int64_t>(from);
}

std::optional<std::size_t> access<quick_value>::list_size(const quick_value& from) {
  const auto list = get<simdjson::dom::array>(from);
  return list ? std::optional{list->size()} : std::nullopt;
}

simdjson::dom::array access<quick_value>::elements(const quick_value& from) {
  return from.get_array().value_unsafe();
}

object_reader<quick_value>::object_reader(const quick_value& from, const place& at) : at_{at} {
  if (from.get(from_) != simdjson::SUCCESS) fail(at, "an object");
  next_ = from_.begin();
}

const quick_value* object_reader<quick_value>::find(std::string_view name, bool may_be_absent) {
  asked_for_.push_back(name);
  if (go_to(name)) {
    found_value_ = next_.value();
    ++next_;
    ++found_;
    return &found_value_;
  }
  if (!may_be_absent) fail(at_.member(name), "a value");
  return nullptr;
}

bool object_reader<quick_value>::go_to(std::string_view name) {
  if (next_ != from_.end() && next_.key() == name) return true;
  for (auto each = from_.begin(); each != from_.end(); ++each) {
    if (each.key() != name) continue;
    next_ = each;
    return true;
  }
  return false;
}

bool object_reader<quick_value>::was_asked_for(std::string_view name) const {
  return std::ranges::find(asked_for_, name) != asked_for_.end();
}

void object_reader<quick_value>::refuse_others() const {
  if (found_ == from_.size()) return;
  for (const auto& entry : from_)
    if (!was_asked_for(entry.key)) fail(at_.member(entry.key), "no such field");
  fail(at_, "each field once");
}

void object_reader<quick_value>::refuse_repeated() const {
  if (found_ == from_.size()) return;
  std::size_t known = 0;
  for (const auto& entry : from_)
    if (was_asked_for(entry.key) && ++known > found_)
      fail(at_.member(entry.key), "to be there once");
}

} // namespace switchboard::json
