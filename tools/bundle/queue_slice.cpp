#include "tools/bundle/queue_slice.hpp"

#include "tools/audit/broken.hpp"
#include "tools/audit/queue_audit.hpp"
#include "tools/mentions.hpp"
#include "tools/reading.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace switchboard::tools {

namespace {

/// An agent may have started long before the call: so far back they are looked for.
constexpr std::uint64_t max_events_looked_back = 50'000;

/// The sides that a slice is about, and their offers.
struct cast {
  user_id customer;
  std::set<user_id> agents;
  std::set<offer_id> offers;

  bool knows(const user_id& side) const { return side == customer || agents.contains(side); }
};

template <class Record>
concept of_offer = requires(const Record& record) {
  { record.offer_id } -> std::convertible_to<const offer_id&>;
};

const offer_id* offer_of(const recorded& each) {
  const auto pick = [](const auto& record) -> const offer_id* {
    if constexpr (of_offer<std::remove_cvref_t<decltype(record)>>)
      return &record.offer_id;
    else
      return nullptr;
  };
  return std::visit(pick, std::get<queue::event>(each.entry.body));
}

cast cast_of(const std::vector<recorded>& events, const room_id& room) {
  cast all;
  for (const auto& each : events)
    if (const auto* match = as<queue::matched>(each); match && match->room_id == room) {
      all.customer = match->customer_call_id;
      all.agents.insert(match->agent_call_id);
    }
  for (const auto& each : events)
    if (const auto* made = as<queue::offer_made>(each);
        made && made->customer_call_id == all.customer) {
      all.offers.insert(made->offer_id);
      all.agents.insert(made->agent_call_ids.begin(), made->agent_call_ids.end());
    }
  return all;
}

/// Whether an event is about these sides and nobody else.
bool is_about_them(const recorded& each, const cast& all) {
  if (as<queue::settings_changed>(each)) return true;
  if (const auto* offer = offer_of(each)) return all.offers.contains(*offer);
  bool is_about_anybody = false;
  bool is_about_others = false;
  for_each_person_in(each.entry.body, [&](const user_id& named) {
    if (!queue_of(named.value)) return;
    is_about_anybody = true;
    is_about_others = is_about_others || !all.knows(named);
  });
  return is_about_anybody && !is_about_others;
}

bool is_about_customer(const recorded& each, const cast& all) {
  return offer_of(each) || is_named_in(each.entry.body, all.customer);
}

/// Takes what stands on what was taken before. What happened to the customer is taken in any case,
/// because it may be the very mistake that is reported.
class taker {
public:
  explicit taker(const cast& all) : all_{all} {}

  void take(recorded each) {
    auto seen = audit_;
    try {
      seen.see(each.entry);
    } catch (const audit::broken&) {
      if (!is_about_customer(each, all_)) return;
    }
    audit_ = std::move(seen);
    taken_.push_back(std::move(each));
  }

  std::vector<recorded> taken() { return std::move(taken_); }

private:
  const cast& all_;
  audit::queue_audit audit_;
  std::vector<recorded> taken_;
};

/// Those of whom the events begin with something else than their start.
std::set<user_id> agents_from_before(const std::vector<recorded>& events, const cast& all) {
  std::set<user_id> started;
  std::set<user_id> from_before;
  for (const auto& each : events) {
    const auto* ready = as<queue::agent_ready>(each);
    if (ready && ready->grace_until) started.insert(ready->call_id);
    if (!is_about_them(each, all)) continue;
    for_each_person_in(each.entry.body, [&](const user_id& named) {
      if (all.agents.contains(named) && !started.contains(named)) from_before.insert(named);
    });
  }
  return from_before;
}

/// Whose socket came or went, or who was ready; nothing for what else may happen.
const user_id* whose_presence(const recorded& each) {
  if (const auto* ready = as<queue::agent_ready>(each)) return &ready->call_id;
  if (const auto* resumed = as<queue::agent_resumed>(each)) return &resumed->call_id;
  if (const auto* suspected = as<queue::agent_suspected>(each)) return &suspected->call_id;
  if (const auto* gone = as<queue::side_disconnected>(each)) return &gone->call_id;
  if (const auto* touched = as<queue::side_touched>(each)) return &touched->call_id;
  return nullptr;
}

/// How each of them had come to be there from their start on, whose event alone gives a time to
/// connect in, and how the queue worked; the latest first.
std::vector<recorded> stage_before(const event_log& log, const stream_id& queue,
                                   std::uint64_t first_seq, std::set<user_id> agents) {
  std::vector<recorded> found;
  bool has_settings = false;
  for (auto end = first_seq; end > 1 && first_seq - end < max_events_looked_back;) {
    const auto from = end > events_of_one_page ? end - events_of_one_page : 1;
    auto page = log.read_stream(queue, from, static_cast<std::size_t>(end - from));
    for (auto each = page.rbegin(); each != page.rend(); ++each) {
      const auto* who = whose_presence(*each);
      const bool is_of_agent = who && agents.contains(*who);
      const bool is_settings = as<queue::settings_changed>(*each) && !has_settings;
      has_settings = has_settings || is_settings;
      const auto* ready = as<queue::agent_ready>(*each);
      if (is_of_agent && ready && ready->grace_until) agents.erase(ready->call_id);
      if (is_of_agent || is_settings) found.push_back(std::move(*each));
      if (agents.empty() && has_settings) return found;
    }
    end = from;
  }
  return found;
}

} // namespace

std::vector<recorded> queue_slice_of(const event_log& log, const queue_story& of,
                                     const room_id& room) {
  const auto stream = stream_of(of.name);
  const auto first = of.events.front().entry.seq;
  const auto last = of.events.back().entry.seq;
  auto meanwhile = log.read_stream(stream, first, static_cast<std::size_t>(last - first + 1));
  const auto all = cast_of(meanwhile, room);
  auto before = stage_before(log, stream, first, agents_from_before(meanwhile, all));
  taker taking{all};
  for (auto each = before.rbegin(); each != before.rend(); ++each)
    taking.take(std::move(*each));
  for (auto& each : meanwhile)
    if (is_about_them(each, all)) taking.take(std::move(each));
  return taking.taken();
}

} // namespace switchboard::tools
