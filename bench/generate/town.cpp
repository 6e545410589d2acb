#include "bench/generate/town.hpp"

#include <utility>

namespace switchboard::bench {

namespace {

constexpr timestamp opening{1'795'219'200'000}; // 2026-11-21T00:00:00Z
constexpr std::int64_t second_ms = 1'000;
const queue_name counter{"default"};

} // namespace

town::town(const town_size& size, testing::rehearsal::event_sink sink)
    : size_{size},
      random_{size.seed},
      acts_{opening, [this, sink = std::move(sink)](const std::vector<envelope>& events) {
              events_ += events.size();
              sink(events);
            }} {}

void town::live(std::uint64_t events) {
  move_in();
  while (events_ < events)
    do_next();
  is_closing_ = true;
  while (!planned_.empty())
    do_next();
  acts_.pass(120 * second_ms);
}

bool town::ask(const stream_id& to, command body, const std::string& who) {
  return !acts_.ask(to, std::move(body), "c-" + std::to_string(++commands_), "user/" + who);
}

void town::plan(std::int64_t in_ms, act what) {
  planned_.emplace(acts_.now() + in_ms, std::move(what));
}

void town::do_next() {
  const auto next = planned_.begin();
  const auto what = std::move(next->second);
  acts_.pass(next->first - acts_.now());
  planned_.erase(next);
  what();
}

void town::move_in() {
  for (std::uint64_t i = 0; i < size_.users; ++i) {
    const auto user = "user-" + std::to_string(i);
    const auto stream = stream_of(user_id{user});
    ask(stream,
        user::command{user::register_account{"uuid-" + std::to_string(i), user + "@example.org",
                                             "Person " + std::to_string(i), role::user}},
        user);
    ask(stream, user::command{user::connect_device{phone_of(user), "n1", "1", "phone"}}, user);
  }
  for (std::uint64_t i = 0; i < size_.agents; ++i) {
    const auto agent = new_side();
    const auto stream = stream_of(counter);
    ask(stream, queue::command{queue::start_agent{agent, "Agent " + std::to_string(i), {}, 0, {}}},
        agent.value);
    ask(stream, queue::command{queue::connect_side{agent, {agent.value + "-c"}, "n1", "1"}},
        agent.value);
  }
  plan(0, [this] { begin_call(); });
  plan(0, [this] { chat(); });
  plan(0, [this] { drop_connection(); });
  plan(0, [this] { serve_customer(); });
}

user_id town::new_side() {
  auto digits = std::to_string(++sides_);
  return queue_side(counter, std::string(32 - digits.size(), '0') + digits);
}

void town::begin_call() {
  const auto caller = any_user();
  const auto callee = any_user();
  if (caller != callee) {
    const auto room = direct_room({caller}, {callee});
    const auto before = acts_.seq_of(stream_of(room));
    // The message in the chat comes first, and before all the room itself.
    const auto call = call_in(room, before + (before == 0 ? 3 : 2));
    ask(stream_of(room), room::command{room::invite{{caller}, phone_of(caller), call_type::video}},
        caller);
    // One in five rings until its time is over.
    if (chance(5) > 0)
      plan(static_cast<std::int64_t>(chance(20) + 2) * second_ms,
           [this, call, caller, callee] { answer(call, caller, callee); });
  }
  if (!is_closing_) plan(static_cast<std::int64_t>(chance(400)), [this] { begin_call(); });
}

void town::answer(const call_id& call, const std::string& caller, const std::string& callee) {
  const auto room = stream_of(*room_of(call.value));
  if (chance(8) == 0) {
    ask(room, room::command{room::reject{call, {callee}, phone_of(callee), {}}}, callee);
    return;
  }
  ask(room, room::command{room::join{call, {caller}, phone_of(caller), {}}}, caller);
  ask(room, room::command{room::join{call, {callee}, phone_of(callee), {}}}, callee);
  plan(static_cast<std::int64_t>(chance(240) + 10) * second_ms,
       [this, call, caller, callee] { hang_up(call, caller, callee); });
}

void town::hang_up(const call_id& call, const std::string& caller, const std::string& callee) {
  const auto& who = chance(2) == 0 ? caller : callee;
  ask(stream_of(*room_of(call.value)), room::command{room::end_call{call, user_id{who}, {}}}, who);
}

void town::chat() {
  const auto from = any_user();
  const auto to = any_user();
  if (from != to)
    ask(stream_of(direct_room({from}, {to})),
        room::command{room::post_message{{from}, "How are you today, and what are you up to?", {}}},
        from);
  if (!is_closing_) plan(static_cast<std::int64_t>(chance(80)), [this] { chat(); });
}

void town::drop_connection() {
  const auto user = any_user();
  ask(stream_of(user_id{user}), user::command{user::suspect_device{phone_of(user)}}, user);
  plan(static_cast<std::int64_t>(chance(25)) * second_ms, [this, user] { come_back(user); });
  if (!is_closing_) plan(static_cast<std::int64_t>(chance(600)), [this] { drop_connection(); });
}

/// In time it is a resume; later, a new connection.
void town::come_back(const std::string& user) {
  const auto stream = stream_of(user_id{user});
  if (ask(stream, user::command{user::resume_device{phone_of(user), "n1", "1"}}, user)) return;
  ++connections_[user];
  ask(stream, user::command{user::connect_device{phone_of(user), "n1", "1", "phone"}}, user);
}

void town::serve_customer() {
  const auto customer = new_side();
  const auto stream = stream_of(counter);
  ask(stream, queue::command{queue::start_customer{customer, "Customer", {}, 0, {}}},
      customer.value);
  ask(stream, queue::command{queue::connect_side{customer, {customer.value + "-c"}, "n1", "1"}},
      customer.value);
  plan(static_cast<std::int64_t>(chance(180) + 30) * second_ms,
       [this, customer] { complete(customer); });
  if (!is_closing_)
    plan(static_cast<std::int64_t>(chance(14)) * second_ms, [this] { serve_customer(); });
}

void town::complete(const user_id& customer) {
  ask(stream_of(counter), queue::command{queue::complete_call{customer}}, customer.value);
}

} // namespace switchboard::bench
