#include "actors/command_memory.hpp"

#include <algorithm>

namespace switchboard {

namespace {

constexpr std::int64_t kept_ms = 24LL * 60 * 60 * 1000;

/// FNV-1a: the same in every build, because snapshots keep it.
std::uint64_t hash(std::uint64_t seed, std::string_view text) {
  for (const char c : text)
    seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return seed;
}

constexpr std::uint64_t offset_basis = 0xcbf29ce484222325ULL;

std::uint64_t key_of(std::string_view actor) { return hash(offset_basis, actor); }

std::uint64_t key_of(std::string_view actor, std::string_view command_id) {
  return hash(hash(hash(offset_basis, actor), std::string_view{"\0", 1}), command_id);
}

} // namespace

void command_memory::remember(const envelope& happened) {
  if (happened.command_id.empty()) return;
  const auto key = key_of(happened.actor, happened.command_id);
  const auto [at, is_new] = places_.try_emplace(key, place{happened.seq, happened.time});
  // After a day a client may use an id again; until then the first event of the command counts.
  if (!is_new && happened.time - at->second.time > kept_ms)
    at->second = {happened.seq, happened.time};
  hear(happened);
  if (places_.size() >= next_clean_up_) forget_older_than(happened.time + -kept_ms);
}

std::optional<std::uint64_t> command_memory::find(std::string_view actor,
                                                  std::string_view command_id) const {
  if (command_id.empty()) return std::nullopt;
  const auto found = places_.find(key_of(actor, command_id));
  if (found == places_.end()) return std::nullopt;
  return found->second.seq;
}

void command_memory::hear(const envelope& happened) {
  const auto number = parse_reaction_id(happened.command_id, happened.causation_id);
  if (!number) return;
  auto& last = heard_[key_of(happened.actor)];
  last = {std::max(last.last, *number), happened.time};
}

bool command_memory::is_overtaken(std::string_view actor, std::string_view command_id,
                                  std::string_view causation_id) const {
  const auto number = parse_reaction_id(command_id, causation_id);
  const auto found = number ? heard_.find(key_of(actor)) : heard_.end();
  return found != heard_.end() && *number < found->second.last;
}

std::vector<command_memory::entry> command_memory::entries() const {
  std::vector<entry> all;
  all.reserve(places_.size());
  for (const auto& [key, at] : places_)
    all.push_back({key, at.seq, at.time});
  std::sort(all.begin(), all.end(), [](const entry& a, const entry& b) { return a.seq < b.seq; });
  return all;
}

std::vector<command_memory::source> command_memory::sources() const {
  std::vector<source> all;
  all.reserve(heard_.size());
  for (const auto& [key, each] : heard_)
    all.push_back({key, each.last, each.time});
  return all;
}

void command_memory::restore(const std::vector<entry>& entries,
                             const std::vector<source>& sources) {
  places_.clear();
  for (const auto& each : entries)
    places_.emplace(each.key, place{each.seq, each.time});
  heard_.clear();
  for (const auto& each : sources)
    heard_.emplace(each.key, heard{each.last, each.time});
}

void command_memory::forget_older_than(timestamp limit) {
  std::erase_if(places_, [&](const auto& each) { return each.second.time < limit; });
  std::erase_if(heard_, [&](const auto& each) { return each.second.time < limit; });
  next_clean_up_ = std::max<std::size_t>(256, 2 * places_.size());
}

} // namespace switchboard
