#pragma once

#include "transport/http/application.hpp"
#include "transport/http/commons.hpp"
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
  /// What the sessions of a server share outlives them. `place` is the connection's among those of
  /// its address; a trusted proxy needs none. Who is not welcome is told so once, and no more.
  session(net::io_thread& thread, net::byte_stream stream, const commons& shared, std::string peer,
          bool is_welcome, net::shared_quota::share place);

  /// On the I/O thread.
  void start();

private:
  enum class phase : std::uint8_t { reading, judging, answering, writing, lingering, gone };

  /// What is remembered of a request while somebody else has it.
  struct exchange {
    std::string method;
    std::string_view route;
    std::string id;
    std::string websocket_key;
    std::string subprotocol;
    std::string remote_address;
    /// What every answer to it says: CORS headers, and how much more may be asked for.
    header_list more;
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
  void judge();
  bool charge(const std::string& who);
  bool ask_budget(net::budget& of, const net::pace& allowed, std::string_view kind);
  void turn_away(response told);
  void decline(response told);
  void expect_body(std::size_t max_bytes);
  bool has_room_for_body();
  void end_body();
  void hand_on();
  void hand_aside();
  void upgrade();
  void refuse(problem wrong);
  exchange refused_exchange() const;
  template <class Answer>
  answer_once<Answer> duty_of();
  void take(auth_result found_out);
  void take(response told);
  void take(upgrade_decision decided);
  void become_websocket(std::unique_ptr<websocket::connection_handler> handler);
  void after_answer();
  void linger();
  void finish();

  net::io_thread& thread_;
  const commons& shared_;
  const settings& limits_;
  const application& app_;
  std::optional<net::byte_stream> stream_;
  const std::string peer_;
  const bool is_welcome_;
  net::shared_quota::share place_;
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
  /// From its head to when somebody else has it.
  std::optional<request> asked_;
  router::match matched_;
  std::shared_ptr<net::budget> budget_;
  /// What it will be answered, when its body has gone by.
  std::optional<response> declined_;
  net::shared_quota::share body_room_;
  net::write_queue writing_;
};

/// The handler's end of an answer; it may outlive the session.
template <class Answer>
answer_once<Answer> session::duty_of() {
  return answer_once<Answer>{[owner = std::weak_ptr{self()}](Answer told) {
    const auto me = owner.lock();
    if (!me) return;
    if (me->thread_.is_current()) return me->take(std::move(told));
    me->thread_.post([me, told = std::move(told)]() mutable {
      me->guarded([&] { me->take(std::move(told)); });
    });
  }};
}

} // namespace switchboard::http
