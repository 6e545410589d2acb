#include "server/player.hpp"

#include "transport/gateway/encode.hpp"
#include "transport/gateway/playback.hpp"
#include "transport/gateway/server_frames.hpp"
#include "transport/http/server.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace switchboard::server {

namespace {

using std::chrono::steady_clock;

/// Without pauses a client gets all at once, however slowly it reads.
constexpr std::size_t max_waiting_bytes = 256 * 1024 * 1024;
constexpr std::chrono::milliseconds drain_limit_ms{2'000};

struct replay_ended {
  static constexpr std::string_view type = "replay_ended";

  std::uint64_t frames = 0;

  static constexpr auto fields() {
    return std::tuple{field{"frames", &replay_ended::frames, "How many frames were played."}};
  }
};

/// One client, who is played to on a thread of its own for as long as it listens.
class audience_member final : public websocket::connection_handler {
public:
  audience_member(const event_log& log, const tools::performance& wanted)
      : log_{log}, wanted_{wanted} {}

  void on_open(websocket::connection& opened) override {
    thread_ = std::jthread{
        [this, to = opened.shared()](const std::stop_token& stop) { play_to(*to, stop); }};
  }
  void on_text(websocket::connection& from, std::string_view) override {
    from.send(encode(says::error{{}, "read_only", "This is a replay: nothing can be done in it."}));
  }
  void on_rate_limited(websocket::connection&, std::string_view) override {}
  /// The thread holds the connection, so it must end before the connection goes.
  void on_closed(websocket::connection&, const websocket::close_info&) override { thread_ = {}; }

private:
  void play_to(websocket::connection& to, const std::stop_token& stop) {
    try {
      play_all(to, stop);
    } catch (const log_error& failed) {
      to.send(encode(says::error{{}, "unreadable", failed.what()}));
      to.close(websocket::close_code::internal_error, "the log cannot be read");
    }
  }

  void play_all(websocket::connection& to, const std::stop_token& stop) {
    playback told{log_, wanted_.as, wanted_.first_position, wanted_.last_position};
    replay_ended end;
    greet(to);
    const auto began = steady_clock::now();
    while (const auto moment = told.next()) {
      if (stop.stop_requested()) return;
      if (moment->frames.empty()) continue;
      await(began + after_beginning(moment->at), stop);
      for (const auto& each : moment->frames)
        to.send(each);
      end.frames += moment->frames.size();
    }
    to.send(encode(end));
    to.close(websocket::close_code::normal, "the replay is over");
  }

  void greet(websocket::connection& to) const {
    says::connection hello;
    hello.connection_id = {"replay"};
    hello.user_id = wanted_.as;
    hello.server_time = wanted_.begins_at;
    to.send(encode(hello));
  }

  steady_clock::duration after_beginning(timestamp at) const {
    if (wanted_.speed == 0) return {};
    const std::chrono::duration<double, std::milli> after{
        static_cast<double>(at.ms - wanted_.begins_at.ms) / wanted_.speed};
    return std::chrono::duration_cast<steady_clock::duration>(after);
  }

  void await(steady_clock::time_point due, const std::stop_token& stop) {
    std::unique_lock lock{mutex_};
    is_stopped_.wait_until(lock, stop, due, [] { return false; });
  }

  const event_log& log_;
  const tools::performance& wanted_;
  std::mutex mutex_;
  std::condition_variable_any is_stopped_;
  std::jthread thread_;
};

http::application make_application(const event_log& log, const tools::performance& wanted) {
  http::route socket;
  socket.pattern = "/ws";
  socket.handle = [&](const http::request&, const http::upgrade_responder& answer) {
    answer(std::make_unique<audience_member>(log, wanted));
  };
  http::application app;
  app.routes.add(std::move(socket));
  return app;
}

http::settings make_settings(const tools::performance& wanted) {
  http::settings with;
  with.listen = http::listen_address{"127.0.0.1", wanted.port};
  with.io_threads = 1;
  with.websockets.outbox.max_frames = max_waiting_bytes;
  with.websockets.outbox.max_bytes = max_waiting_bytes;
  return with;
}

} // namespace

void play(const event_log& log, const tools::performance& wanted) {
  http::server stage{make_settings(wanted), make_application(log, wanted)};
  stage.start();
  stage.set_unready({});
  wanted.on_open("ws://127.0.0.1:" + std::to_string(stage.address().port()) + "/ws");
  wanted.await_end();
  stage.drain(drain_limit_ms);
}

} // namespace switchboard::server
