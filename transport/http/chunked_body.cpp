#include "transport/http/chunked_body.hpp"

#include "transport/http/request_head.hpp"

#include <algorithm>
#include <charconv>

namespace switchboard::http {

namespace {

/// A chunk's size with its extensions, or the trailers together: nobody needs more.
constexpr std::size_t max_overhead_bytes = 4 * 1024;

} // namespace

chunked_body::outcome chunked_body::take(std::string& input, std::string& body) {
  constexpr std::string_view line_end = "\r\n";
  std::string_view rest = input;
  auto reached = outcome::unfinished;
  while (reached == outcome::unfinished && !rest.empty()) {
    if (expected_ == part::data) {
      reached = take_data(rest, body);
      continue;
    }
    const auto end = rest.find(line_end);
    const bool is_too_long =
        end == rest.npos ? rest.size() > max_overhead_bytes + 1 : end > max_overhead_bytes;
    if (is_too_long) return outcome::malformed;
    if (end == rest.npos) break;
    reached = take_line(rest.substr(0, end), body);
    rest.remove_prefix(end + line_end.size());
  }
  input.erase(0, input.size() - rest.size());
  return reached;
}

chunked_body::outcome chunked_body::take_data(std::string_view& rest, std::string& body) {
  const auto size = std::min(left_of_chunk_, rest.size());
  body.append(rest.substr(0, size));
  rest.remove_prefix(size);
  left_of_chunk_ -= size;
  if (left_of_chunk_ == 0) expected_ = part::data_end;
  return outcome::unfinished;
}

chunked_body::outcome chunked_body::take_line(std::string_view line, const std::string& body) {
  if (expected_ == part::size) return take_size(line, body);
  if (expected_ == part::trailers) return take_trailer(line);
  expected_ = part::size;
  return line.empty() ? outcome::unfinished : outcome::malformed;
}

chunked_body::outcome chunked_body::take_size(std::string_view line, const std::string& body) {
  const auto digits = line.substr(0, line.find_first_not_of("0123456789abcdefABCDEF"));
  const auto extensions = line.substr(digits.size());
  const auto [end, failure] =
      std::from_chars(digits.data(), digits.data() + digits.size(), left_of_chunk_, 16);
  if (failure != std::errc{}) return outcome::malformed;
  const auto first_mark = extensions.find_first_not_of(" \t");
  if (!extensions.empty()
      && (first_mark == extensions.npos || extensions[first_mark] != ';'
          || !is_header_value(extensions)))
    return outcome::malformed;
  if (left_of_chunk_ > max_bytes_ - body.size()) return outcome::too_large;
  expected_ = left_of_chunk_ == 0 ? part::trailers : part::data;
  return outcome::unfinished;
}

chunked_body::outcome chunked_body::take_trailer(std::string_view line) {
  if (line.empty()) return outcome::whole;
  trailer_bytes_ += line.size();
  const bool is_sound = trailer_bytes_ <= max_overhead_bytes && is_header_line(line);
  return is_sound ? outcome::unfinished : outcome::malformed;
}

} // namespace switchboard::http
