// The yardstick for relaying: WebSockets in pairs on plain Boost.Beast, each frame from one side
// written to the other. One thread, no limits, no deadlines, no accounts: as little as it can be.

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
#include <string>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;

class peer;
/// The first of each pair, by the path that both ask for, until the second comes.
using waiting_peers = std::map<std::string, std::shared_ptr<peer>>;

class peer : public std::enable_shared_from_this<peer> {
public:
  peer(tcp::socket socket, waiting_peers& waiting)
      : socket_{std::move(socket)}, waiting_{waiting} {}

  void start() {
    beast::get_lowest_layer(socket_).set_option(tcp::no_delay{true});
    beast::http::async_read(socket_.next_layer(), buffer_, request_,
                            [me = shared_from_this()](beast::error_code failure, std::size_t) {
                              if (!failure) me->accept();
                            });
  }

private:
  void accept() {
    socket_.async_accept(request_, [me = shared_from_this()](beast::error_code failure) {
      if (failure) return;
      me->find_partner();
      me->buffer_.clear();
      me->read();
    });
  }

  void find_partner() {
    const std::string path{request_.target()};
    const auto [place, is_first] = waiting_.try_emplace(path, shared_from_this());
    if (is_first) return;
    partner_ = place->second;
    partner_->partner_ = shared_from_this();
    waiting_.erase(place);
  }

  void read() {
    socket_.async_read(buffer_, [me = shared_from_this()](beast::error_code failure, std::size_t) {
      if (failure) return me->leave();
      if (me->partner_)
        me->partner_->send(
            std::make_shared<const std::string>(beast::buffers_to_string(me->buffer_.data())));
      me->buffer_.consume(me->buffer_.size());
      me->read();
    });
  }

  void send(std::shared_ptr<const std::string> text) {
    unsent_.push_back(std::move(text));
    if (unsent_.size() == 1) write();
  }

  void write() {
    socket_.text(true);
    socket_.async_write(asio::buffer(*unsent_.front()),
                        [me = shared_from_this()](beast::error_code failure, std::size_t) {
                          if (failure) return;
                          me->unsent_.pop_front();
                          if (!me->unsent_.empty()) me->write();
                        });
  }

  void leave() {
    if (const auto partner = std::move(partner_)) partner->partner_.reset();
  }

  beast::websocket::stream<tcp::socket> socket_;
  waiting_peers& waiting_;
  beast::flat_buffer buffer_;
  beast::http::request<beast::http::empty_body> request_;
  std::shared_ptr<peer> partner_;
  std::deque<std::shared_ptr<const std::string>> unsent_;
};

void accept_next(tcp::acceptor& acceptor, waiting_peers& waiting) {
  acceptor.async_accept([&](beast::error_code failure, tcp::socket socket) {
    if (failure) return;
    std::make_shared<peer>(std::move(socket), waiting)->start();
    accept_next(acceptor, waiting);
  });
}

} // namespace

/// Prints the port that it listens on, and relays until it is told to end.
int main() {
  asio::io_context context{1};
  waiting_peers waiting;
  tcp::acceptor acceptor{context, {asio::ip::address_v4::loopback(), 0}};
  std::printf("%u\n", unsigned{acceptor.local_endpoint().port()});
  std::fflush(stdout);
  accept_next(acceptor, waiting);
  context.run();
}
