#include "transport/http/request_reader.hpp"

#include "transport/http/request_head.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <utility>

namespace switchboard::http {

namespace beast_http = boost::beast::http;

namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";

void skip_empty_lines(std::string& input) {
  std::size_t from = 0;
  while (input.compare(from, 2, "\r\n") == 0)
    from += 2;
  input.erase(0, from);
}

} // namespace

request_reader::stage request_reader::take(std::string& input) {
  if (refusal_) return stage::refused;
  return head_ ? take_body(input) : take_head(input);
}

request_reader::stage request_reader::take_head(std::string& input) {
  skip_empty_lines(input);
  if (input == "\r") return stage::head; // The first half of another empty line, so far.
  const auto end = input.find(end_of_head);
  if (end == input.npos) {
    if (auto wrong = judge_unfinished_head(input, limits_)) return refuse(std::move(*wrong));
    return input.empty() ? stage::nothing : stage::head;
  }
  const auto size = end + end_of_head.size();
  if (auto wrong = judge_head({input.data(), size}, limits_)) return refuse(std::move(*wrong));

  const auto reached = parse_head({input.data(), size});
  input.erase(0, size);
  return reached == stage::body ? take_body(input) : reached;
}

request_reader::stage request_reader::parse_head(std::string_view text) {
  beast_http::request_parser<beast_http::empty_body> parser;
  parser.header_limit(std::numeric_limits<std::uint32_t>::max());
  parser.skip(true); // The body is not this parser's.
  boost::system::error_code failure;
  parser.put(boost::asio::buffer(text), failure);
  if (failure || !parser.is_header_done())
    return refuse({400, "bad_request", "The headers are malformed."});
  if (parser.chunked()) chunks_.emplace(limits_.max_body_bytes);
  left_of_body_ = parser.content_length().value_or(0);
  head_ = parser.release();
  expects_continue_ = equals_ignoring_case((*head_)[beast_http::field::expect], "100-continue");
  return stage::body;
}

request_reader::stage request_reader::take_body(std::string& input) {
  if (chunks_) return take_chunks(input);
  const auto size = std::min(left_of_body_, input.size());
  body_.append(input, 0, size);
  input.erase(0, size);
  left_of_body_ -= size;
  return left_of_body_ == 0 ? stage::whole : stage::body;
}

request_reader::stage request_reader::take_chunks(std::string& input) {
  switch (chunks_->take(input, body_)) {
  case chunked_body::outcome::unfinished:
    return stage::body;
  case chunked_body::outcome::whole:
    return stage::whole;
  case chunked_body::outcome::malformed:
    return refuse({400, "bad_request", "The body's chunks are malformed."});
  case chunked_body::outcome::too_large:
    return refuse({413, "body_too_large",
                   "The body is over " + std::to_string(limits_.max_body_bytes) + " bytes."});
  }
  std::abort();
}

request_reader::stage request_reader::refuse(problem wrong) {
  refusal_ = std::move(wrong);
  return stage::refused;
}

bool request_reader::should_encourage() { return std::exchange(expects_continue_, false); }

request request_reader::release() {
  request whole;
  whole.method = head_->method();
  whole.target_text = std::string{head_->target()};
  whole.keep_alive = head_->keep_alive();
  whole.is_http_1_0 = head_->version() == 10;
  whole.headers = std::move(head_->base());
  whole.body = std::exchange(body_, {});
  head_.reset();
  chunks_.reset();
  expects_continue_ = false;
  return whole;
}

} // namespace switchboard::http
