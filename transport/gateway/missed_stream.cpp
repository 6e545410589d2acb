#include "transport/gateway/missed_stream.hpp"

#include <algorithm>

namespace switchboard {

namespace {

constexpr std::size_t searched_at_once = 64;

/// Whether this happened to the person themselves.
template <class Event>
bool is_about(const envelope& happened, const user_id& who) {
  const auto* body = std::get_if<room::event>(&happened.body);
  const auto* told = body ? std::get_if<Event>(body) : nullptr;
  return told && told->user_id == who;
}

} // namespace

missed_stream::missed_stream(stream_id stream, std::uint64_t seen_seq, std::uint64_t last_seq)
    : stream_{std::move(stream)},
      seen_seq_{std::min(seen_seq, last_seq)},
      last_seq_{last_seq},
      searched_seq_{seen_seq_},
      theirs_from_{seen_seq_ + 1} {}

std::uint64_t missed_stream::next_position(const event_log& log, std::size_t ahead) {
  if (next_position_ == 0) {
    if (ahead_.empty()) read(log, 1 + ahead);
    next_position_ = ahead_.front().position;
  }
  return next_position_;
}

recorded missed_stream::take(const event_log& log) {
  if (ahead_.empty()) read(log, 1);
  auto next = std::move(ahead_.front());
  ahead_.erase(ahead_.begin());
  seen_seq_ = next.entry.seq;
  next_position_ = 0;
  skip();
  return next;
}

void missed_stream::read(const event_log& log, std::size_t count) {
  const auto left = last_seq_ - seen_seq_;
  ahead_ = log.read_stream(stream_, seen_seq_ + 1, std::min<std::size_t>(count, left));
  if (ahead_.empty()) throw log_error{to_string(stream_) + " ends too early"};
}

void missed_stream::skip() {
  for (const auto& [first, last] : excluded_)
    if (seen_seq_ + 1 >= first && seen_seq_ + 1 <= last) {
      seen_seq_ = last;
      next_position_ = 0;
      ahead_.clear();
    }
}

void missed_stream::search(const event_log& log, const user_id& member) {
  const auto left = last_seq_ - searched_seq_;
  const auto events =
      log.read_stream(stream_, searched_seq_ + 1, std::min<std::size_t>(searched_at_once, left));
  if (events.empty()) throw log_error{to_string(stream_) + " ends too early"};
  for (const auto& each : events)
    note_move(each.entry, member);
  searched_seq_ = events.back().entry.seq;
  if (!is_searched()) return;
  if (!theirs_from_) exclude(removed_seq_ + 1, last_seq_);
  skip();
}

void missed_stream::note_move(const envelope& happened, const user_id& member) {
  if (is_about<room::member_added>(happened, member)) {
    // Whoever comes again is told nothing of the time in between, and who is new of none before.
    exclude(theirs_from_.value_or(removed_seq_ + 1), happened.seq - 1);
    theirs_from_ = happened.seq;
  } else if (is_about<room::member_removed>(happened, member)) {
    removed_seq_ = happened.seq;
    theirs_from_.reset();
  }
}

void missed_stream::exclude(std::uint64_t first_seq, std::uint64_t last_seq) {
  if (first_seq <= last_seq) excluded_.emplace_back(first_seq, last_seq);
}

} // namespace switchboard
