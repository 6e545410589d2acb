#pragma once

#include "bench/load/websocket.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace switchboard::load {

/// A person's place in one of the rooms of a load, with the socket they have there.
class seat final : public websocket_user {
public:
  seat(std::size_t room_, std::size_t person_) : room{room_}, person{person_} {}

  void open(event_loop& loop, std::uint16_t port, const way_in& to);
  bool is_open() const { return socket_ && socket_->is_open() && socket_->is_alive(); }
  void send(std::string_view text) { socket_->send(text); }
  /// Goes, with a word to the server or without one.
  void leave() { socket_->ask_to_close(); }
  void drop() { socket_.reset(); }

  const std::size_t room;
  const std::size_t person;
  /// Who they are, and what they talk in, in the words of the system they talk through.
  std::string name;
  std::string place;
  bool is_ready = false;
  /// Why it closed, if it did.
  std::string end;
  std::function<void(seat&, std::string_view)> heard;
  std::function<void(seat&)> opened;

private:
  void on_open(websocket& socket) override;
  void on_text(websocket& socket, std::string_view text) override;
  void on_closed(websocket& socket, const std::string& why) override;

  std::unique_ptr<websocket> socket_;
};

using seats = std::vector<std::unique_ptr<seat>>;

/// Rooms of so many people each, one after the other.
seats make_seats(std::size_t rooms, std::size_t people);
/// Fails when a socket has closed.
void expect_all_open(const seats& all);

} // namespace switchboard::load
