#include "transport/http/request_head.hpp"

#include <algorithm>
#include <string>

namespace switchboard::http {

namespace {

constexpr std::string_view line_end = "\r\n";

/// The parser behind this keeps the length of a field in 16 bits.
constexpr std::size_t max_line_bytes = 65'000;

problem bad_request(std::string detail) { return {400, "bad_request", std::move(detail)}; }

char lower_of(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_token_char(char c) {
  return (lower_of(c) >= 'a' && lower_of(c) <= 'z') || is_digit(c)
         || std::string_view{"!#$%&'*+-.^_`|~"}.find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_token_char);
}

bool is_value_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t");
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

/// Cuts a line off the front of `rest`.
std::string_view take_line(std::string_view& rest) {
  const auto end = rest.find(line_end);
  const auto line = rest.substr(0, end);
  rest.remove_prefix(end == rest.npos ? rest.size() : end + line_end.size());
  return line;
}

problem target_too_long(const request_limits& limits) {
  return {414, "target_too_long",
          "The target is over " + std::to_string(limits.max_target_bytes) + " bytes."};
}

/// A method and a version need no more room than this beside the target.
std::size_t max_request_line_bytes(const request_limits& limits) {
  constexpr std::size_t beside_target = 64;
  return limits.max_target_bytes + beside_target;
}

std::optional<problem> judge_request_line(std::string_view line, const request_limits& limits) {
  if (line.size() > max_request_line_bytes(limits)) return target_too_long(limits);
  const auto method_end = line.find(' ');
  const auto target_end = line.rfind(' ');
  if (method_end == line.npos || !is_token(line.substr(0, method_end)))
    return bad_request("The request line does not begin with a method.");
  if (target_end == method_end) return bad_request("The request line names no version.");
  const auto target = line.substr(method_end + 1, target_end - method_end - 1);
  if (target.size() > limits.max_target_bytes) return target_too_long(limits);
  if (target.empty() || !std::ranges::all_of(target, [](char c) { return c > 0x20 && c < 0x7f; }))
    return bad_request("The target has characters that must be percent-encoded.");
  const auto version = line.substr(target_end + 1);
  if (version == "HTTP/1.1" || version == "HTTP/1.0") return std::nullopt;
  if (version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5])
      && version[6] == '.' && is_digit(version[7]))
    return problem{505, "version_not_supported", "This server speaks HTTP/1.1."};
  return bad_request("The request line does not end with a version.");
}

/// The fields that say where a body ends, over all lines of a head.
struct framing {
  int hosts = 0;
  int lengths = 0;
  int codings = 0;
  bool is_chunked = false;
  std::uint64_t length = 0;
};

std::optional<problem> take_length(std::string_view value, framing& seen) {
  constexpr std::size_t max_digits = 18; // As many as always fit the number.
  ++seen.lengths;
  if (value.empty() || value.size() > max_digits || !std::ranges::all_of(value, is_digit))
    return bad_request("Content-Length is not a number.");
  for (const char c : value)
    seen.length = seen.length * 10 + static_cast<std::uint64_t>(c - '0');
  return std::nullopt;
}

std::optional<problem> judge_field(std::string_view line, framing& seen) {
  if (!is_header_line(line))
    return bad_request(
        "A header line is not of the form `Name: value`, without control characters.");
  const auto colon = line.find(':');
  const auto name = line.substr(0, colon);
  const auto value = trimmed(line.substr(colon + 1));
  if (equals_ignoring_case(name, "host")) ++seen.hosts;
  if (equals_ignoring_case(name, "content-length")) return take_length(value, seen);
  if (equals_ignoring_case(name, "transfer-encoding")) {
    ++seen.codings;
    seen.is_chunked = equals_ignoring_case(value, "chunked");
  }
  return std::nullopt;
}

std::optional<problem> judge_framing(const framing& seen, bool is_http_1_0,
                                     const request_limits& limits) {
  if (seen.hosts > 1 || (seen.hosts == 0 && !is_http_1_0))
    return bad_request("There must be exactly one Host.");
  if (seen.lengths > 1 || seen.codings > 1 || (seen.lengths > 0 && seen.codings > 0)
      || (is_http_1_0 && seen.codings > 0))
    return bad_request("The length of the body is said in more than one way.");
  if (seen.codings > 0 && !seen.is_chunked)
    return problem{501, "not_implemented", "The only transfer coding understood is chunked."};
  if (seen.length > limits.max_body_bytes)
    return problem{413, "body_too_large",
                   "The body is over " + std::to_string(limits.max_body_bytes) + " bytes."};
  return std::nullopt;
}

problem head_too_large(const request_limits& limits) {
  return {431, "headers_too_large",
          "The headers are over " + std::to_string(limits.max_head_bytes) + " bytes or "
              + std::to_string(limits.max_header_fields) + " lines."};
}

} // namespace

bool equals_ignoring_case(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, {}, lower_of, lower_of);
}

bool is_header_value(std::string_view text) { return std::ranges::all_of(text, is_value_char); }

bool is_header_line(std::string_view line) {
  const auto colon = line.find(':');
  return colon != line.npos && is_token(line.substr(0, colon))
         && is_header_value(line.substr(colon + 1));
}

bool has_token(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    if (equals_ignoring_case(trimmed(list.substr(0, comma)), token)) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

std::optional<problem> judge_unfinished_head(std::string_view head, const request_limits& limits) {
  if (!head.empty() && !is_token_char(head.front()))
    return bad_request("This is not an HTTP request.");
  const auto line_size = head.find(line_end);
  const bool is_line_too_long = line_size == head.npos
                                    ? head.size() > max_request_line_bytes(limits) + 1
                                    : line_size > max_request_line_bytes(limits);
  if (is_line_too_long) return target_too_long(limits);
  if (head.size() >= limits.max_head_bytes) return head_too_large(limits);
  return std::nullopt;
}

std::optional<problem> judge_head(std::string_view head, const request_limits& limits) {
  const bool is_too_large = head.size() > limits.max_head_bytes;
  const auto request_line = take_line(head);
  if (auto wrong = judge_request_line(request_line, limits)) return wrong;
  if (is_too_large) return head_too_large(limits);
  framing seen;
  std::size_t fields = 0;
  for (auto line = take_line(head); !line.empty(); line = take_line(head)) {
    if (++fields > limits.max_header_fields || line.size() > max_line_bytes)
      return head_too_large(limits);
    if (auto wrong = judge_field(line, seen)) return wrong;
  }
  return judge_framing(seen, request_line.ends_with("1.0"), limits);
}

} // namespace switchboard::http
