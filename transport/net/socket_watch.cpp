#include "transport/net/socket_watch.hpp"

#include "transport/net/session.hpp"

#include <boost/asio/post.hpp>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace switchboard::net {

namespace {

int make_epoll() {
  const int made = ::epoll_create1(EPOLL_CLOEXEC);
  if (made < 0) throw std::system_error{errno, std::generic_category(), "epoll_create1"};
  return made;
}

readiness readiness_of(std::uint32_t events) {
  const bool is_broken = (events & (EPOLLERR | EPOLLHUP)) != 0;
  return {.to_read = is_broken || (events & (EPOLLIN | EPOLLRDHUP)) != 0,
          .to_write = is_broken || (events & EPOLLOUT) != 0,
          .has_ended = is_broken || (events & EPOLLRDHUP) != 0};
}

} // namespace

socket_watch::socket_watch(boost::asio::io_context& context) : news_{context, make_epoll()} {
  wait();
}

void socket_watch::watch(int socket, session& owner) {
  epoll_event wanted{};
  wanted.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
  wanted.data.ptr = &owner;
  const int epoll = news_.native_handle();
  if (::epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &wanted) == 0) return;
  // It is watched for an owner that has handed it on.
  if (errno == EEXIST && ::epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &wanted) == 0) return;
  ::shutdown(socket, SHUT_RDWR);
}

void socket_watch::forget(const session& gone) {
  for (auto i = next_; i < count_; ++i)
    if (told_[i].data.ptr == &gone) told_[i].data.ptr = nullptr;
}

void socket_watch::wait() {
  news_.async_wait(news_.wait_read, [this](const boost::system::error_code& failure) {
    if (!failure) tell();
  });
}

void socket_watch::tell() {
  const int count = ::epoll_wait(news_.native_handle(), told_.data(), most_at_once, 0);
  count_ = static_cast<std::size_t>(std::max(count, 0));
  for (next_ = 0; next_ < count_;) {
    const auto& each = told_[next_++];
    if (each.data.ptr == nullptr) continue;
    auto& owner = *static_cast<session*>(each.data.ptr);
    owner.guarded([&] { owner.on_ready(readiness_of(each.events)); });
  }
  const bool may_be_more = count_ == most_at_once;
  next_ = count_ = 0;
  if (may_be_more)
    boost::asio::post(news_.get_executor(), [this] { tell(); });
  else
    wait();
}

} // namespace switchboard::net
