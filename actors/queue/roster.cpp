#include "actors/queue/roster.hpp"

#include <charconv>
#include <utility>
#include <vector>

namespace switchboard::queue {

namespace {

template <class Lane, class Key>
using in_lane = std::optional<std::pair<Lane, Key>>;

/// Zero for a text that is no side's id; whoever looks compares the whole id.
side_digits digits_of(const user_id& call_id) {
  constexpr std::size_t begin = 5; // After `side_`.
  constexpr std::size_t half = 16;
  side_digits digits;
  if (call_id.value.size() < begin + 2 * half) return digits;
  const auto* const text = call_id.value.data() + begin;
  std::from_chars(text, text + half, digits.high, 16);
  std::from_chars(text + half, text + 2 * half, digits.low, 16);
  return digits;
}

// --- Which orders a side stands in, and where ----------------------------------------------------

std::optional<place> place_of(const side& who) {
  const bool is_unserved = who.status == side_status::waiting || who.status == side_status::offered;
  if (!who.customer || !is_unserved) return std::nullopt;
  return place{-who.customer->priority, who.number};
}

std::optional<turn> turn_of(const side& who) {
  if (!who.agent || !who.is_available()) return std::nullopt;
  return who.agent->turn;
}

in_lane<customer_lane, number> waiting_in(const side& who) {
  if (!who.customer || !who.is_available()) return std::nullopt;
  return std::pair{customer_lane{-who.customer->priority, who.skills}, who.number};
}

in_lane<agent_lane, turn> idle_in(const side& who) {
  if (!who.agent || !who.is_available()) return std::nullopt;
  return std::pair{agent_lane{who.agent->turn.tier, who.skills}, who.agent->turn};
}

std::optional<timer> grace_of(const side& who) {
  if (!who.grace_until) return std::nullopt;
  return timer{*who.grace_until, timer_kind::grace, who.number};
}

std::optional<timer> busy_of(const side& who) {
  if (!who.busy_until) return std::nullopt;
  return timer{*who.busy_until, timer_kind::busy, who.number};
}

std::optional<number> end_of(const side& who) {
  return who.is_gone() ? std::optional{who.ended} : std::nullopt;
}

// --- Moving a side from where it stood to where it stands ----------------------------------------

template <class Key, class Value>
void move_key(shared_map<Key, Value>& in, const std::optional<Key>& before,
              const std::optional<Key>& after, const Value& value = {}) {
  if (before == after) return;
  if (before) in.erase(*before);
  if (after) in.put(*after, value);
}

template <class Lane, class Key>
void move_in_lane(shared_map<Lane, shared_set<Key>>& lanes, const in_lane<Lane, Key>& before,
                  const in_lane<Lane, Key>& after) {
  if (before == after) return;
  if (before) {
    auto lane = *lanes.find(before->first);
    lane.erase(before->second);
    if (lane.empty())
      lanes.erase(before->first);
    else
      lanes.put(before->first, std::move(lane));
  }
  if (after) {
    const auto* found = lanes.find(after->first);
    auto lane = found ? *found : shared_set<Key>{};
    lane.put(after->second, {});
    lanes.put(after->first, std::move(lane));
  }
}

/// Applies `of` to a side that may not be there.
template <class Of>
auto maybe(const side* who, Of of) -> decltype(of(*who)) {
  return who ? of(*who) : std::nullopt;
}

/// A roster as its JSON has it.
struct kept_roster {
  std::vector<side> sides;
  std::vector<offer> offers;

  static constexpr auto fields() {
    return std::tuple{field{"sides", &kept_roster::sides, "In the order of their numbers."},
                      field{"offers", &kept_roster::offers, "In the order of their numbers."}};
  }
};

} // namespace

side_ptr roster::find(number side) const {
  const auto* found = sides_.find(side);
  return found ? *found : nullptr;
}

side_ptr roster::find(const user_id& call_id) const {
  const auto* found = numbers_.find(digits_of(call_id));
  auto known = found ? find(*found) : nullptr;
  return known && known->call_id == call_id ? known : nullptr;
}

offer_ptr roster::find_offer(number offer) const {
  const auto* found = offers_.find(offer);
  return found ? *found : nullptr;
}

void roster::put(side changed) {
  const auto before = find(changed.number);
  const auto after = std::make_shared<const side>(std::move(changed));
  if (!before) numbers_.put(digits_of(after->call_id), after->number);
  sides_.put(after->number, after);
  reindex(before.get(), after.get());
  if (gone_.size() > max_gone_sides) forget_oldest_gone();
}

void roster::forget_oldest_gone() {
  const auto oldest = find(*gone_.find(gone_.first()));
  reindex(oldest.get(), nullptr);
  numbers_.erase(digits_of(oldest->call_id));
  sides_.erase(oldest->number);
}

void roster::reindex(const side* before, const side* after) {
  move_key(places_, maybe(before, place_of), maybe(after, place_of));
  move_key(turns_, maybe(before, turn_of), maybe(after, turn_of));
  move_in_lane(waiting_, maybe(before, waiting_in), maybe(after, waiting_in));
  move_in_lane(idle_, maybe(before, idle_in), maybe(after, idle_in));
  move_key(timers_, maybe(before, grace_of), maybe(after, grace_of));
  move_key(timers_, maybe(before, busy_of), maybe(after, busy_of));
  move_key(gone_, maybe(before, end_of), maybe(after, end_of), after ? after->number : 0);
  if (before && !before->connections.empty()) --connected_;
  if (after && !after->connections.empty()) ++connected_;
}

void roster::put(offer changed) {
  timers_.put({changed.expires_at, timer_kind::offer, changed.number}, {});
  const auto key = changed.number;
  offers_.put(key, std::make_shared<const offer>(std::move(changed)));
}

void roster::remove_offer(number offer) {
  const auto found = find_offer(offer);
  if (!found) return;
  timers_.erase({found->expires_at, timer_kind::offer, offer});
  offers_.erase(offer);
}

std::optional<std::size_t> roster::position(const side& of) const {
  if (const auto place = place_of(of)) return places_.rank(*place) + 1;
  if (const auto turn = turn_of(of)) return turns_.rank(*turn) + 1;
  return std::nullopt;
}

std::size_t roster::next_position(std::int64_t priority, number next) const {
  return places_.rank({-priority, next}) + 1;
}

std::optional<timer> roster::next_timer() const {
  return timers_.empty() ? std::nullopt : std::optional{timers_.first()};
}

void write(json::writer& out, const roster& all) {
  const auto write_all = [&out](const auto& of) {
    out.put('[');
    of.for_each([&](number, const auto& each) {
      json::write(out, *each);
      out.put(',');
    });
    out.close(']');
  };
  out.put('{');
  json::write_name(out, "sides");
  write_all(all.sides_);
  out.put(',');
  json::write_name(out, "offers");
  write_all(all.offers_);
  out.put('}');
}

void read(const json::value& from, roster& to, const json::place& at, json::source by) {
  auto kept = json::read_as<kept_roster>(from, at, by);
  to = {};
  for (auto& each : kept.sides)
    to.put(std::move(each));
  for (auto& each : kept.offers)
    to.put(std::move(each));
}

} // namespace switchboard::queue
