// The yardstick for fan-out: rooms of WebSockets on plain Boost.Beast, where what anybody says is
// written to everybody else in the same room. It is what Beast's own chat example does: the text is
// shared, each socket has a queue, and one message is written after the other. One thread, no
// limits, no deadlines, no accounts.

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

#include <cstdio>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;

class member;
using room = std::set<member*>;

class member : public std::enable_shared_from_this<member> {
public:
  member(tcp::socket socket, std::map<std::string, room>& rooms)
      : socket_{std::move(socket)}, rooms_{rooms} {}
  ~member() {
    if (room_ != nullptr) room_->erase(this);
  }

  void start() {
    beast::get_lowest_layer(socket_).set_option(tcp::no_delay{true});
    beast::http::async_read(socket_.next_layer(), buffer_, request_,
                            [me = shared_from_this()](beast::error_code failure, std::size_t) {
                              if (!failure) me->accept();
                            });
  }

private:
  void accept() {
    socket_.text(true);
    socket_.async_accept(request_, [me = shared_from_this()](beast::error_code failure) {
      if (failure) return;
      me->room_ = &me->rooms_[std::string{me->request_.target()}];
      me->room_->insert(me.get());
      me->buffer_.clear();
      me->read();
    });
  }

  void read() {
    socket_.async_read(buffer_, [me = shared_from_this()](beast::error_code failure, std::size_t) {
      if (failure) return;
      me->tell_others(
          std::make_shared<const std::string>(beast::buffers_to_string(me->buffer_.data())));
      me->buffer_.consume(me->buffer_.size());
      me->read();
    });
  }

  void tell_others(const std::shared_ptr<const std::string>& text) {
    for (auto* each : *room_)
      if (each != this) each->send(text);
  }

  void send(const std::shared_ptr<const std::string>& text) {
    unsent_.push_back(text);
    if (unsent_.size() == 1) write();
  }

  void write() {
    socket_.async_write(asio::buffer(*unsent_.front()),
                        [me = shared_from_this()](beast::error_code failure, std::size_t) {
                          if (failure) return;
                          me->unsent_.pop_front();
                          if (!me->unsent_.empty()) me->write();
                        });
  }

  beast::websocket::stream<tcp::socket> socket_;
  std::map<std::string, room>& rooms_;
  room* room_ = nullptr;
  beast::flat_buffer buffer_;
  beast::http::request<beast::http::empty_body> request_;
  std::deque<std::shared_ptr<const std::string>> unsent_;
};

void accept_next(tcp::acceptor& acceptor, std::map<std::string, room>& rooms) {
  acceptor.async_accept([&](beast::error_code failure, tcp::socket socket) {
    if (failure) return;
    std::make_shared<member>(std::move(socket), rooms)->start();
    accept_next(acceptor, rooms);
  });
}

} // namespace

/// Prints the port that it listens on, and serves until it is told to end.
int main() {
  asio::io_context context{1};
  std::map<std::string, room> rooms;
  tcp::acceptor acceptor{context, {asio::ip::address_v4::loopback(), 0}};
  std::printf("%u\n", unsigned{acceptor.local_endpoint().port()});
  std::fflush(stdout);
  accept_next(acceptor, rooms);
  context.run();
}
