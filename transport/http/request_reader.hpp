#pragma once

#include "transport/http/chunked_body.hpp"
#include "transport/http/problem.hpp"
#include "transport/http/request.hpp"
#include "transport/http/settings.hpp"

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace switchboard::http {

/// Makes requests out of bytes, one at a time. No I/O is in here, so whatever a client can send can
/// be tried on it.
class request_reader {
public:
  enum class stage : std::uint8_t { nothing, head, body, whole, refused };

  explicit request_reader(const request_limits& limits) : limits_{limits} {}

  /// Takes what belongs to the request off the front of `input`, and says how far it has come.
  stage take(std::string& input);

  /// Once, when the client waits for a word before it sends the body.
  bool should_encourage();

  /// When it is whole; the reader begins a new one then.
  request release();
  /// When it was refused: there is no telling where the next request would begin.
  const problem& refusal() const { return *refusal_; }

private:
  using head = boost::beast::http::request<boost::beast::http::empty_body>;

  stage take_head(std::string& input);
  stage parse_head(std::string_view text);
  stage take_body(std::string& input);
  stage take_chunks(std::string& input);
  stage refuse(problem wrong);

  const request_limits& limits_;
  /// There when it is the body's turn.
  std::optional<head> head_;
  std::optional<chunked_body> chunks_;
  std::size_t left_of_body_ = 0;
  std::string body_;
  bool expects_continue_ = false;
  std::optional<problem> refusal_;
};

} // namespace switchboard::http
