#include "transport/gateway/resumption.hpp"

#include <utility>

namespace switchboard {

namespace {

/// Who has not caught up after so many times is slower than what happens.
constexpr unsigned max_rounds = 16;

} // namespace

resumption::resumption(std::shared_ptr<gateway_core> core, std::shared_ptr<subscriber> whom,
                       std::vector<room_id> rooms, std::optional<resume_point> point,
                       std::uint64_t seen_position, std::function<void()> then)
    : core_{std::move(core)},
      whom_{std::move(whom)},
      rooms_{std::move(rooms)},
      point_{std::move(point)},
      then_{std::move(then)},
      missed_{core_->log, core_->ports.people, *whom_},
      seen_position_{seen_position} {}

resumption::progress resumption::step() {
  if (is_given_up_) return progress::done;
  if (!std::exchange(has_begun_, true)) begin();
  const auto piece = missed_.next(core_->options.resume_piece);
  for (const auto& each : piece.frames)
    socket().send(each);
  if (piece.is_last) return catch_up();
  return piece.frames.empty() ? progress::works : progress::waits;
}

void resumption::begin() {
  const auto seen_position = std::exchange(seen_position_, core_->live.hold_anew(*whom_));
  if (!point_) return missed_.go_on(rooms_now(), seen_position, seen_position_);
  if (auto failed = missed_.begin(rooms_now(), *point_, seen_position_)) {
    missed_.go_on({}, seen_position_, seen_position_);
    socket().send(encode(*failed));
  }
}

resumption::progress resumption::catch_up() {
  if (core_->live.open(*whom_)) return progress::done;
  if (++rounds_ == max_rounds) {
    socket().close(websocket::close_code::slow_consumer, "more happens than is read");
    return progress::done;
  }
  const auto seen_position = std::exchange(seen_position_, core_->live.hold_anew(*whom_));
  missed_.go_on(rooms_now(), seen_position, seen_position_);
  return progress::waits;
}

/// A person's own entity hears a moment later what rooms it is in.
std::vector<room_id> resumption::rooms_now() {
  return core_->moves.rooms_of(whom_->who, rooms_, seen_position_);
}

} // namespace switchboard
