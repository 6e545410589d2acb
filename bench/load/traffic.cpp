#include "bench/load/traffic.hpp"

#include "bench/load/clock.hpp"
#include "bench/load/stamp.hpp"

#include <limits>
#include <stdexcept>

namespace switchboard::load {

namespace {

/// More are never under way: 1 Mi messages of 24 bytes.
constexpr std::size_t ring_size = 1U << 20U;
constexpr std::chrono::seconds drain_limit{30};

std::size_t parts_of(const dialect& how, const traffic_plan& plan) {
  return plan.people - (how.tells_sender() ? 0 : 1) + (how.acknowledges() ? 1 : 0);
}

} // namespace

traffic::traffic(event_loop& loop, const dialect& how, seats& all, const traffic_plan& plan)
    : loop_{loop},
      how_{how},
      all_{all},
      plan_{plan},
      parts_of_message_{parts_of(how, plan)},
      ring_(ring_size),
      next_speaker_(plan.rooms) {
  for (const auto& each : all_)
    each->heard = [this](seat& hearing, std::string_view text) { hear(hearing, text); };
}

traffic::~traffic() {
  loop_.set_task({});
  for (const auto& each : all_)
    each->heard = {};
}

void traffic::begin() {
  is_sending_ = true;
  next_due_ns_ = now_ns();
  if (plan_.is_open_loop())
    return loop_.set_task([this](std::int64_t now) { return send_due(now); });
  for (std::size_t room = 0; room < plan_.rooms; ++room)
    for (std::size_t i = 0; i < plan_.window; ++i)
      send(room, now_ns());
}

void traffic::finish() {
  is_sending_ = false;
  loop_.set_task({});
  loop_.run_until(
      [&] {
        expect_all_open(all_);
        return unfinished_ == 0;
      },
      drain_limit, "messages that were sent");
}

std::int64_t traffic::send_due(std::int64_t now_ns) {
  const auto interval_ns = static_cast<double>(ns_of_s) / plan_.messages_per_s;
  while (next_due_ns_ <= now_ns) {
    send(next_number_ % plan_.rooms, next_due_ns_);
    next_due_ns_ = static_cast<std::int64_t>(static_cast<double>(next_due_ns_) + interval_ns);
  }
  return next_due_ns_;
}

void traffic::send(std::size_t room, std::int64_t meant_at_ns) {
  auto& mine = ring_[next_number_ % ring_size];
  if (mine.missing > 0) throw std::runtime_error{"the server is a million messages behind"};
  mine = {next_number_, meant_at_ns, parts_of_message_};
  const auto speaker = next_speaker_[room]++ % plan_.people;
  auto& from = *all_[room * plan_.people + speaker];
  from.send(how_.frame(from, next_number_, stamped({next_number_, meant_at_ns}, plan_.bytes)));
  figures_.lateness.add(now_ns() - meant_at_ns);
  ++next_number_;
  ++unfinished_;
  ++figures_.sent;
}

void traffic::hear(seat& hearing, std::string_view text) {
  const auto now = now_ns();
  bool is_message = false;
  for (auto rest = text; const auto on = take_stamp(rest);) {
    is_message = true;
    ++figures_.delivered;
    note_part(hearing.room, on->number, figures_.delivery, now);
  }
  if (is_message) return;
  if (const auto number = how_.take_other(hearing, text))
    note_part(hearing.room, *number, figures_.acknowledgement, now);
}

void traffic::note_part(std::size_t room, std::uint32_t number, histogram& into,
                        std::int64_t now_ns) {
  auto& about = ring_[number % ring_size];
  if (about.number != number || about.missing == 0)
    throw std::runtime_error{"a message came that was never sent, or came twice"};
  into.add(now_ns - about.meant_at_ns);
  if (--about.missing > 0) return;
  --unfinished_;
  ++figures_.finished;
  if (is_sending_ && !plan_.is_open_loop()) send(room, now_ns);
}

} // namespace switchboard::load
