#pragma once

#include "actors/queue/shared_map.hpp"
#include "actors/queue/side.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>

namespace switchboard::queue {

using side_ptr = std::shared_ptr<const side>;
using offer_ptr = std::shared_ptr<const offer>;

/// A customer's place in the order of service: the higher priority, then who came first.
struct place {
  std::int64_t minus_priority = 0;
  queue::number number = 0;

  friend auto operator<=>(const place&, const place&) = default;
};

/// Customers who are alike to every agent: served in the order in which they came.
struct customer_lane {
  std::int64_t minus_priority = 0;
  skill_set skills;

  friend auto operator<=>(const customer_lane&, const customer_lane&) = default;
};

/// Agents who are alike to every customer: asked in the order of the strategy.
struct agent_lane {
  std::int64_t tier = 0;
  skill_set skills;

  friend auto operator<=>(const agent_lane&, const agent_lane&) = default;
};

/// The digits of a side's id: all that tells the sides of one queue apart, and smaller than
/// the text.
struct side_digits {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  friend auto operator<=>(const side_digits&, const side_digits&) = default;
};

/// Something that is due at a time. What is due at the same time is done in this order: first who
/// is gone, then who is free again, then which offers are over.
enum class timer_kind : std::uint8_t { grace, busy, offer };

struct timer {
  timestamp at;
  timer_kind kind = timer_kind::grace;
  queue::number number = 0;

  friend auto operator<=>(const timer&, const timer&) = default;
};

/// Everybody in a queue and every open offer, with the orders in which they are looked for. The
/// orders follow from the sides alone, so its JSON is only the sides and offers. A copy is cheap,
/// and each change takes the logarithm of the size.
class roster {
public:
  using customer_lanes = shared_map<customer_lane, shared_set<number>>;
  using agent_lanes = shared_map<agent_lane, shared_set<turn>>;

  /// How many sides that are gone are still known, so that they can be told how it ended.
  static constexpr std::size_t max_gone_sides = 1'000;

  /// What is found stays as it is for whoever holds it, also when the roster goes on. Null if there
  /// is no such side or offer (any more).
  side_ptr find(number side) const;
  side_ptr find(const user_id& call_id) const;
  offer_ptr find_offer(number offer) const;

  void put(side changed);
  void put(offer changed);
  void remove_offer(number offer);

  /// Sides that are not gone.
  std::size_t size() const { return sides_.size() - gone_.size(); }
  bool has_connections() const { return connected_ > 0; }
  /// From 1 on: a customer's among all that are not matched, an agent's among the available ones.
  /// Nothing for whoever has no place.
  std::optional<std::size_t> position(const side& of) const;
  /// The position that a customer gets who starts now.
  std::size_t next_position(std::int64_t priority, number next) const;

  /// Available customers and agents; no lane is empty.
  const customer_lanes& waiting() const { return waiting_; }
  const agent_lanes& idle() const { return idle_; }
  std::optional<timer> next_timer() const;

  template <class Visitor>
  void for_each_side(Visitor&& visit) const {
    sides_.for_each([&](number, const side_ptr& each) { visit(each); });
  }

  friend void write(json::writer& out, const roster& all);
  friend void read(const json::value& from, roster& to, const json::place& at, json::source by);

private:
  void reindex(const side* before, const side* after);
  void forget_oldest_gone();

  shared_map<number, side_ptr> sides_;
  shared_map<side_digits, number> numbers_;
  shared_map<number, offer_ptr> offers_;
  shared_set<place> places_;
  shared_set<turn> turns_;
  customer_lanes waiting_;
  agent_lanes idle_;
  shared_set<timer> timers_;
  /// By the event that they ended with.
  shared_map<number, number> gone_;
  std::size_t connected_ = 0;
};

} // namespace switchboard::queue
