#include "actors/entity.hpp"

#include "actors/rules/mutation.hpp"
#include "actors/services.hpp"
#include "events/correlation.hpp"

#include <caf/send.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace switchboard {

namespace {

/// How often a batch is decided again after somebody else wrote to the stream.
constexpr int max_conflicts = 10;
/// How many events of one command are looked for when it is repeated.
constexpr std::size_t max_events_of_command = 1'024;

constexpr const char* no_answer = "the log does not answer";
constexpr const char* unreadable = "the log cannot be read";

rejection unavailable(const std::string& why) {
  return {reject_code::unavailable, why + ": try again, with the same id"};
}

} // namespace

template <class Rules>
void entity<Rules>::begin(self_pointer self, stream_id stream, std::shared_ptr<services> shared) {
  self_ = self;
  shared_ = std::move(shared);
  stream_ = std::move(stream);
}

template <class Rules>
void entity<Rules>::take(const std::shared_ptr<const open_request>& asked) {
  shared_->pass(entity_step::take);
  if (in_flight_ && in_flight_->is_overdue) return give(*asked, unavailable(no_answer));
  if (is_resting()) return give(*asked, unavailable(to_string(stream_) + " failed"));
  if (!load()) return give(*asked, unavailable(unreadable));
  if (waiting_.size() >= shared_->options.max_waiting)
    return give(*asked, unavailable("too many commands wait for " + to_string(stream_)));
  waiting_.push_back(asked);
  if (!in_flight_) decide_waiting();
}

// --- Deciding ------------------------------------------------------------------------------------

template <class Rules>
void entity<Rules>::decide_waiting() {
  if (waiting_.empty()) return;
  if (!load()) return refuse_all_waiting(unreadable);
  auto next = std::make_unique<batch>();
  const auto asked = std::exchange(waiting_, {});
  std::size_t taken = 0;
  while (taken < asked.size() && next->events.size() < shared_->options.max_batch_events)
    decide(*next, asked[taken++]);
  waiting_.assign(asked.begin() + static_cast<std::ptrdiff_t>(taken), asked.end());
  if (next->events.empty()) return;
  submit(std::move(next));
}

template <class Rules>
void entity<Rules>::decide(batch& into, const std::shared_ptr<const open_request>& asked) {
  if (answer_repeated(into, asked)) return;
  const auto& body = std::get<typename Rules::command>(asked->body);
  const auto now = std::max(shared_->time.now(), time_);
  shared_->pass(entity_step::decide);
  auto decision = Rules::decide(state_for(into), body,
                                context{now, seq_ + into.events.size(), shared_->options.policy});
  decided made{asked, std::nullopt, into.events.size(), 0};
  if (auto* refused = std::get_if<rejection>(&decision)) {
    made.refused = std::move(*refused);
  } else {
    auto& events = std::get<0>(decision);
    made.event_count = events.size();
    add_events(into, *asked, std::move(events));
  }
  if (into.events.empty())
    give(*asked, outcome_of(made, {}));
  else
    into.commands.push_back(std::move(made));
}

template <class Rules>
bool entity<Rules>::answer_repeated(batch& into, const std::shared_ptr<const open_request>& asked) {
  if (asked->command_id.empty() || mutated(mutation::forget_idempotency)) return false;
  const auto is_same = [&](const auto& other) {
    return other.command_id == asked->command_id && other.actor == asked->actor;
  };
  const auto in_batch = std::find_if(into.commands.begin(), into.commands.end(),
                                     [&](const decided& each) { return is_same(*each.asked); });
  if (in_batch != into.commands.end()) {
    auto same = *in_batch;
    same.asked = asked;
    into.commands.push_back(std::move(same));
    return true;
  }
  const auto& body = std::get<typename Rules::command>(asked->body);
  const auto first_seq = memory_.find(asked->actor, asked->command_id);
  if (!first_seq) {
    if (!memory_.is_overtaken(asked->actor, asked->command_id, asked->causation_id)) return false;
    give(*asked, reply{Rules::reply_to(body, state_, {})});
    return true;
  }
  std::vector<envelope> events;
  try {
    for (auto& each : shared_->log.read_stream(stream_, *first_seq, max_events_of_command)) {
      if (!is_same(each.entry)) break;
      events.push_back(std::move(each.entry));
    }
  } catch (const log_error&) {
    give(*asked, unavailable(unreadable));
    return true;
  }
  if (events.empty()) return false; // Another command with the same hash.
  give(*asked, reply{Rules::reply_to(body, state_, events)});
  return true;
}

template <class Rules>
void entity<Rules>::add_events(batch& into, const request& asked,
                               std::vector<typename Rules::event> events) {
  const auto first = into.events.size();
  const auto now = std::max(shared_->time.now(), time_);
  const auto& cause = asked.causation_id.empty() ? asked.command_id : asked.causation_id;
  const auto& chain = asked.correlation_id.empty() ? asked.command_id : asked.correlation_id;
  for (auto& each : events)
    into.events.push_back({shared_->ids.next(now), stream_, seq_ + into.events.size() + 1, now,
                           asked.command_id, cause, chain, asked.actor,
                           switchboard::event{std::move(each)},
                           into.events.size() == first ? asked.fingerprint : 0});
  shared_->pass(entity_step::draft);
  std::string call;
  for (auto i = first; i < into.events.size() && call.empty(); ++i)
    call = call_of(into.events[i].body);
  for (auto i = first; i < into.events.size(); ++i) {
    if (!call.empty()) into.events[i].correlation_id = call;
    if (into.draft) Rules::evolve(*into.draft, into.events[i]);
  }
}

