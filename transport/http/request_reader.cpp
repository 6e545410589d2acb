#include "transport/http/request_reader.hpp"

#include "transport/http/request_head.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <stdexcept>
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
  if (!head_) return take_head(input);
  return is_accepted_ ? take_body(input) : stage::judging;
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
  return reached;
}

request_reader::stage request_reader::parse_head(std::string_view text) {
  beast_http::request_parser<beast_http::empty_body> parser;
  parser.header_limit(std::numeric_limits<std::uint32_t>::max());
  parser.skip(true); // The body is not this parser's.
  boost::system::error_code failure;
  try {
    parser.put(boost::asio::buffer(text), failure);
  } catch (const std::length_error&) {
    // Beast keeps the length of a field in 16 bits, and throws for one that needs more.
    return refuse({431, "headers_too_large", "A header is over 65,000 bytes."});
  }
  if (failure || !parser.is_header_done())
    return refuse({400, "bad_request", "The headers are malformed."});
  if (parser.chunked()) chunks_.emplace(limits_.max_body_bytes);
  left_of_body_ = parser.content_length().value_or(0);
  head_ = parser.release();
  expects_continue_ = equals_ignoring_case((*head_)[beast_http::field::expect], "100-continue");
  return stage::judging;
}

void request_reader::accept(std::size_t max_body_bytes) {
  is_accepted_ = true;
  max_body_bytes_ = std::min(max_body_bytes, limits_.max_body_bytes);
  if (chunks_) chunks_.emplace(max_body_bytes_);
}

request_reader::stage request_reader::take_body(std::string& input) {
  if (chunks_) return take_chunks(input);
  if (left_of_body_ > max_body_bytes_ - body_.size()) return refuse_body();
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
    return refuse_body();
  }
  std::abort();
}

request_reader::stage request_reader::refuse(problem wrong) {
  refusal_ = std::move(wrong);
  return stage::refused;
}

request_reader::stage request_reader::refuse_body() {
  return refuse(
      {413, "body_too_large", "The body is over " + std::to_string(max_body_bytes_) + " bytes."});
}

bool request_reader::should_encourage() { return std::exchange(expects_continue_, false); }

request request_reader::open() {
  request opened;
  opened.method = head_->method();
  opened.target_text = std::string{head_->target()};
  opened.keep_alive = head_->keep_alive();
  opened.is_http_1_0 = head_->version() == 10;
  opened.headers = std::move(head_->base());
  return opened;
}

std::string request_reader::release_body() {
  head_.reset();
  chunks_.reset();
  is_accepted_ = false;
  expects_continue_ = false;
  return std::exchange(body_, {});
}

} // namespace switchboard::http
