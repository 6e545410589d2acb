#include "tests/simulation/sides.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace switchboard::simulation {

const std::map<std::string, sides::action> sides::actions_{
    {"start_customer", &sides::start_customer},
    {"start_agent", &sides::start_agent},
    {"connect_side", &sides::connect_side},
    {"drop_side", &sides::drop_side},
    {"leave_side", &sides::leave_side},
    {"touch", &sides::touch},
    {"pause", &sides::pause},
    {"ready", &sides::ready},
    {"take_offer", &sides::take_offer},
    {"decline_offer", &sides::decline_offer},
    {"hang_up", &sides::hang_up},
    {"enter_room", &sides::enter_room},
    {"leave_room", &sides::leave_room},
    {"transcript", &sides::transcript},
    {"change_settings", &sides::change_settings},
    {"look_side", &sides::look_side},
    {"repeat_side", &sides::repeat_side},
};

sides::sides(const workload& like, chance& random, front& server, const replay& seen)
    : like_{like}, random_{random}, server_{server}, seen_{seen} {
  places_.resize(like.customers + like.agents);
  for (std::size_t i = 0; i < like.agents; ++i)
    places_[i].is_agent = true;
}

void sides::meet_natives() {
  for (const auto& [key, queue] : seen_.states<queue::rules>()) {
    name_ = queue.id;
    queue.roster.for_each_side([&](const queue::side_ptr& each) {
      if (!each->is_gone())
        places_.push_back({each->agent.has_value(), each->call_id, {}, link::dropped, {}});
    });
  }
}

void sides::open() {
  if (!places_.empty() && !like_.queue_settings.empty()) change_settings();
}

bool sides::act(const std::string& action) { return (this->*actions_.at(action))(); }

void sides::lose_server() {
  for (auto& each : places_) {
    each.pending.reset();
    if (each.state != link::none) each.state = link::dropped;
  }
}

void sides::tend() {
  for (auto& each : places_) {
    if (each.pending && each.pending->is_answered)
      finish(each);
    else if (each.pending && each.pending->is_undone())
      server_.ask(each.pending);
    const auto* const side = known(each);
    if (side && side->is_gone() && !each.pending) each = {each.is_agent, {}, {}, link::none, {}};
  }
}

/// A side that is refused is one that the queue does not know, or no longer.
void sides::finish(place& of) {
  const bool is_refused = std::exchange(of.pending, nullptr)->is_refused;
  if (is_refused)
    of = {of.is_agent, {}, {}, link::none, {}};
  else if (of.state == link::coming)
    of.state = link::here;
}

void sides::go_home() {
  for (auto& each : places_)
    if (each.state == link::here && !each.pending) random_.below(2) == 0 ? drop(each) : leave(each);
}

bool sides::is_at_rest() const {
  return std::ranges::none_of(places_, [](const place& each) { return bool{each.pending}; });
}

void sides::look_around() {
  for (const auto& each : places_)
    if (known(each)) ask("look_side", each, queue::look{each.side});
}

// --- Coming and going ----------------------------------------------------------------------------

template <class Predicate>
sides::place* sides::one_where(Predicate is_wanted) {
  std::vector<place*> fitting;
  for (auto& each : places_)
    if (is_wanted(each)) fitting.push_back(&each);
  return fitting.empty() ? nullptr : random_.one_of(fitting);
}

sides::place* sides::anybody() {
  return one_where([](const place& each) { return !each.side.empty(); });
}

sides::place* sides::any_agent() {
  return one_where([](const place& each) { return each.is_agent && !each.side.empty(); });
}

sides::place* sides::free_place(bool for_agent) {
  return one_where([&](const place& each) {
    return each.is_agent == for_agent && each.side.empty() && !each.pending;
  });
}

user_id sides::new_side() {
  std::array<char, 33> digits{};
  std::snprintf(digits.data(), digits.size(), "%032llx",
                static_cast<unsigned long long>(random_.next()));
  return queue_side(name_, digits.data());
}

bool sides::start_customer() {
  auto* const free = free_place(false);
  if (!free) return false;
  free->side = new_side();
  std::vector<std::string> needs;
  if (random_.below(4) == 0) needs.emplace_back("billing");
  const queue::start_customer start{free->side, "customer", needs, random_.between(0, 1), {}};
  free->pending = send("start_customer", *free, start);
  return true;
}

bool sides::start_agent() {
  auto* const free = free_place(true);
  if (!free) return false;
  free->side = new_side();
  std::vector<std::string> knows;
  if (random_.below(2) == 0) knows.emplace_back("billing");
  const queue::start_agent start{free->side, "agent", knows, random_.between(0, 1), {}};
  free->pending = send("start_agent", *free, start);
  return true;
}

