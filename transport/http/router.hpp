#pragma once

#include "transport/http/route.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace switchboard::http {

/// The table of routes, and the search in it.
class router {
public:
  /// Throws `std::invalid_argument` for a pattern that is malformed or there already.
  void add(route added);

  struct match {
    /// Nothing if no route has this path, or none of them this method.
    const route* found = nullptr;
    named_values parameters = {};
    /// The methods that the path has, `HEAD` and `OPTIONS` included; empty for no such path.
    std::string allowed = {};
  };
  /// A literal segment goes before a parameter. `HEAD` finds what `GET` would.
  match find(method asked, const std::vector<std::string>& segments) const;

  /// In the order of their addition.
  std::vector<const route*> routes() const;

private:
  struct segment {
    std::string text;
    enum class kind : std::uint8_t { literal, parameter, rest } kind;
  };
  struct entry {
    http::route route;
    std::vector<segment> segments;
  };

  static std::vector<segment> parse_pattern(std::string_view pattern);
  static bool fits(const entry& tried, const std::vector<std::string>& segments);
  static bool is_more_literal(const entry& one, const entry& other);
  static named_values parameters_of(const entry& matched, const std::vector<std::string>& segments);

  std::vector<std::unique_ptr<entry>> entries_;
};

} // namespace switchboard::http
