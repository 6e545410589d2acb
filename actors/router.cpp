#include "actors/router.hpp"

#include "actors/entity.hpp"
#include "actors/services.hpp"

#include <caf/send.hpp>

#include <utility>

namespace switchboard {

namespace {

const rejection stopped{reject_code::unavailable,
                        "the server is going down: try again, with the same id"};
const rejection wrong_kind{reject_code::bad_target, "this command is not for that kind of entity"};

} // namespace

void router::deliver(request asked) {
  if (asked.body.index() != static_cast<std::size_t>(asked.to.kind)) {
    give(asked, wrong_kind);
    return;
  }
  auto& in = shard_of(asked.to);
  std::unique_lock lock{in.mutex};
  if (in.is_stopped) {
    lock.unlock();
    give(asked, stopped);
    return;
  }
  auto& to = slot_of(in, asked.to);
  ++to.deliveries;
  caf::anon_send(to.actor, entity_message{switchboard::deliver{
                               std::make_shared<const open_request>(std::move(asked))}});
}

void router::wake(const stream_id& stream, std::vector<std::uint64_t> unsettled) {
  auto& in = shard_of(stream);
  const std::lock_guard lock{in.mutex};
  if (in.is_stopped) return;
  auto& to = slot_of(in, stream);
  ++to.deliveries;
  caf::anon_send(to.actor, entity_message{wake_up{std::move(unsettled)}});
}

void router::retire_idle() {
  for (auto& in : shards_) {
    const std::lock_guard lock{in.mutex};
    for (auto& [stream, each] : in.slots)
      if (std::exchange(each.deliveries_before, each.deliveries) == each.deliveries)
        caf::anon_send(each.actor, entity_message{retire{each.deliveries}});
  }
}

void router::stop() {
  is_stopped_ = true;
  for (auto& in : shards_) {
    std::unordered_map<stream_id, slot> going;
    {
      const std::lock_guard lock{in.mutex};
      in.is_stopped = true;
      going.swap(in.slots);
    }
    for (auto& [stream, each] : going)
      caf::anon_send(each.actor, entity_message{switchboard::stop{}});
  }
}

std::size_t router::awake() const {
  std::size_t count = 0;
  for (const auto& in : shards_) {
    const std::lock_guard lock{in.mutex};
    count += in.slots.size();
  }
  return count;
}

bool router::let_go(const stream_id& stream, std::uint64_t deliveries) {
  auto& in = shard_of(stream);
  const std::lock_guard lock{in.mutex};
  const auto found = in.slots.find(stream);
  if (found == in.slots.end()) return true;
  if (found->second.deliveries != deliveries) return false;
  in.slots.erase(found);
  return true;
}

router::shard& router::shard_of(const stream_id& stream) {
  // The top bits: the map inside the shard uses the low ones.
  return shards_[(std::hash<stream_id>{}(stream) >> 40) % shards_.size()];
}

router::slot& router::slot_of(shard& in, const stream_id& stream) {
  const auto [at, is_new] = in.slots.try_emplace(stream);
  if (is_new) at->second.actor = spawn_entity(system_, stream, shared_.lock());
  return at->second;
}

} // namespace switchboard
