#include "tests/simulation/faulty_log.hpp"

#include <optional>
#include <utility>

namespace switchboard::simulation {

namespace {

constexpr std::int64_t longest_outage_ms = 3'000;

/// Something that may come at any point of a stream. A queue's match makes the first two events of
/// its room, and what they are is relied on, so nothing comes in between.
std::optional<event> harmless_event_of(const envelope& next) {
  if (next.stream.kind == entity_kind::user)
    return user::event{user::status_set{availability::available, next.seq % 2 == 0}};
  if (next.stream.kind == entity_kind::room && next.seq > 2)
    return room::event{room::settings_changed{}};
  return std::nullopt;
}

} // namespace

faulty_log::faulty_log(chance& random, const fake_time& time, std::int64_t longest_stall_ms)
    : random_{random}, time_{time}, longest_stall_ms_{longest_stall_ms} {}

void faulty_log::begin_with(const std::vector<envelope>& past) {
  for (const auto& each : past)
    store({each});
}

void faulty_log::append(std::vector<envelope> events, append_done done) {
  if (is_served_) undecided_.push_back({std::move(events), std::move(done)});
}

std::vector<recorded> faulty_log::read_stream(const stream_id& stream, std::uint64_t from_seq,
                                              std::size_t limit) const {
  if (random_.happens(faults_.read_fails))
    reads_fail_until_ = time_.now() + random_.between(1, longest_outage_ms);
  if (time_.now() < reads_fail_until_) throw log_error{"the disk does not answer"};
  return stored_.read_stream(stream, from_seq, limit);
}

std::vector<recorded> faulty_log::read_all(std::uint64_t from_position, std::size_t limit) const {
  return stored_.read_all(from_position, limit);
}

std::uint64_t faulty_log::seq_at(const stream_id& stream, std::uint64_t position) const {
  return stored_.seq_at(stream, position);
}

std::unique_ptr<event_log::subscription> faulty_log::follow(std::uint64_t from_position,
                                                            batch_sink sink) {
  return stored_.follow(from_position, std::move(sink));
}

bool faulty_log::can_step() const {
  return !verdicts_.empty() || (!undecided_.empty() && stalls_until_ <= time_.now());
}

void faulty_log::step() {
  const bool can_decide = !undecided_.empty() && stalls_until_ <= time_.now();
  if (!verdicts_.empty() && (!can_decide || random_.below(2) == 0)) return tell_one();
  if (random_.happens(faults_.log_stalls)) {
    stalls_until_ = time_.now() + random_.between(1, longest_stall_ms_);
    return;
  }
  auto first = std::move(undecided_.front());
  undecided_.pop_front();
  decide(std::move(first));
}

void faulty_log::suffer(const fault_rates& faults) {
  faults_ = faults;
  stalls_until_ = fails_until_ = reads_fail_until_ = {};
}

void faulty_log::lose_server() {
  is_served_ = false;
  for (auto stored = random_.below(undecided_.size() + 1); stored > 0; --stored) {
    store(std::move(undecided_.front().events));
    undecided_.pop_front();
  }
  undecided_.clear();
  verdicts_.clear();
  stalls_until_ = fails_until_ = reads_fail_until_ = {};
}

void faulty_log::decide(proposal first) {
  const bool is_late =
      random_.happens(faults_.second_writer) && let_somebody_else_write(first.events.front());
  auto result = is_late ? store(std::move(first.events)) : fate_of(std::move(first.events));
  if (random_.happens(faults_.verdict_repeats)) verdicts_.push_back({first.done, result});
  verdicts_.push_back({std::move(first.done), std::move(result)});
}

append_result faulty_log::fate_of(std::vector<envelope> events) {
  if (random_.happens(faults_.append_fails))
    fails_until_ = time_.now() + random_.between(0, longest_outage_ms);
  if (time_.now() <= fails_until_) return append_failed{"the disk is full", false};
  if (!random_.happens(faults_.append_unsure)) return store(std::move(events));
  if (random_.below(2) == 0) store(std::move(events));
  return append_failed{"the disk did not answer in time", true};
}

append_result faulty_log::store(std::vector<envelope> events) {
  append_result result;
  stored_.append(std::move(events), [&](append_result verdict) { result = std::move(verdict); });
  return result;
}

/// An owner of the past, who does not know that it is one. False if there is nothing it could
/// write.
bool faulty_log::let_somebody_else_write(const envelope& before) {
  auto body = harmless_event_of(before);
  if (!body) return false;
  store({{make_event_id(time_.now().ms, random_.next(), random_.next()), before.stream, before.seq,
          before.time, "", "", "", "node/elsewhere", *std::move(body)}});
  return true;
}

void faulty_log::tell_one() {
  const auto chosen = random_.below(verdicts_.size());
  auto told = std::move(verdicts_[chosen]);
  verdicts_.erase(verdicts_.begin() + static_cast<std::ptrdiff_t>(chosen));
  told.done(std::move(told.result));
}

} // namespace switchboard::simulation
