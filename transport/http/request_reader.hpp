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
  /// Between head and body somebody has to say what is to become of the body.
  enum class stage : std::uint8_t { nothing, head, judging, body, whole, refused };

  explicit request_reader(const request_limits& limits) : limits_{limits} {}

  /// Takes what belongs to the request off the front of `input`, and says how far it has come.
  stage take(std::string& input);

  /// Once, when the client waits for a word before it sends the body.
  bool should_encourage();

  // --- While it is judging ---

  /// All of the request but its body; to be asked once.
  request open();
  bool has_body() const { return chunks_ || left_of_body_ > 0; }
  /// Whether its length is said, and at most so much.
  bool is_body_within(std::size_t bytes) const { return !chunks_ && left_of_body_ <= bytes; }
  /// Goes on with the body; one that is larger is refused.
  void accept(std::size_t max_body_bytes);

  /// As much of the body as is there.
  std::size_t body_bytes() const { return body_.size(); }

  /// When it is whole; the reader begins a new one then.
  std::string release_body();
  /// When it was refused: there is no telling where the next request would begin.
  const problem& refusal() const { return *refusal_; }

private:
  using head = boost::beast::http::request<boost::beast::http::empty_body>;

  stage take_head(std::string& input);
  stage parse_head(std::string_view text);
  stage take_body(std::string& input);
  stage take_chunks(std::string& input);
  stage refuse(problem wrong);
  stage refuse_body();

  const request_limits& limits_;
  /// There when it is the body's turn.
  std::optional<head> head_;
  std::optional<chunked_body> chunks_;
  std::size_t left_of_body_ = 0;
  std::size_t max_body_bytes_ = 0;
  bool is_accepted_ = false;
  std::string body_;
  bool expects_continue_ = false;
  std::optional<problem> refusal_;
};

} // namespace switchboard::http
