#pragma once

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace switchboard::testing {

/// What a client got, taken apart by hand so that no code of the server is on both sides.
struct raw_response {
  int status = 0;
  std::string head;
  std::string body;

  bool has(std::string_view text) const { return (head + body).find(text) != std::string::npos; }
};

/// A socket that sends whatever it is told to, however wrong. Each wait ends after a deadline.
class raw_client {
public:
  explicit raw_client(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
    const timeval deadline{5, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &deadline, sizeof deadline);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &deadline, sizeof deadline);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    is_connected_ =
        ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~raw_client() { ::close(socket_); }
  raw_client(const raw_client&) = delete;
  raw_client& operator=(const raw_client&) = delete;

  bool is_connected() const { return is_connected_; }

  /// How much went out before the other side had enough.
  std::size_t send(std::string_view bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
      const auto more = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (more <= 0) break;
      sent += static_cast<std::size_t>(more);
    }
    return sent;
  }

  void shut_sending() { ::shutdown(socket_, SHUT_WR); }

  /// One response; its status is 0 if none came.
  raw_response read_response(bool has_body = true) {
    raw_response got;
    while (received_.find("\r\n\r\n") == std::string::npos)
      if (!receive()) return got;
    got.head = take(received_.find("\r\n\r\n") + 4);
    std::from_chars(got.head.data() + 9, got.head.data() + 12, got.status);
    const auto length_at = got.head.find("Content-Length: ");
    if (!has_body || length_at == std::string::npos) return got;
    std::size_t length = 0;
    std::from_chars(got.head.data() + length_at + 16, got.head.data() + got.head.size(), length);
    while (received_.size() < length)
      if (!receive()) return got;
    got.body = take(length);
    return got;
  }

  /// Everything up to the moment at which the server closes; fails if it does not.
  std::string read_to_end() {
    while (receive()) {
    }
    CHECK_MESSAGE(is_ended_, "the server did not close");
    return take(received_.size());
  }

  /// At least so many bytes.
  std::string read(std::size_t bytes) {
    while (received_.size() < bytes && receive()) {
    }
    return take(std::min(bytes, received_.size()));
  }

private:
  bool receive() {
    char buffer[4096];
    const auto bytes = ::recv(socket_, buffer, sizeof buffer, 0);
    if (bytes > 0) received_.append(buffer, static_cast<std::size_t>(bytes));
    if (bytes == 0 || (bytes < 0 && errno == ECONNRESET)) is_ended_ = true;
    return bytes > 0;
  }

  std::string take(std::size_t bytes) {
    auto taken = received_.substr(0, bytes);
    received_.erase(0, bytes);
    return taken;
  }

  int socket_;
  bool is_connected_ = false;
  bool is_ended_ = false;
  std::string received_;
};

} // namespace switchboard::testing