/// The state that the next command of the batch is decided on. Only a second command needs a draft.
template <class Rules>
const typename entity<Rules>::state_type& entity<Rules>::state_for(batch& into) {
  if (into.events.empty()) return state_;
  if (!into.draft) {
    into.draft = state_;
    for (const auto& each : into.events)
      Rules::evolve(*into.draft, each);
  }
  return *into.draft;
}

template <class Rules>
void entity<Rules>::submit(std::unique_ptr<batch> ready) {
  const auto handle = entity_actor{self_};
  const auto [append, must_look] = shared_->appends.begin(handle, shared_->time.now());
  in_flight_ = std::move(ready);
  in_flight_->append = append;
  if (must_look) caf::anon_send(shared_->timekeeper, look_at_clock{});
  if (mutated(mutation::answer_before_durable))
    for (const auto& each : in_flight_->commands)
      give(*each.asked, outcome_of(each, in_flight_->events));
  const auto tell = [handle, append = append](append_result verdict) {
    caf::anon_send(handle, entity_message{appended{append, std::move(verdict)}});
  };
  // A log that throws may have taken them all the same, and may say so or not.
  if (!threads::guarded("append", [&] { shared_->log.append(in_flight_->events, tell); }))
    tell(append_failed{"the log failed", true});
}

// --- The log's verdict ---------------------------------------------------------------------------

template <class Rules>
void entity<Rules>::conclude(std::uint64_t append, const append_result& verdict) {
  if (!in_flight_ || in_flight_->append != append) return;
  shared_->appends.end(append);
  const auto done = std::move(in_flight_);
  if (done->is_abandoned)
    read_what_became();
  else if (const auto* accepted = std::get_if<append_accepted>(&verdict))
    accept(*done, accepted->first_position);
  else if (std::holds_alternative<append_conflict>(verdict))
    decide_again(*done);
  else
    fail(*done, std::get<append_failed>(verdict));
  if (!in_flight_) decide_waiting();
}

template <class Rules>
void entity<Rules>::accept(batch& done, std::uint64_t first_position) {
  if (done.draft) state_ = std::move(*done.draft);
  auto noted_position = first_position;
  for (const auto& each : done.events) {
    if (!done.draft) Rules::evolve(state_, each);
    memory_.remember(each);
    shared_->keys.note(each, noted_position++);
  }
  shared_->pass(entity_step::accept);
  seq_ = done.events.back().seq;
  time_ = done.events.back().time;
  position_ = first_position + done.events.size() - 1;
  if (!mutated(mutation::answer_before_durable))
    for (const auto& each : done.commands)
      give(*each.asked, outcome_of(each, done.events));
  note_standing();
  auto position = first_position;
  for (const auto& each : done.events)
    react(each, position++);
  if (is_snapshot_due()) save_snapshot();
}

/// Somebody else wrote to the stream: decide on what it is now.
template <class Rules>
void entity<Rules>::decide_again(batch& refused) {
  catch_up();
  if (!is_loaded_) return fail(refused, {unreadable, false});
  if (refused.conflicts >= max_conflicts)
    return fail(refused, {"another server writes to " + to_string(stream_), false});
  auto again = std::make_unique<batch>();
  again->conflicts = refused.conflicts + 1;
  for (const auto& each : refused.commands)
    decide(*again, each.asked);
  if (!again->events.empty()) submit(std::move(again));
}

/// What may have been stored all the same is looked up, so that nobody is told that nothing
/// happened when it did.
template <class Rules>
void entity<Rules>::fail(batch& failed, const append_failed& why) {
  if (why.may_be_stored) catch_up();
  std::vector<std::shared_ptr<const open_request>> stored;
  for (const auto& each : failed.commands) {
    const bool is_stored = why.may_be_stored && is_loaded_ && !each.asked->command_id.empty()
                           && memory_.find(each.asked->actor, each.asked->command_id);
    if (is_stored)
      stored.push_back(each.asked);
    else
      give(*each.asked, unavailable(why.reason));
  }
  waiting_.insert(waiting_.begin(), stored.begin(), stored.end());
}

template <class Rules>
outcome entity<Rules>::outcome_of(const decided& each, std::span<const envelope> events) const {
  if (each.refused) return *each.refused;
  const auto& body = std::get<typename Rules::command>(each.asked->body);
  return reply{Rules::reply_to(body, state_, events.subspan(each.first_event, each.event_count))};
}

/// The append takes too long, so whoever waits is told. It may land all the same: until its verdict
/// comes, the state may not be what the log holds, and whoever asks is told that at once.
template <class Rules>
void entity<Rules>::give_up_waiting(std::uint64_t append) {
  if (!in_flight_ || in_flight_->append != append) return;
  in_flight_->is_overdue = true;
  for (const auto& each : std::exchange(in_flight_->commands, {}))
    give(*each.asked, unavailable(no_answer));
  refuse_all_waiting(no_answer);
}

/// The verdict came on what the entity no longer knows of: what was accepted is read like what
/// somebody else wrote.
template <class Rules>
void entity<Rules>::read_what_became() {
  if (is_loaded_)
    catch_up();
  else if (!is_resting())
    load();
}

template <class Rules>
void entity<Rules>::refuse_all_waiting(const std::string& why) {
  for (const auto& each : std::exchange(waiting_, {}))
    give(*each, unavailable(why));
}

template class entity<user::rules>;
template class entity<room::rules>;
template class entity<queue::rules>;

} // namespace switchboard
