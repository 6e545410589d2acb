#include "actors/ledger.hpp"

#include "events/json.hpp"

#include <algorithm>

namespace switchboard {

namespace {

struct kept_standing {
  std::string stream;
  std::optional<timestamp> deadline;
  bool has_connections = false;

  static constexpr auto fields() {
    using self = kept_standing;
    return std::tuple{field{"stream", &self::stream, "The entity."},
                      field{"deadline", &self::deadline, "When it must be told that time passed."},
                      field{"has_connections", &self::has_connections,
                            "Whether it counts on connections of this process."}};
  }
};

struct kept_ledger {
  std::uint64_t watermark = 0;
  std::vector<kept_standing> standings;

  static constexpr auto fields() {
    using self = kept_ledger;
    return std::tuple{field{"watermark", &self::watermark, "All events up to here are settled."},
                      field{"standings", &self::standings, "What entities wait for."}};
  }
};

} // namespace

bool ledger::note(const stream_id& stream, const standing& waits_for) {
  const std::lock_guard lock{mutex_};
  const auto earliest_before =
      alarms_.empty() ? std::nullopt : std::optional{alarms_.begin()->first};
  arm(stream, waits_for.deadline);
  if (waits_for.is_nothing())
    standings_.erase(stream);
  else
    standings_[stream] = waits_for;
  return waits_for.deadline && (!earliest_before || *waits_for.deadline < *earliest_before);
}

void ledger::settle(std::uint64_t first_position, std::uint64_t last_position) {
  const std::lock_guard lock{mutex_};
  if (last_position <= watermark_) return;
  auto& last = settled_above_[first_position];
  last = std::max(last, last_position);
  for (auto next = settled_above_.begin();
       next != settled_above_.end() && next->first <= watermark_ + 1;
       next = settled_above_.erase(next))
    watermark_ = std::max(watermark_, next->second);
}

bool ledger::is_settled(std::uint64_t position) const {
  const std::lock_guard lock{mutex_};
  if (position <= watermark_) return true;
  const auto after = settled_above_.upper_bound(position);
  return after != settled_above_.begin() && std::prev(after)->second >= position;
}

std::uint64_t ledger::watermark() const {
  const std::lock_guard lock{mutex_};
  return watermark_;
}

std::optional<timestamp> ledger::next_deadline() const {
  const std::lock_guard lock{mutex_};
  if (alarms_.empty()) return std::nullopt;
  return alarms_.begin()->first;
}

std::vector<stream_id> ledger::take_due(timestamp now, std::int64_t repeat_ms) {
  const std::lock_guard lock{mutex_};
  std::vector<stream_id> due;
  while (!alarms_.empty() && alarms_.begin()->first <= now) {
    due.push_back(alarms_.begin()->second);
    arm(due.back(), now + repeat_ms);
  }
  return due;
}

std::vector<stream_id> ledger::with_connections() const {
  const std::lock_guard lock{mutex_};
  std::vector<stream_id> all;
  for (const auto& [stream, waits_for] : standings_)
    if (waits_for.has_connections) all.push_back(stream);
  std::sort(all.begin(), all.end());
  return all;
}

std::string ledger::checkpoint() const {
  kept_ledger kept;
  {
    const std::lock_guard lock{mutex_};
    kept.watermark = watermark_;
    kept.standings.reserve(standings_.size());
    for (const auto& [stream, waits_for] : standings_)
      kept.standings.push_back({to_string(stream), waits_for.deadline, waits_for.has_connections});
  }
  return json::to_text(kept);
}

void ledger::restore(const std::string& checkpoint, std::uint64_t head) {
  const auto kept = json::read_as<kept_ledger>(json::parse(checkpoint), "checkpoint");
  if (kept.watermark > head) throw json::error{"checkpoint: it is of another log"};
  std::vector<std::pair<stream_id, standing>> standings;
  for (const auto& each : kept.standings) {
    auto stream = parse_stream_id(each.stream);
    if (!stream) throw json::error{"checkpoint: no such stream: " + each.stream};
    standings.emplace_back(*std::move(stream), standing{each.deadline, each.has_connections});
  }
  const std::lock_guard lock{mutex_};
  watermark_ = kept.watermark;
  for (auto& [stream, waits_for] : standings) {
    arm(stream, waits_for.deadline);
    standings_[std::move(stream)] = waits_for;
  }
}

void ledger::arm(const stream_id& stream, std::optional<timestamp> deadline) {
  if (const auto armed = armed_.find(stream); armed != armed_.end()) {
    if (deadline == armed->second) return;
    alarms_.erase({armed->second, stream});
    armed_.erase(armed);
  }
  if (!deadline) return;
  alarms_.emplace(*deadline, stream);
  armed_.emplace(stream, *deadline);
}

} // namespace switchboard