bool sides::connect_side() {
  auto* const coming = one_where([](const place& each) {
    const bool is_out = each.state == link::none || each.state == link::dropped;
    return !each.side.empty() && is_out && !each.pending;
  });
  if (!coming) return false;
  coming->state = link::coming;
  coming->connection = {"s" + std::to_string(++connections_made_)};
  const auto& options = server_.server().options();
  coming->pending = send(
      "connect_side", *coming,
      queue::connect_side{coming->side, coming->connection, options.node, options.incarnation});
  return true;
}

bool sides::drop_side() {
  auto* const gone =
      one_where([](const place& each) { return each.state == link::here && !each.pending; });
  if (gone) drop(*gone);
  return gone != nullptr;
}

void sides::drop(place& by) {
  by.state = link::dropped;
  by.pending = send("drop_side", by, queue::suspect_side{by.side, by.connection});
}

bool sides::leave_side() {
  auto* const gone =
      one_where([](const place& each) { return !each.side.empty() && !each.pending; });
  if (gone) leave(*gone);
  return gone != nullptr;
}

void sides::leave(place& by) {
  by.state = link::dropped;
  by.pending = send("leave_side", by, queue::leave_side{by.side});
}

bool sides::touch() {
  const auto* const by = anybody();
  return by && ask("touch", *by, queue::touch_side{by->side});
}

// --- Agents --------------------------------------------------------------------------------------

bool sides::pause() {
  const auto* const by = any_agent();
  return by && ask("pause", *by, queue::pause_agent{by->side});
}

bool sides::ready() {
  const auto* const by = any_agent();
  return by && ask("ready", *by, queue::make_agent_ready{by->side});
}

bool sides::take_offer() {
  const auto* const by = any_agent();
  const auto offer = by ? offer_to(*by) : std::nullopt;
  return offer && ask("take_offer", *by, queue::accept_offer{by->side, *offer});
}

bool sides::decline_offer() {
  const auto* const by = any_agent();
  const auto offer = by ? offer_to(*by) : std::nullopt;
  return offer && ask("decline_offer", *by, queue::reject_offer{by->side, *offer});
}

// --- Calls ---------------------------------------------------------------------------------------

bool sides::hang_up() {
  const auto* const by = anybody();
  return by && ask("hang_up", *by, queue::complete_call{by->side});
}

bool sides::enter_room() {
  const auto* const by = one_where([](const place& each) { return each.state == link::here; });
  const auto call = by ? call_of(*by) : std::nullopt;
  if (!call) return false;
  server_.send("enter_room", stream_of(*room_of(call->value)),
               room::command{room::join{*call, by->side, by->connection, {}}}, actor_of(by->side));
  return true;
}

bool sides::leave_room() {
  const auto* const by = one_where([](const place& each) { return each.state == link::here; });
  const auto call = by ? call_of(*by) : std::nullopt;
  if (!call) return false;
  server_.send("leave_room", stream_of(*room_of(call->value)),
               room::command{room::leave{*call, by->side, by->connection}}, actor_of(by->side));
  return true;
}

bool sides::transcript() {
  const auto* const by = anybody();
  const auto call = by ? call_of(*by) : std::nullopt;
  if (!call) return false;
  server_.send("transcript", stream_of(*room_of(call->value)),
               room::command{room::add_transcript{*call, by->side, "so it is"}},
               actor_of(by->side));
  return true;
}

// --- What they ask for, and what they know -------------------------------------------------------

bool sides::change_settings() {
  server_.send("change_settings", stream_of(name_),
               queue::command{queue::change_settings{any_settings()}}, "user/admin");
  return true;
}

bool sides::look_side() {
  const auto* const by = anybody();
  return by && ask("look_side", *by, queue::look{by->side});
}

bool sides::repeat_side() {
  std::vector<errand_ptr> worth_it;
  std::ranges::copy_if(errands_, std::back_inserter(worth_it), [](const errand_ptr& each) {
    return each->is_undone() || (each->is_answered && !each->is_refused);
  });
  if (worth_it.empty()) return false;
  server_.ask(random_.one_of(worth_it));
  return true;
}

errand_ptr sides::send(const char* what, const place& by, queue::command body) {
  return server_.send(what, stream_of(name_), std::move(body), actor_of(by.side));
}

bool sides::ask(const char* what, const place& by, queue::command body) {
  if (errands_.size() == max_remembered_errands) errands_.erase(errands_.begin());
  errands_.push_back(send(what, by, std::move(body)));
  return true;
}

const queue::side* sides::known(const place& of) const {
  const auto* const queue = seen_.find<queue::rules>(stream_of(name_));
  return queue && !of.side.empty() ? queue->roster.find(of.side).get() : nullptr;
}

std::optional<offer_id> sides::offer_to(const place& agent) const {
  const auto* const side = known(agent);
  if (!side || !side->offer) return std::nullopt;
  return queue::offer_in(name_, *side->offer);
}

std::optional<call_id> sides::call_of(const place& by) const {
  const auto* const side = known(by);
  if (!side || !side->match) return std::nullopt;
  return queue_call_in(side->match->room_id);
}

} // namespace switchboard::simulation
