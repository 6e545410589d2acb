#include "transport/http/session.hpp"

#include "transport/http/request_head.hpp"
#include "transport/http/request_id.hpp"
#include "transport/http/response_head.hpp"
#include "transport/websocket/handshake.hpp"
#include "transport/websocket/session.hpp"

#include <utility>

namespace switchboard::http {

using stage = request_reader::stage;

namespace {

/// A client that sends without end must not keep the thread from its other connections.
constexpr int max_steps_in_a_turn = 64;

} // namespace

session::session(net::io_thread& thread, net::byte_stream stream, const commons& shared,
                 std::string peer, bool is_welcome, net::shared_quota::share place)
    : thread_{thread},
      shared_{shared},
      limits_{shared.settings},
      app_{shared.app},
      stream_{std::move(stream)},
      peer_{std::move(peer)},
      is_welcome_{is_welcome},
      place_{std::move(place)},
      deadline_{thread.deadlines(), *this},
      reader_{limits_.limits} {}

std::shared_ptr<session> session::self() {
  return std::static_pointer_cast<session>(shared_from_this());
}

void session::start() {
  thread_.enter(*this, stream_->descriptor());
  deadline_.set_after(is_welcome_ ? limits_.deadlines.head_timeout_ms
                                  : limits_.deadlines.linger_timeout_ms);
  advance();
}

// --- The loop ------------------------------------------------------------------------------------

void session::advance() {
  // An answer that comes while the handler still runs is taken up by the loop that called it.
  if (std::exchange(is_advancing_, true)) return;
  int steps = 0;
  while (steps < max_steps_in_a_turn && step())
    ++steps;
  is_advancing_ = false;
  if (steps == max_steps_in_a_turn)
    thread_.post([me = self()] { me->guarded([&] { me->advance(); }); });
}

bool session::step() {
  switch (phase_) {
  case phase::reading:
    return read_request();
  case phase::writing:
    return write_answer();
  case phase::lingering:
    return throw_input_away();
  case phase::judging:
  case phase::answering:
  case phase::gone:
    return false;
  }
  return false;
}

void session::on_ready(net::readiness now) {
  const auto alive = self();
  if (now.has_ended) stream_->expect_end();
  if (now.to_read) is_input_drained_ = false;
  if (std::exchange(is_waiting_, false)) advance();
}

// --- Reading -------------------------------------------------------------------------------------

bool session::read_request() {
  const auto reached = reader_.take(input_);
  note_stage(reached);
  switch (reached) {
  case stage::judging:
    begin_exchange();
    return true;
  case stage::whole:
    end_body();
    return true;
  case stage::refused:
    refuse(reader_.refusal());
    return true;
  case stage::body:
    if (!has_room_for_body()) return true;
    if (reader_.should_encourage()) encourage();
    return read_more();
  case stage::nothing:
    std::string{}.swap(input_); // Between two requests a connection holds no memory for input.
    return read_more();
  case stage::head:
    return read_more();
  }
  return false;
}

void session::note_stage(stage reached) {
  if (std::exchange(stage_, reached) == reached) return;
  if (reached == stage::head) deadline_.set_after(limits_.deadlines.head_timeout_ms);
  if (reached == stage::body) deadline_.set_after(limits_.deadlines.body_timeout_ms);
}

/// The client waits for this before it sends the body.
void session::encourage() {
  static const auto word = std::make_shared<const std::string>("HTTP/1.1 100 Continue\r\n\r\n");
  writing_.push(word);
  writing_.write_to(*stream_);
}

bool session::read_more() {
  if (std::exchange(is_input_drained_, false)) {
    is_waiting_ = true;
    return false;
  }
  const auto buffer = thread_.read_buffer();
  const auto result = stream_->read_some(buffer);
  input_.append(buffer.data(), result.bytes);
  if (result.status == net::io_status::closed) {
    finish();
    return false;
  }
  is_input_drained_ = result.status == net::io_status::wants_read;
  if (result.bytes > 0) return true;
  if (result.status == net::io_status::ready) return true;
  is_waiting_ = true;
  return false;
}

// --- Answering -----------------------------------------------------------------------------------

/// There is no telling where the next request would begin.
void session::refuse(problem wrong) {
  if (asked_)
    exchange_.keep_alive = false;
  else
    exchange_ = refused_exchange();
  asked_.reset();
  declined_.reset();
  phase_ = phase::answering;
  take(response{std::move(wrong)});
}

session::exchange session::refused_exchange() const {
  return {.method = "?",
          .route = {},
          .id = request_id({}),
          .websocket_key = {},
          .subprotocol = {},
          .remote_address = peer_,
          .more = {},
          .keep_alive = false,
          .is_head = false,
          .began_at = std::chrono::steady_clock::now()};
}

void session::take(response told) {
  if (phase_ != phase::answering) return; // It came too late.
  body_room_.give_back();
  const bool keep_alive = exchange_.keep_alive && !is_draining_;
  exchange_.keep_alive = keep_alive;
  writing_.push(std::make_shared<const std::string>(
      response_head(told, {keep_alive, stream_->is_encrypted(), exchange_.id, exchange_.more})));
  if (told.body && !told.body->empty() && !exchange_.is_head) writing_.push(std::move(told.body));
  phase_ = phase::writing;
  deadline_.set_after(limits_.deadlines.write_timeout_ms);
  app_.on_exchange({exchange_.method, exchange_.route, exchange_.remote_address, exchange_.id,
                    told.status,
                    std::chrono::duration_cast<std::chrono::microseconds>(
                        std::chrono::steady_clock::now() - exchange_.began_at)});
  advance();
}

void session::take(upgrade_decision decided) {
  if (phase_ != phase::answering) return;
  if (auto* refused = std::get_if<problem>(&decided)) return take(response{std::move(*refused)});
  become_websocket(std::get<0>(std::move(decided)));
}

void session::become_websocket(std::unique_ptr<websocket::connection_handler> handler) {
  auto head = upgrade_head(websocket::accept_value(exchange_.websocket_key), exchange_.subprotocol,
                           exchange_.id);
  const auto next = std::make_shared<websocket::session>(
      thread_, std::move(*stream_), limits_.websockets, std::move(handler), std::move(place_));
  app_.on_exchange({exchange_.method, exchange_.route, exchange_.remote_address, exchange_.id, 101,
                    std::chrono::duration_cast<std::chrono::microseconds>(
                        std::chrono::steady_clock::now() - exchange_.began_at)});
  auto received = std::move(input_);
  const bool was_draining = is_draining_;
  finish();
  next->start(std::make_shared<const std::string>(std::move(head)), std::move(received));
  if (was_draining) next->close(websocket::close_code::going_away, "the server shuts down");
}

bool session::write_answer() {
  const auto result = writing_.write_to(*stream_);
  if (result.bytes > 0) deadline_.set_after(limits_.deadlines.write_timeout_ms);
  switch (result.status) {
  case net::io_status::ready:
    after_answer();
    return true;
  case net::io_status::closed:
    finish();
    return false;
  default:
    is_waiting_ = true;
    return false;
  }
}

void session::after_answer() {
  if (!exchange_.keep_alive) return linger();
  phase_ = phase::reading;
  deadline_.set_after(limits_.deadlines.idle_timeout_ms);
}

// --- Ending --------------------------------------------------------------------------------------

/// Closing with input unread would take the answer away from the client again.
void session::linger() {
  phase_ = phase::lingering;
  stream_->shutdown_send();
  deadline_.set_after(limits_.deadlines.linger_timeout_ms);
}

bool session::throw_input_away() {
  const auto result = stream_->read_some(thread_.read_buffer());
  if (result.status == net::io_status::ready) return true;
  if (result.status == net::io_status::closed)
    finish();
  else
    is_waiting_ = true;
  return false;
}

void session::on_deadline() {
  const auto alive = self();
  if (phase_ == phase::reading && (stage_ != stage::nothing || asked_))
    refuse({408, "request_timeout", "The request took too long to arrive."});
  else if (phase_ == phase::answering || phase_ == phase::judging) {
    phase_ = phase::answering;
    exchange_.keep_alive = false;
    take(response{problem{503, "unavailable", "The server could not answer in time; try again."}});
  } else
    finish();
}

void session::on_drain() {
  const auto alive = self();
  is_draining_ = true;
  if (phase_ == phase::reading && stage_ == stage::nothing && !asked_) finish();
}

void session::on_stop() {
  const auto alive = self();
  finish();
}

void session::finish() {
  if (std::exchange(phase_, phase::gone) == phase::gone) return;
  deadline_.clear();
  stream_.reset();
  place_.give_back();
  body_room_.give_back();
  thread_.leave(*this);
}

} // namespace switchboard::http
