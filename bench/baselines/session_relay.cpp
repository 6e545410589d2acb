// The same relay as the yardstick's, on the server's own HTTP and WebSocket layer with all of its
// limits and deadlines: what the layer costs by itself, before accounts and actors come on top.

#include "transport/http/server.hpp"

#include <csignal>
#include <cstdio>
#include <map>

namespace {

using namespace switchboard;

class peer;
/// The first of each pair, by the path that both ask for, until the second comes. One I/O thread
/// has all of them, so nothing is locked.
using waiting_peers = std::map<std::string, peer*>;

class peer final : public websocket::connection_handler {
public:
  peer(std::string path, waiting_peers& waiting) : path_{std::move(path)}, waiting_{waiting} {}

private:
  void on_open(websocket::connection& opened) override {
    own_ = &opened;
    const auto [place, is_first] = waiting_.try_emplace(path_, this);
    if (is_first) return;
    partner_ = place->second;
    partner_->partner_ = this;
    waiting_.erase(place);
  }
  void on_text(websocket::connection&, std::string_view text) override {
    if (partner_ != nullptr) partner_->own_->send(websocket::text_frame(text));
  }
  void on_rate_limited(websocket::connection&, std::string_view) override {}
  void on_closed(websocket::connection&, const websocket::close_info&) override {
    if (partner_ != nullptr) partner_->partner_ = nullptr;
    if (const auto first = waiting_.find(path_); first != waiting_.end() && first->second == this)
      waiting_.erase(first);
  }

  std::string path_;
  waiting_peers& waiting_;
  websocket::connection* own_ = nullptr;
  peer* partner_ = nullptr;
};

} // namespace

/// Prints the port that it listens on, and relays until it is told to end.
int main() {
  waiting_peers waiting;
  http::settings with;
  with.listen = http::listen_address{"127.0.0.1", 0};
  with.io_threads = 1;
  with.websockets.frames_per_s = 1e9;
  with.websockets.frame_burst = 1e9;
  with.websockets.bytes_per_s = 1e12;
  with.websockets.byte_burst = 1e12;
  http::application app;
  http::route socket;
  socket.pattern = "/room/{number}";
  socket.handle = [&](const http::request& asked, const http::upgrade_responder& answer) {
    answer(std::make_unique<peer>(std::string{asked.parameter("number")}, waiting));
  };
  app.routes.add(std::move(socket));

  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  http::server server{std::move(with), std::move(app)};
  server.start();
  std::printf("%u\n", unsigned{server.address().port()});
  std::fflush(stdout);
  int caught = 0;
  sigwait(&ends, &caught);
}
