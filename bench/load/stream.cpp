#include "bench/load/stream.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace switchboard::load {

namespace {

/// By how much the memory for an unfinished message grows with each read.
constexpr std::size_t growth_bytes = 64 * 1024;
/// What an idle connection may keep; ten thousand of them are to fit beside the server.
constexpr std::size_t kept_bytes = 4096;

int open_socket() {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (made < 0) throw std::runtime_error{"no further socket: raise the limit of open files"};
  const int yes = 1;
  ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  return made;
}

} // namespace

stream::stream(event_loop& loop, std::uint16_t port) : loop_{loop}, descriptor_{open_socket()} {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // Whether it worked shows when the socket becomes ready.
  ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  loop_.add(*this);
}

stream::~stream() { drop(); }

void stream::drop() {
  if (!is_alive()) return;
  loop_.forget(*this);
  loop_.remove(descriptor_);
  ::close(std::exchange(descriptor_, -1));
}

void stream::end(const std::string& why) {
  if (!is_alive()) return;
  drop();
  on_end(why);
}

void stream::write(std::string_view bytes) {
  unsent_ += bytes;
  wrote();
}

void stream::wrote() {
  if (!is_alive() || waits_for_output_ || std::exchange(is_flush_due_, true)) return;
  loop_.flush_soon(*this);
}

void stream::on_ready(std::uint32_t events) {
  if (events & EPOLLIN) on_readable();
  if (is_alive() && (events & (EPOLLERR | EPOLLHUP))) return end("the connection broke");
  if (is_alive() && waits_for_output_ && (events & EPOLLOUT)) flush();
}

void stream::on_readable() {
  if (unread_.empty()) {
    const auto buffer = loop_.read_buffer();
    const auto came = buffer.first(receive(buffer));
    if (came.empty()) return;
    const auto taken = on_bytes(came);
    if (is_alive()) unread_.assign(came.data() + taken, came.size() - taken);
    return;
  }
  const auto before = unread_.size();
  unread_.resize(before + growth_bytes);
  unread_.resize(before + receive({unread_.data() + before, growth_bytes}));
  if (!is_alive()) return;
  unread_.erase(0, on_bytes(unread_));
  if (unread_.empty() && unread_.capacity() > kept_bytes) std::string{}.swap(unread_);
}

std::size_t stream::receive(std::span<char> into) {
  const auto bytes = ::recv(descriptor_, into.data(), into.size(), 0);
  if (bytes > 0) return static_cast<std::size_t>(bytes);
  if (bytes == 0)
    end("the server closed the connection");
  else if (errno != EAGAIN)
    end(std::strerror(errno));
  return 0;
}

void stream::flush() {
  is_flush_due_ = false;
  while (sent_ < unsent_.size()) {
    const auto bytes =
        ::send(descriptor_, unsent_.data() + sent_, unsent_.size() - sent_, MSG_NOSIGNAL);
    if (bytes < 0 && errno != EAGAIN) return end(std::strerror(errno));
    if (bytes < 0) {
      if (!std::exchange(waits_for_output_, true)) loop_.watch_output(*this, true);
      return;
    }
    sent_ += static_cast<std::size_t>(bytes);
  }
  sent_ = 0;
  unsent_.clear();
  if (unsent_.capacity() > kept_bytes) std::string{}.swap(unsent_);
  if (std::exchange(waits_for_output_, false)) loop_.watch_output(*this, false);
}

} // namespace switchboard::load
