#pragma once

#include "transport/http/application.hpp"
#include "transport/http/dispatch.hpp"
#include "transport/http/request_reader.hpp"
#include "transport/net/byte_stream.hpp"
#include "transport/net/io_thread.hpp"
#include "transport/net/session.hpp"
#include "transport/net/write_queue.hpp"

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace switchboard::http {

/// One connection while it speaks HTTP. Requests that a client sends ahead wait in its socket: each
/// is read when the one before it is answered, so answers are in order and effects are too, and
/// what one client can make us hold is one request.
class session final : public net::session {
public:
  /// What the sessions of a server share outlives them.
  session(net::io_thread& thread, net::byte_stream stream, const settings& limits,
          const application& app, std::string remote_address);

  /// On the I/O thread.
  void start();

private:
  enum class phase : std::uint8_t { reading, answering, writing, lingering, gone };

  /// What is remembered of a request while somebody else has it.
  struct exchange {
    std::string method;
    std::string_view route;
    std::string id;
    std::string websocket_key;
    std::string subprotocol;
    header_list cors;
    bool keep_alive = false;
    bool is_head = false;
    net::time_point began_at{};
  };

  std::shared_ptr<session> self();
  void on_ready(net::readiness now) override;
  void on_deadline() override;
  void on_drain() override;
  void on_stop() override;

  void advance();
  bool step();
  bool read_request();
  bool read_more();
  bool write_answer();
  bool throw_input_away();

  void note_stage(request_reader::stage stage);
  void encourage();
  void begin_exchange();
  void refuse(problem wrong);
  template <class Answer>
  answer_once<Answer> duty_of();
  void take(response told);
  void take(upgrade_decision decided);
  void become_websocket(std::unique_ptr<websocket::connection_handler> handler);
  void after_answer();
  void linger();
  void finish();

  net::io_thread& thread_;
  const settings& limits_;
  const application& app_;
  std::optional<net::byte_stream> stream_;
  std::string remote_address_;
  net::deadline deadline_;

  phase phase_ = phase::reading;
  request_reader::stage stage_ = request_reader::stage::nothing;
  bool is_advancing_ = false;
  bool is_waiting_ = false;
  bool is_draining_ = false;
  bool is_input_drained_ = false;

  std::string input_;
  request_reader reader_;
  exchange exchange_;
  net::write_queue writing_;
};

} // namespace switchboard::http
