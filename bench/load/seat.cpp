#include "bench/load/seat.hpp"

#include <stdexcept>

namespace switchboard::load {

void seat::open(event_loop& loop, std::uint16_t port, const way_in& to) {
  end.clear();
  is_ready = false;
  socket_ = std::make_unique<websocket>(loop, port, to, *this);
}

void seat::on_open(websocket&) {
  if (opened) opened(*this);
}

void seat::on_text(websocket&, std::string_view text) {
  if (heard) heard(*this, text);
}

void seat::on_closed(websocket&, const std::string& why) { end = why; }

seats make_seats(std::size_t rooms, std::size_t people) {
  seats all;
  for (std::size_t room = 0; room < rooms; ++room)
    for (std::size_t person = 0; person < people; ++person)
      all.push_back(std::make_unique<seat>(room, person));
  return all;
}

void expect_all_open(const seats& all) {
  for (const auto& each : all)
    if (!each->end.empty())
      throw std::runtime_error{"the socket of " + each->name + " closed: " + each->end};
}

} // namespace switchboard::load
