#pragma once

#include "bench/load/seat.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace switchboard::load {

/// How a system wants to be spoken to by people who talk in rooms.
class dialect {
public:
  virtual ~dialect() = default;

  /// Has everybody connected and ready to talk and to hear the others of their room.
  virtual void seat_all(event_loop& loop, std::uint16_t port, seats& all) = 0;
  /// The frame that says this to the others of the room; the text needs no escapes.
  virtual std::string frame(const seat& from, std::uint32_t number,
                            std::string_view text) const = 0;
  /// What is heard beside messages: tells the number of a message that this acknowledges.
  virtual std::optional<std::uint32_t> take_other(seat& hearing, std::string_view text) const = 0;

  /// Whether whoever sends a message hears it too.
  virtual bool tells_sender() const { return false; }
  virtual bool acknowledges() const { return false; }
  /// What outlives the death of the server: messages are compared within a class only.
  virtual std::string durability() const { return "none: a message is passed on from memory"; }
};

/// Has a limited number of sockets under way at a time, so that none waits in the server's backlog,
/// until each is ready.
void open_in_turn(event_loop& loop, seats& all, const std::function<void(seat&)>& open);

/// Whatever somebody says goes as it is to everybody else at the same path: the bare relays and
/// broadcasters.
std::unique_ptr<dialect> plain_dialect();
/// Engine.IO's framing, with an event a message.
std::unique_ptr<dialect> socketio_dialect();
/// Centrifugo's JSON protocol, with a channel a room.
std::unique_ptr<dialect> centrifugo_dialect();

} // namespace switchboard::load
