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
  // After a day a client may use an id again; until then the first event of the command counts.
  if (auto* const known = places_.find(key); !known)
    places_.add(key, {happened.seq, happened.time});
  else if (happened.time - known->time > kept_ms)
    *known = {happened.seq, happened.time};
  hear(happened);
  if (places_.size() >= next_clean_up_) forget_older_than(happened.time + -kept_ms);
}

std::optional<std::uint64_t> command_memory::find(std::string_view actor,
                                                  std::string_view command_id) const {
  if (command_id.empty()) return std::nullopt;
  const auto* const found = places_.find(key_of(actor, command_id));
  return found ? std::optional{found->seq} : std::nullopt;
}

void command_memory::hear(const envelope& happened) {
  const auto number = parse_reaction_id(happened.command_id, happened.causation_id);
  if (!number) return;
  const auto key = key_of(happened.actor);
  if (auto* const known = heard_.find(key))
    *known = {std::max(known->last, *number), happened.time};
  else
    heard_.add(key, {*number, happened.time});
}

bool command_memory::is_overtaken(std::string_view actor, std::string_view command_id,
                                  std::string_view causation_id) const {
  const auto number = parse_reaction_id(command_id, causation_id);
  const auto* const known = number ? heard_.find(key_of(actor)) : nullptr;
  return known && *number < known->last;
}

std::vector<command_memory::entry> command_memory::entries() const {
  std::vector<entry> all;
  all.reserve(places_.size());
  places_.for_each([&](std::uint64_t key, const place& at) {
    all.push_back({key, at.seq, at.time});
  });
  std::sort(all.begin(), all.end(), [](const entry& a, const entry& b) { return a.seq < b.seq; });
  return all;
}

std::vector<command_memory::source> command_memory::sources() const {
  std::vector<source> all;
  all.reserve(heard_.size());
  heard_.for_each([&](std::uint64_t key, const heard& each) {
    all.push_back({key, each.last, each.time});
  });
  return all;
}

void command_memory::restore(const std::vector<entry>& entries,
                             const std::vector<source>& sources) {
  places_ = {};
  for (const auto& each : entries)
    places_.add(each.key, {each.seq, each.time});
  heard_ = {};
  for (const auto& each : sources)
    heard_.add(each.key, {each.last, each.time});
}

void command_memory::forget_older_than(timestamp limit) {
  const auto is_old = [&](const auto& each) { return each.time < limit; };
  places_.erase_if(is_old);
  heard_.erase_if(is_old);
  next_clean_up_ = std::max<std::size_t>(256, 2 * places_.size());
}

} // namespace switchboard
