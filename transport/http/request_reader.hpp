#pragma once

#include "transport/http/problem.hpp"
#include "transport/http/request.hpp"
#include "transport/http/settings.hpp"

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstdint>
#include <memory>
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
  using parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  stage take_head(std::string& input);
  stage take_body(std::string& input);
  stage refuse(problem wrong);

  const request_limits& limits_;
  std::unique_ptr<parser> parser_;
  boost::beast::http::fields headers_;
  bool expects_continue_ = false;
  std::optional<problem> refusal_;
};

} // namespace switchboard::http
