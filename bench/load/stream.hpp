#pragma once

#include "bench/load/event_loop.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace switchboard::load {

/// A client's TCP connection to a port of this machine. It is not to be destroyed from within what
/// it calls.
class stream {
public:
  stream(event_loop& loop, std::uint16_t port);
  virtual ~stream();
  stream(const stream&) = delete;
  stream& operator=(const stream&) = delete;

  int descriptor() const { return descriptor_; }
  bool is_alive() const { return descriptor_ >= 0; }
  /// Ends it, without a word to the peer and without `on_end`.
  void drop();

protected:
  /// Written at the end of the loop's turn.
  void write(std::string_view bytes);
  /// Where to put more to be written; `wrote` has to follow.
  std::string& unsent() { return unsent_; }
  void wrote();

  /// Takes what it can of what has come, and tells how much that was; the rest is given again
  /// when there is more.
  virtual std::size_t on_bytes(std::span<char> bytes) = 0;
  virtual void on_end(const std::string& why) = 0;

private:
  friend class event_loop;

  void on_ready(std::uint32_t events);
  void on_readable();
  std::size_t receive(std::span<char> into);
  void flush();
  void end(const std::string& why);

  event_loop& loop_;
  int descriptor_;
  bool waits_for_output_ = true;
  bool is_flush_due_ = false;
  std::string unsent_;
  std::size_t sent_ = 0;
  std::string unread_;
};

} // namespace switchboard::load
