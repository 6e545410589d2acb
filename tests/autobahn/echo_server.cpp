// The server that the Autobahn test suite is run against: sends every message back.

#include "transport/http/server.hpp"

#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace switchboard {

namespace {

class echo final : public websocket::connection_handler {
  void on_open(websocket::connection&) override {}
  void on_text(websocket::connection& from, std::string_view text) override {
    from.send(websocket::text_frame(text));
  }
  void on_binary(websocket::connection& from, std::string_view bytes) override {
    from.send(websocket::make_frame(websocket::opcode::binary, bytes));
  }
  void on_rate_limited(websocket::connection&, std::string_view) override {}
  void on_closed(websocket::connection&, const websocket::close_info&) override {}
};

/// The suite sends messages that no client of ours would, and as fast as it can.
http::settings suite_settings(std::uint16_t port) {
  http::settings with;
  with.listen = http::listen_address{"127.0.0.1", port};
  with.io_threads = 1;
  with.websockets.messages = {.max_message_bytes = 64u << 20, .accepts_binary = true};
  with.websockets.outbox = {.max_frames = 1u << 20, .max_bytes = 256u << 20};
  with.websockets.frames_per_s = 1e9;
  with.websockets.frame_burst = 1e9;
  with.websockets.bytes_per_s = 1e12;
  with.websockets.byte_burst = 1e12;
  return with;
}

int serve(std::uint16_t port) {
  http::application app;
  http::route socket;
  socket.pattern = "/";
  socket.handle = [](const http::request&, const http::upgrade_responder& answer) {
    answer(std::make_unique<echo>());
  };
  app.routes.add(std::move(socket));

  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
  http::server server{suite_settings(port), std::move(app)};
  server.start();
  std::printf("%u\n", unsigned{server.address().port()});
  std::fflush(stdout);
  int caught = 0;
  sigwait(&ends, &caught);
  return 0;
}

} // namespace

} // namespace switchboard

/// Prints the port that it listens on, and serves until it is told to end.
int main(int argc, char** argv) {
  return switchboard::serve(static_cast<std::uint16_t>(argc > 1 ? std::atoi(argv[1]) : 0));
}
