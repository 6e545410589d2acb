#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

namespace switchboard::config {

/// Where to listen. Port 0 is any free one; an empty host is nowhere.
struct endpoint {
  std::string host;
  std::uint16_t port = 0;

  bool empty() const { return host.empty(); }
  friend bool operator==(const endpoint&, const endpoint&) = default;
};

/// What a setting may be: a range for numbers, or one of a few words.
struct allowed {
  double least = std::numeric_limits<double>::lowest();
  double most = std::numeric_limits<double>::max();
  std::array<std::string_view, 6> words{};

  bool has_range() const { return least != std::numeric_limits<double>::lowest(); }
  bool has_words() const { return !words[0].empty(); }
};

constexpr allowed between(double least, double most) { return {least, most, {}}; }

template <class... Words>
constexpr allowed one_of(Words... words) {
  return {.words = {std::string_view{words}...}};
}

/// One member of a section: its name, where it is, a sentence for the documentation, what it may
/// be, and the flag that sets it, if any. Its default is the member's initializer.
template <class Section, class Value>
struct setting {
  std::string_view name;
  Value Section::*member;
  std::string_view doc;
  allowed values{};
  std::string_view flag{};
};

template <class Section, class Value>
setting(std::string_view, Value Section::*, std::string_view) -> setting<Section, Value>;
template <class Section, class Value>
setting(std::string_view, Value Section::*, std::string_view, allowed) -> setting<Section, Value>;
template <class Section, class Value>
setting(std::string_view, Value Section::*, std::string_view, allowed, std::string_view)
    -> setting<Section, Value>;

/// A place in some `settings` that one value goes to.
using slot =
    std::variant<bool*, std::int64_t*, double*, std::string*, std::vector<std::string>*, endpoint*>;

/// A setting as the readers and the documentation see it: no longer a template.
struct entry {
  std::string_view section;
  std::string_view key;
  std::string_view doc;
  allowed values;
  std::string_view flag;
  slot target;

  /// `limits.body_bytes`, as the file and every message call it.
  std::string name() const;
  /// `SWITCHBOARD_LIMITS_BODY_BYTES`.
  std::string variable() const;
};

/// The settings of one section, in the order of their definition.
template <class Section>
void append_entries(std::vector<entry>& out, std::string_view name, Section& section) {
  std::apply(
      [&](const auto&... each) {
        (out.push_back(
             {name, each.name, each.doc, each.values, each.flag, &(section.*each.member)}),
         ...);
      },
      Section::fields());
}

} // namespace switchboard::config
