#pragma once

#include "bench/load/stream.hpp"

#include <deque>
#include <functional>
#include <string>
#include <string_view>

namespace switchboard::load {

struct http_answer {
  int status = 0;
  std::string body;
};

/// Asks one thing after the other over one connection that is kept.
class http_client final : public stream {
public:
  using answered = std::function<void(const http_answer&)>;

  http_client(event_loop& loop, std::uint16_t port) : stream{loop, port} {}

  /// `token` may be empty.
  void post(const std::string& path, const std::string& token, const std::string& json,
            answered then);

private:
  std::size_t on_bytes(std::span<char> bytes) override;
  void on_end(const std::string& why) override;

  std::deque<answered> waiting_;
};

/// Waits for the answer, and fails unless it says that all is well.
std::string post_and_wait(event_loop& loop, std::uint16_t port, const std::string& path,
                          const std::string& token, const std::string& json);

} // namespace switchboard::load
