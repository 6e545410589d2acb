#pragma once

#include "transport/net/byte_stream.hpp"
#include "transport/net/io_thread.hpp"
#include "transport/net/session.hpp"
#include "transport/net/shared_quota.hpp"
#include "transport/net/write_queue.hpp"
#include "transport/websocket/connection.hpp"
#include "transport/websocket/frame_decoder.hpp"
#include "transport/websocket/outbox.hpp"
#include "transport/websocket/settings.hpp"
#include "transport/websocket/token_bucket.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace switchboard::websocket {

/// One WebSocket from the upgrade to the end of its socket.
class session final : public net::session, public connection {
public:
  /// The settings outlive the session. It keeps its place among the connections of its address.
  session(net::io_thread& thread, net::byte_stream stream, const settings& limits,
          std::unique_ptr<connection_handler> handler, net::shared_quota::share place);

  /// On the I/O thread: writes the answer to the upgrade, and goes on with what the client sent
  /// behind its request.
  void start(net::shared_bytes upgrade_answer, std::string received);

  void send(frame sent) override;
  void close(close_code code, std::string reason) override;
  void when_drained(std::function<void()> then) override;
  std::shared_ptr<connection> shared() override;

private:
  enum class phase : std::uint8_t {
    open,
    /// Our close frame is out or on its way; the client's is awaited.
    closing,
    /// Both have said goodbye: the socket closes as soon as all is written.
    leaving,
    /// The client broke the protocol: nothing of it is read as frames any more.
    refusing,
    gone,
  };

  std::shared_ptr<session> self();
  void on_ready(net::readiness now) override;
  void on_flush() override;
  void on_deadline() override;
  void on_drain() override;
  void on_stop() override;

  void on_readable();
  void read_later();
  void consume(std::span<char> input);
  void take(const incoming& told);
  void take_message(const incoming& message);
  void take_close(const incoming& farewell);
  bool is_in_rate(std::string_view message);
  bool is_flooding() const { return strikes_ > limits_.rate_warnings; }

  void write_out();
  void after_last_write();

  bool is_open() const { return phase_ == phase::open && !is_close_asked_here_; }
  void begin_close(const frame& farewell, phase next);
  void check_silence();
  void tell_closed(const close_info& how);
  void drop(std::string why);
  void finish();

  template <class Call>
  void handle(Call&& call);

  net::io_thread& thread_;
  const settings& limits_;
  std::optional<net::byte_stream> stream_;
  std::unique_ptr<connection_handler> handler_;
  net::shared_quota::share place_;
  net::deadline deadline_;
  net::time_point received_at_{};

  phase phase_ = phase::open;
  bool is_ping_out_ = false;
  bool reads_later_ = false;
  bool waits_for_output_ = false;
  /// The handler wants no more messages, though the request to close is only fetched at the flush.
  bool is_close_asked_here_ = false;
  unsigned strikes_ = 0;

  token_bucket frame_rate_;
  token_bucket byte_rate_;
  frame_decoder decoder_;
  net::write_queue writing_;
  outbox outbox_;
};

} // namespace switchboard::websocket
