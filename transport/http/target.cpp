#include "transport/http/target.hpp"

#include "transport/websocket/utf8.hpp"

#include <boost/url/grammar/error.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>

namespace switchboard::http {

namespace urls = boost::urls;

namespace {

bool is_clean(std::string_view text) {
  return text.find('\0') == text.npos && websocket::is_utf8(text);
}

bool may_be_segment(std::string_view text) {
  return is_clean(text) && text != "." && text != ".." && text.find('/') == text.npos;
}

/// A proxy may name the whole address; only the path is looked at then.
urls::result<urls::url_view> parse_either_form(std::string_view text) {
  if (text.starts_with('/')) return urls::parse_origin_form(text);
  auto whole = urls::parse_uri(text);
  if (whole && whole->scheme() != "http" && whole->scheme() != "https")
    return urls::grammar::error::mismatch;
  return whole;
}

} // namespace

std::optional<target> parse_target(std::string_view text) {
  const auto parsed = parse_either_form(text);
  if (!parsed) return std::nullopt;
  target decoded;
  for (const auto& each : parsed->segments())
    decoded.segments.emplace_back(each);
  urls::encoding_opts form;
  form.space_as_plus = true;
  for (const auto& each : parsed->params(form))
    decoded.query.emplace_back(each.key, each.value);

  const bool is_good = std::ranges::all_of(decoded.segments, may_be_segment)
                       && std::ranges::all_of(decoded.query, [](const auto& each) {
                            return is_clean(each.first) && is_clean(each.second);
                          });
  if (!is_good) return std::nullopt;
  return decoded;
}

} // namespace switchboard::http
