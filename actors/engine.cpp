#include "actors/engine.hpp"

#include "actors/survey.hpp"
#include "actors/timekeeper.hpp"
#include "events/json.hpp"
#include "threads/guard.hpp"

#include <caf/send.hpp>

#include <optional>
#include <utility>

namespace switchboard {

namespace {

constexpr std::size_t read_at_once = 4'096;
/// To wake entities for an event, and have its reactions taken again, costs at least so many times
/// what it costs to fold one.
constexpr std::uint64_t folds_worth_one_waking = 10;

} // namespace

engine::engine(caf::actor_system& system, event_log& log, snapshot_store& snapshots,
               const clock& time, id_source& ids, engine_options options)
    : shared_{std::make_shared<services>(system, log, snapshots, time, ids, std::move(options))} {
  shared_->routes.use(shared_);
  shared_->timekeeper = spawn_timekeeper(system, shared_);
}

engine::~engine() { stop(); }

void engine::start() {
  restore_checkpoint();
  shared_->keys.recover();
  const auto head = shared_->log.head();
  const auto unsettled_events = head - shared_->unfinished.watermark();
  wake(unsettled_events * folds_worth_one_waking > head ? surveyed() : unsettled());
  caf::anon_send(shared_->timekeeper, look_at_clock{});
}

/// A command whose id its client chose is held to that id before it goes to its entity, which knows
/// of none but its own.
void engine::ask(request asked) {
  if (asked.fingerprint == 0) return shared_->routes.deliver(std::move(asked));
  if (const auto refused = shared_->keys.claim(asked)) return give(asked, *refused);
  asked.answer = [shared = shared_, name = key_book::name_of(asked),
                  then = std::move(asked.answer)](const outcome& told) {
    shared->keys.release(name, told);
    if (then) then(told);
  };
  shared_->routes.deliver(std::move(asked));
}

/// A checkpoint that cannot be read, or is ahead of the log, is none.
void engine::restore_checkpoint() {
  const auto kept = shared_->snapshots.load_checkpoint();
  if (!kept) return;
  try {
    shared_->unfinished.restore(*kept, shared_->log.head());
  } catch (const json::error&) {
    return;
  }
}

engine::leftovers engine::unsettled() const {
  leftovers found;
  auto position = shared_->unfinished.watermark() + 1;
  for (;;) {
    const auto events = shared_->log.read_all(position, read_at_once);
    for (const auto& each : events)
      found[each.entry.stream].push_back(each.position);
    if (events.size() < read_at_once) return found;
    position = events.back().position + 1;
  }
}

/// Folding the whole log is the quick way. Where an entity's events cannot be folded, the long way
/// leaves that one alone to fail.
engine::leftovers engine::surveyed() {
  std::optional<leftovers> found;
  threads::guarded("survey", [&] {
    survey whole{shared_->log, shared_->options.policy};
    whole.read();
    found = whole.conclude(shared_->time.now(), shared_->unfinished);
  });
  return found ? *std::move(found) : unsettled();
}

void engine::wake(leftovers found) {
  // Whoever counts on connections of an earlier run finds out when it wakes.
  for (auto& stream : shared_->unfinished.with_connections())
    found[stream];
  for (auto& [stream, positions] : found)
    shared_->routes.wake(stream, std::move(positions));
}

void engine::stop() {
  if (std::exchange(is_stopped_, true)) return;
  shared_->routes.stop();
  caf::anon_send(shared_->timekeeper, switchboard::stop{});
  shared_->snapshots.save_checkpoint(shared_->unfinished.checkpoint());
  shared_->keys.close(shared_->unfinished.watermark());
}

} // namespace switchboard
