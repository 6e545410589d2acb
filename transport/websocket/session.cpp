#include "transport/websocket/session.hpp"

#include "threads/guard.hpp"

#include <utility>

namespace switchboard::websocket {

namespace {

/// After so many full buffers in a row the thread's other connections get their turn.
constexpr int max_reads_in_a_turn = 8;
/// A fragment of this size is paid for by its bytes, which are counted with the message: some
/// clients cut all that they send into pieces.
constexpr std::uint64_t small_fragment_bytes = 1024;

} // namespace

session::session(net::io_thread& thread, net::byte_stream stream, const settings& limits,
                 std::unique_ptr<connection_handler> handler, net::shared_quota::share place)
    : thread_{thread},
      limits_{limits},
      stream_{std::move(stream)},
      handler_{std::move(handler)},
      place_{std::move(place)},
      deadline_{thread.deadlines(), *this},
      frame_rate_{limits.frames_per_s, limits.frame_burst},
      byte_rate_{limits.bytes_per_s, limits.byte_burst},
      decoder_{limits.messages},
      outbox_{limits.outbox} {}

std::shared_ptr<session> session::self() {
  return std::static_pointer_cast<session>(shared_from_this());
}

std::shared_ptr<connection> session::shared() { return self(); }

void session::start(net::shared_bytes upgrade_answer, std::string received) {
  thread_.enter(*this, stream_->descriptor());
  send({std::move(upgrade_answer)});
  received_at_ = std::chrono::steady_clock::now();
  deadline_.set(received_at_ + limits_.heartbeat_ms);
  handle([&] { handler_->on_open(*this); });
  consume(received);
  // Under TLS more may have been decrypted already, for which the socket will not wake us.
  if (stream_) read_later();
}

// --- From any thread -----------------------------------------------------------------------------

void session::send(frame sent) {
  if (outbox_.push(std::move(sent))) thread_.flush_soon(self());
}

void session::close(close_code code, std::string reason) {
  if (thread_.is_current()) is_close_asked_here_ = true;
  if (outbox_.ask_to_close({code, std::move(reason)})) thread_.flush_soon(self());
}

void session::when_drained(std::function<void()> then) { outbox_.when_drained(std::move(then)); }

// --- Reading -------------------------------------------------------------------------------------

void session::on_ready(net::readiness now) {
  const auto alive = self();
  if (now.has_ended) stream_->expect_end();
  // Under TLS either direction may have waited for the other.
  const bool was_stuck = now.to_write && std::exchange(waits_for_output_, false);
  if (was_stuck) write_out();
  if (stream_ && (now.to_read || was_stuck)) on_readable();
}

void session::on_readable() {
  // What a flood goes on to send stays with its sender until the socket is closed.
  if (is_flooding()) return;
  for (int reads = 0; reads < max_reads_in_a_turn; ++reads) {
    const auto buffer = thread_.read_buffer();
    const auto result = stream_->read_some(buffer);
    if (result.bytes > 0) {
      received_at_ = std::chrono::steady_clock::now();
      is_ping_out_ = false;
      consume(buffer.first(result.bytes));
      if (!stream_) return;
    }
    if (result.status == net::io_status::closed) return drop("the socket was closed");
    if (result.status != net::io_status::ready) {
      write_out();
      if (result.status == net::io_status::wants_write) waits_for_output_ = true;
      return;
    }
    if (stream_->is_end_expected()) break; // What was queued goes out before the end is found.
  }
  read_later();
}

/// Behind what the thread has to do already, which is also to send what was queued meanwhile.
void session::read_later() {
  if (std::exchange(reads_later_, true)) return;
  thread_.post([me = self()] {
    me->reads_later_ = false;
    me->net::session::guarded([&] {
      if (me->stream_) me->on_readable();
    });
  });
}

void session::consume(std::span<char> input) {
  while ((phase_ == phase::open || phase_ == phase::closing) && !is_flooding()) {
    const auto told = decoder_.next(input);
    if (told.kind == incoming::kind::nothing) return;
    take(told);
  }
}

void session::take(const incoming& told) {
  switch (told.kind) {
  case incoming::kind::nothing:
    return;
  case incoming::kind::fragment:
    if (told.fragment_bytes < small_fragment_bytes && is_open()) is_in_rate({});
    return;
  case incoming::kind::pong: // That it came at all is what counts, against its sender too.
    if (is_open()) is_in_rate({});
    return;
  case incoming::kind::text:
  case incoming::kind::binary:
    return take_message(told);
  case incoming::kind::ping:
    if (is_open() && is_in_rate({})) send(make_frame(opcode::pong, told.payload));
    return;
  case incoming::kind::close:
    return take_close(told);
  case incoming::kind::violation:
    begin_close(close_frame(told.code, told.payload), phase::refusing);
    return tell_closed({closed_by::server, told.code, std::string{told.payload}});
  }
}

void session::take_message(const incoming& message) {
  if (!is_open() || !is_in_rate(message.payload)) return;
  handle([&] {
    if (message.kind == incoming::kind::text)
      handler_->on_text(*this, message.payload);
    else
      handler_->on_binary(*this, message.payload);
  });
}

void session::take_close(const incoming& farewell) {
  if (phase_ == phase::closing) {
    phase_ = phase::leaving;
    if (writing_.empty()) finish();
    return;
  }
  const close_info how{closed_by::peer, farewell.code, std::string{farewell.payload}};
  begin_close(how.code == 0 ? make_frame(opcode::close, {}) : close_frame(how.code, {}),
              phase::leaving);
  tell_closed(how);
}

bool session::is_in_rate(std::string_view message) {
  if (frame_rate_.take(received_at_)
      && byte_rate_.take(received_at_, static_cast<double>(message.size()))) {
    if (frame_rate_.was_full()) strikes_ = 0;
    return true;
  }
  ++strikes_;
  if (is_flooding())
    close(close_code::rate_limited, "too many messages, in spite of warnings");
  else
    handle([&] { handler_->on_rate_limited(*this, message); });
  return false;
}

// --- Writing -------------------------------------------------------------------------------------

void session::on_flush() {
  if (phase_ != phase::open) return;
  if (const auto asked = outbox_.fetch(writing_)) {
    const auto code = static_cast<std::uint16_t>(asked->code);
    // Whoever does not read would never get to see the goodbye behind all that it did not read.
    if (asked->code == close_code::slow_consumer) writing_.drop_unbegun();
    // A client that was not stopped by warnings is not heard to the end either.
    begin_close(close_frame(code, asked->reason), is_flooding() ? phase::refusing : phase::closing);
    tell_closed({closed_by::server, code, asked->reason});
  } else {
    write_out();
  }
}

void session::write_out() {
  if (waits_for_output_ || writing_.empty()) return;
  const auto result = writing_.write_to(*stream_);
  outbox_.release(result.pieces, result.bytes);
  switch (result.status) {
  case net::io_status::ready:
    return after_last_write();
  case net::io_status::wants_write:
    waits_for_output_ = true;
    return;
  case net::io_status::wants_read: // The next input tries again.
    return;
  case net::io_status::closed:
    return drop("the socket was closed");
  }
}

void session::after_last_write() {
  if (phase_ == phase::leaving) finish();
  // Closing with something unread would take the goodbye away from the client again.
  if (phase_ == phase::refusing) stream_->shutdown_send();
}

// --- Ending --------------------------------------------------------------------------------------

void session::begin_close(const frame& farewell, phase next) {
  outbox_.fetch(writing_);
  outbox_.shut();
  writing_.push(farewell.bytes);
  phase_ = next;
  deadline_.set_after(limits_.close_timeout_ms);
  write_out();
}

void session::on_deadline() {
  const auto alive = self();
  if (phase_ == phase::open)
    check_silence();
  else
    finish();
}

void session::check_silence() {
  const auto due = received_at_ + limits_.heartbeat_ms;
  if (due > std::chrono::steady_clock::now()) return deadline_.set(due);
  if (is_ping_out_) {
    tell_closed({closed_by::nobody, static_cast<std::uint16_t>(close_code::heartbeat_missed),
                 "no answer to a ping"});
    return finish();
  }
  is_ping_out_ = true;
  send(make_frame(opcode::ping, {}));
  deadline_.set_after(limits_.pong_timeout_ms);
}

void session::on_drain() { close(close_code::going_away, "the server shuts down"); }

void session::on_stop() {
  const auto alive = self();
  drop("the server stopped");
}

void session::drop(std::string why) {
  tell_closed({closed_by::nobody, 0, std::move(why)});
  finish();
}

void session::tell_closed(const close_info& how) {
  if (const auto handler = std::move(handler_)) handle([&] { handler->on_closed(*this, how); });
}

void session::finish() {
  if (std::exchange(phase_, phase::gone) == phase::gone) return;
  outbox_.shut();
  deadline_.clear();
  stream_.reset();
  place_.give_back();
  thread_.leave(*this);
}

template <class Call>
void session::handle(Call&& call) {
  if (!threads::guarded("frame", std::forward<Call>(call)))
    close(close_code::internal_error, "the server failed at this");
}

} // namespace switchboard::websocket
