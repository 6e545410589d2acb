#include "actors/engine.hpp"

#include "actors/timekeeper.hpp"
#include "events/json.hpp"

#include <caf/send.hpp>

#include <map>
#include <utility>
#include <vector>

namespace switchboard {

namespace {

constexpr std::size_t read_at_once = 4'096;

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
  wake_unsettled();
  caf::anon_send(shared_->timekeeper, look_at_clock{});
}

/// A checkpoint that cannot be read, or is ahead of the log, is none: then the whole log is looked
/// through.
void engine::restore_checkpoint() {
  const auto kept = shared_->snapshots.load_checkpoint();
  if (!kept) return;
  try {
    shared_->unfinished.restore(*kept, shared_->log.head());
  } catch (const json::error&) {
    return;
  }
}

void engine::wake_unsettled() {
  std::map<stream_id, std::vector<std::uint64_t>> unsettled;
  // Whoever counts on connections of an earlier run finds out when it wakes.
  for (auto& stream : shared_->unfinished.with_connections())
    unsettled[stream];
  auto position = shared_->unfinished.watermark() + 1;
  for (;;) {
    const auto events = shared_->log.read_all(position, read_at_once);
    for (const auto& each : events)
      unsettled[each.entry.stream].push_back(each.position);
    if (events.size() < read_at_once) break;
    position = events.back().position + 1;
  }
  for (auto& [stream, positions] : unsettled)
    shared_->routes.wake(stream, std::move(positions));
}

void engine::stop() {
  if (std::exchange(is_stopped_, true)) return;
  shared_->routes.stop();
  caf::anon_send(shared_->timekeeper, switchboard::stop{});
  shared_->snapshots.save_checkpoint(shared_->unfinished.checkpoint());
}

} // namespace switchboard
