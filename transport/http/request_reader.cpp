#include "transport/http/request_reader.hpp"

#include "transport/http/request_head.hpp"

#include <boost/asio/buffer.hpp>

#include <limits>

namespace switchboard::http {

namespace beast_http = boost::beast::http;

namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";
/// A chunk's size line, or the trailers: nobody needs more.
constexpr std::size_t max_chunk_overhead_bytes = 4 * 1024;

void skip_empty_lines(std::string& input) {
  std::size_t from = 0;
  while (input.compare(from, 2, "\r\n") == 0)
    from += 2;
  input.erase(0, from);
}

} // namespace

request_reader::stage request_reader::take(std::string& input) {
  if (refusal_) return stage::refused;
  return parser_ ? take_body(input) : take_head(input);
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

  parser_ = std::make_unique<parser>();
  parser_->eager(true);
  parser_->header_limit(std::numeric_limits<std::uint32_t>::max());
  parser_->body_limit(limits_.max_body_bytes);
  boost::system::error_code failure;
  parser_->put(boost::asio::buffer(input.data(), size), failure);
  if (failure && failure != beast_http::error::need_more)
    return refuse({400, "bad_request", "The headers are malformed."});
  input.erase(0, size);
  // Taken before the body, lest trailers pass for headers.
  headers_ = parser_->get().base();
  expects_continue_ =
      equals_ignoring_case(parser_->get()[beast_http::field::expect], "100-continue");
  return take_body(input);
}

request_reader::stage request_reader::take_body(std::string& input) {
  boost::system::error_code failure;
  while (!parser_->is_done() && !input.empty()) {
    const auto used = parser_->put(boost::asio::buffer(input), failure);
    input.erase(0, used);
    if (failure == beast_http::error::body_limit)
      return refuse({413, "body_too_large",
                     "The body is over " + std::to_string(limits_.max_body_bytes) + " bytes."});
    if (failure && failure != beast_http::error::need_more)
      return refuse({400, "bad_request", "The body's chunks are malformed."});
    if (used == 0) break;
  }
  if (parser_->is_done()) return stage::whole;
  if (input.size() > max_chunk_overhead_bytes)
    return refuse({400, "bad_request", "A chunk's head is too long."});
  return stage::body;
}

request_reader::stage request_reader::refuse(problem wrong) {
  refusal_ = std::move(wrong);
  return stage::refused;
}

bool request_reader::should_encourage() { return std::exchange(expects_continue_, false); }

request request_reader::release() {
  auto message = parser_->release();
  parser_.reset();
  expects_continue_ = false;
  request whole;
  whole.method = message.method();
  whole.target_text = std::string{message.target()};
  whole.keep_alive = message.keep_alive();
  whole.is_http_1_0 = message.version() == 10;
  whole.headers = std::move(headers_);
  headers_ = {};
  whole.body = std::move(message.body());
  return whole;
}

} // namespace switchboard::http
