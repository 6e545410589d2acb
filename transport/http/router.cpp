#include "transport/http/router.hpp"

#include <algorithm>
#include <stdexcept>

namespace switchboard::http {

namespace {

std::string_view name_of(method each) {
  const auto name = boost::beast::http::to_string(each);
  return {name.data(), name.size()};
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string all;
  for (const auto& each : words)
    all.append(all.empty() ? "" : ", ").append(each);
  return all;
}

} // namespace

std::vector<router::segment> router::parse_pattern(std::string_view pattern) {
  const auto fail = [&] {
    throw std::invalid_argument{"bad route pattern " + std::string{pattern}};
  };
  if (!pattern.starts_with('/')) fail();
  std::vector<segment> segments;
  for (auto rest = pattern.substr(1); !rest.empty();) {
    const auto end = std::min(rest.find('/'), rest.size());
    auto text = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    auto kind = segment::kind::literal;
    if (text.starts_with('{') && text.ends_with('}')) {
      text = text.substr(1, text.size() - 2);
      kind = segment::kind::parameter;
      if (text.ends_with("...")) {
        text.remove_suffix(3);
        kind = segment::kind::rest;
        if (!rest.empty()) fail();
      }
    }
    if (text.empty()) fail();
    segments.push_back({std::string{text}, kind});
  }
  return segments;
}

void router::add(route added) {
  auto segments = parse_pattern(added.pattern);
  for (const auto& each : entries_)
    if (each->route.method == added.method && each->route.pattern == added.pattern)
      throw std::invalid_argument{"route " + added.pattern + " is there twice"};
  entries_.push_back(std::make_unique<entry>(entry{std::move(added), std::move(segments)}));
}

bool router::fits(const entry& tried, const std::vector<std::string>& segments) {
  const auto& pattern = tried.segments;
  const bool takes_rest = !pattern.empty() && pattern.back().kind == segment::kind::rest;
  if (takes_rest ? segments.size() + 1 < pattern.size() : segments.size() != pattern.size())
    return false;
  for (std::size_t i = 0; i < pattern.size() && pattern[i].kind != segment::kind::rest; ++i) {
    if (pattern[i].kind == segment::kind::literal && pattern[i].text != segments[i]) return false;
    if (segments[i].empty()) return false;
  }
  return true;
}

bool router::is_more_literal(const entry& one, const entry& other) {
  return std::ranges::lexicographical_compare(one.segments, other.segments, {}, &segment::kind,
                                              &segment::kind);
}

named_values router::parameters_of(const entry& matched, const std::vector<std::string>& segments) {
  named_values parameters;
  for (std::size_t i = 0; i < matched.segments.size(); ++i) {
    const auto& each = matched.segments[i];
    if (each.kind == segment::kind::literal) continue;
    std::string value;
    if (each.kind == segment::kind::parameter)
      value = segments[i];
    else
      for (auto rest = i; rest < segments.size(); ++rest)
        value.append(rest == i ? "" : "/").append(segments[rest]);
    parameters.emplace_back(each.text, std::move(value));
  }
  return parameters;
}

router::match router::find(method asked, const std::vector<std::string>& segments) const {
  std::vector<const entry*> fitting;
  for (const auto& each : entries_)
    if (fits(*each, segments)) fitting.push_back(each.get());
  if (fitting.empty()) return {};
  const auto* const best = *std::ranges::min_element(
      fitting, [](const entry* one, const entry* other) { return is_more_literal(*one, *other); });
  // Only routes as literal as the best one are this path's; a wider one answers other paths.
  std::erase_if(fitting, [&](const entry* each) { return is_more_literal(*best, *each); });

  match result;
  std::vector<std::string_view> methods;
  const auto wanted = asked == method::head ? method::get : asked;
  for (const auto* each : fitting) {
    methods.push_back(name_of(each->route.method));
    if (each->route.method == method::get) methods.push_back("HEAD");
    if (each->route.method != wanted) continue;
    result.found = &each->route;
    result.parameters = parameters_of(*each, segments);
  }
  // A route for all the rest stands for whatever files there are; to other methods nothing is
  // there.
  const auto& last = best->segments;
  const bool is_rest = !last.empty() && last.back().kind == segment::kind::rest;
  if (is_rest && result.found == nullptr && asked != method::options) return {};
  methods.push_back("OPTIONS");
  result.allowed = joined(methods);
  return result;
}

std::vector<const route*> router::routes() const {
  std::vector<const route*> all;
  for (const auto& each : entries_)
    all.push_back(&each->route);
  return all;
}

} // namespace switchboard::http
