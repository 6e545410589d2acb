#include "actors/entity.hpp"
#include "actors/rules/mutation.hpp"
#include "actors/services.hpp"
#include "actors/snapshot_form.hpp"

#include <caf/send.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

// The other half of an entity: how its state is loaded and kept, and how its reactions are sent.

namespace switchboard {

namespace {

constexpr std::size_t events_folded_at_once = 1'024;

template <class Rules>
struct kept_entity {
  typename Rules::state state;
  timestamp time;
  std::vector<command_memory::entry> memory;
  std::vector<command_memory::source> sources;

  static constexpr auto fields() {
    using self = kept_entity;
    return std::tuple{field{"state", &self::state, "What the rules know."},
                      field{"time", &self::time, "When its last event happened."},
                      field{"memory", &self::memory, "Which commands led to which events."},
                      field{"sources", &self::sources, "How far other entities were heard."}};
  }
};

/// Only users and queues count on connections; a room is told of them by those.
template <class Rules>
constexpr bool may_have_connections = !std::is_same_v<Rules, room::rules>;

template <class Rules>
bool has_connections(const typename Rules::state& state) {
  if constexpr (may_have_connections<Rules>)
    return Rules::has_connections(state);
  else
    return false;
}

template <class Rules>
const std::string& snapshot_form() {
  static const auto form = form_of<kept_entity<Rules>>(state_meaning);
  return form;
}

/// One of the mistakes that the simulator must notice.
void deliver_under_new_id(services& shared, request asked) {
  asked.command_id = "again " + asked.command_id;
  asked.answer = nullptr;
  shared.routes.deliver(std::move(asked));
}

} // namespace

// --- State ---------------------------------------------------------------------------------------

/// Loads the state unless it is there. Nothing is kept of a load that fails: the next one begins
/// from the start.
template <class Rules>
bool entity<Rules>::load() {
  if (is_loaded_) return true;
  state_ = {};
  state_.id.value = stream_.key;
  memory_ = {};
  waits_for_nothing_ = false;
  seq_ = position_ = snapshot_seq_ = snapshot_position_ = 0;
  restore_snapshot();
  catch_up();
  if (!is_loaded_) return false;
  if (has_connections<Rules>(state_)) close_earlier_connections();
  failures_ = 0;
  return true;
}

/// Folds what the stream holds beyond the state. Reacts to events of which a crash left unknown
/// whether somebody did, but only once the deadlines are noted: a checkpoint between the two would
/// otherwise take the events for settled and forget the deadline.
template <class Rules>
void entity<Rules>::catch_up() {
  is_loaded_ = false;
  std::vector<recorded> unsettled;
  shared_->pass(entity_step::load);
  try {
    for (bool is_more = true; is_more;) {
      auto tail = shared_->log.read_stream(stream_, seq_ + 1, events_folded_at_once);
      is_more = tail.size() == events_folded_at_once;
      for (auto& each : tail) {
        apply(each.entry);
        shared_->keys.note(each.entry, each.position);
        position_ = each.position;
        if (!shared_->unfinished.is_settled(each.position)) unsettled.push_back(std::move(each));
      }
    }
    is_loaded_ = true;
  } catch (const log_error&) {
    // Whoever asks is told. Deadlines and reactions ask nobody, so they are looked for again.
    return look_again_later();
  }
  if (!mutated(mutation::forget_deadline_on_activation)) note_standing();
  for (const auto& each : unsettled)
    if (mutated(mutation::lose_reaction_in_crash))
      shared_->unfinished.settle(each.position, each.position);
    else
      react(each.entry, each.position);
}

template <class Rules>
void entity<Rules>::look_again_later() {
  if (std::exchange(will_look_again_, true)) return;
  self_->delayed_send(self_, std::chrono::milliseconds{shared_->options.repeat_tick_ms},
                      entity_message{wake_up{}});
}

/// Nothing is taken over but what the entity cannot read again: which of its appends is still on
/// its way, and what the engine said when it woke it. The next command makes it anew; it also looks
/// by itself, because deadlines and reactions ask nobody.
template <class Rules>
void entity<Rules>::begin_anew(const std::string& why) {
  threads::failures().note(
      {threads::failure_kind::entity, std::string{name_of(stream_.kind)}, to_string(stream_), why});
  entity fresh;
  fresh.begin(self_, std::move(stream_), std::move(shared_));
  fresh.woken_for_ = std::move(woken_for_);
  fresh.outbox_ = outbox_.successor();
  fresh.failures_ = failures_ + 1;
  fresh.in_flight_ = std::move(in_flight_);
  if (auto* abandoned = fresh.in_flight_.get()) {
    abandoned->commands.clear();
    abandoned->is_overdue = abandoned->is_abandoned = true;
  }
  // Whoever is let go here unanswered is told so.
  *this = std::move(fresh);
  if (shared_->routes.is_stopped()) return self_->quit();
  threads::guarded("restart", [&] {
    const auto wait_ms = rest_ms();
    rests_until_ = shared_->time.now() + wait_ms;
    self_->delayed_send(self_, std::chrono::milliseconds{wait_ms}, entity_message{wake_up{}});
    will_look_again_ = true;
  });
}

template <class Rules>
std::int64_t entity<Rules>::rest_ms() const {
  constexpr int most_doublings = 16;
  const auto doublings = std::clamp(failures_ - 1, 0, most_doublings);
  return std::min(shared_->options.rest_ms << doublings, shared_->options.longest_rest_ms);
}

/// Whoever fails once is made anew at once when somebody asks. Whoever could not even be made
/// rests, or asking it would be a way to keep a processor busy.
template <class Rules>
bool entity<Rules>::is_resting() const {
  return failures_ > 1 && shared_->time.now() < rests_until_;
}

template <class Rules>
void entity<Rules>::apply(const envelope& happened) {
  Rules::evolve(state_, happened);
  memory_.remember(happened);
  seq_ = happened.seq;
  time_ = happened.time;
}

template <class Rules>
void entity<Rules>::restore_snapshot() {
  // A snapshot is only a short cut: without it the whole stream is folded.
  threads::guarded("snapshot", [&] {
    const auto kept = shared_->snapshots.load(stream_);
    if (!kept || kept->form != snapshot_form<Rules>() || kept->position > shared_->log.head())
      return;
    auto read = json::read_as<kept_entity<Rules>>(json::parse(kept->state), "snapshot");
    command_memory remembered;
    remembered.restore(read.memory, read.sources);
    memory_ = std::move(remembered);
    state_ = std::move(read.state);
    time_ = read.time;
    seq_ = snapshot_seq_ = kept->seq;
    position_ = snapshot_position_ = kept->position;
  });
}

/// A snapshot holds the commands of a day. So that a busy entity does not write all of them again
/// and again, its snapshots become rarer as they grow.
template <class Rules>
bool entity<Rules>::is_snapshot_due() const {
  constexpr std::size_t commands_for_each_event = 4;
  return seq_ - snapshot_seq_ >= std::max<std::uint64_t>(shared_->options.snapshot_every_events,
                                                         memory_.size() / commands_for_each_event);
}

/// Only a state whose events are all settled is kept: what comes before a snapshot is never looked
/// at again.
template <class Rules>
void entity<Rules>::save_snapshot() {
  if (!is_loaded_ || seq_ == snapshot_seq_ || !outbox_.empty()) return;
  const bool is_kept = threads::guarded("snapshot", [&] {
    shared_->pass(entity_step::keep_snapshot);
    const kept_entity<Rules> kept{state_, time_, memory_.entries(), memory_.sources()};
    shared_->snapshots.save(stream_,
                            {seq_, position_, snapshot_form<Rules>(), json::to_text(kept)});
  });
  snapshot_seq_ = seq_; // One that cannot be kept is not tried again with each event.
  if (is_kept) snapshot_position_ = position_;
}

template <class Rules>
void entity<Rules>::wake(const std::vector<std::uint64_t>& unsettled) {
  // Whatever it is, the next start looks for it again. After the import of a whole log, hundreds of
  // thousands are still to be woken, and the end would have to wait for them.
  if (shared_->routes.is_stopped()) return;
  will_look_again_ = false;
  woken_for_.insert(woken_for_.end(), unsettled.begin(), unsettled.end());
  if (!load()) return;
  // A snapshot stands for settled events only, so what it covers was settled before the crash.
  for (const auto position : std::exchange(woken_for_, {}))
    if (position <= snapshot_position_) shared_->unfinished.settle(position, position);
}

template <class Rules>
void entity<Rules>::retire(std::uint64_t deliveries) {
  if (!is_idle()) return;
  save_snapshot();
  if (shared_->routes.let_go(stream_, deliveries)) self_->quit();
}

template <class Rules>
void entity<Rules>::stop() {
  if (in_flight_) {
    shared_->appends.end(in_flight_->append);
    give_up_waiting(in_flight_->append);
  } else {
    save_snapshot();
  }
  refuse_all_waiting("the server is going down");
  self_->quit();
}

// --- Reactions -----------------------------------------------------------------------------------

template <class Rules>
void entity<Rules>::react(const envelope& happened, std::uint64_t position) {
  shared_->pass(entity_step::react);
  auto asks = Rules::react(happened);
  if (asks.empty()) {
    shared_->unfinished.settle(position, position);
    return;
  }
  std::vector<std::uint64_t> numbers;
  const auto event = to_string(happened.id);
  for (auto& each : asks) {
    request asked{std::move(each.to),
                  std::move(each.body),
                  reaction_id(happened, numbers.size()),
                  event,
                  happened.correlation_id,
                  to_string(stream_),
                  {}};
    numbers.push_back(outbox_.add(std::move(asked), position));
  }
  for (const auto number : numbers)
    if (outbox_.is_next(number)) dispatch(number);
}

template <class Rules>
void entity<Rules>::dispatch(std::uint64_t reaction) {
  auto asked = outbox_.at(reaction);
  asked.answer = [me = entity_actor{self_}, reaction](const outcome& answer) {
    const auto* refused = std::get_if<rejection>(&answer);
    const bool must_repeat = refused && refused->code == reject_code::unavailable;
    caf::anon_send(me, entity_message{reaction_answered{reaction, must_repeat}});
  };
  if (mutated(mutation::repeat_reaction_under_new_id)) deliver_under_new_id(*shared_, asked);
  shared_->routes.deliver(std::move(asked));
}

template <class Rules>
void entity<Rules>::finish_reaction(std::uint64_t reaction, bool must_repeat) {
  if (must_repeat) {
    if (outbox_.must_repeat(reaction))
      self_->delayed_send(self_, std::chrono::milliseconds{shared_->options.repeat_reaction_ms},
                          entity_message{switchboard::repeat_reactions{}});
    return;
  }
  const auto [settled, next] = outbox_.finish(reaction);
  if (settled) shared_->unfinished.settle(*settled, *settled);
  if (next) dispatch(*next);
}

template <class Rules>
void entity<Rules>::repeat_reactions() {
  for (const auto reaction : outbox_.take_repeats())
    dispatch(reaction);
}

/// Connections of an earlier run of this server went with it. The rules know which those are; it is
/// sent like a reaction, so that it is repeated until the log has taken it.
template <class Rules>
void entity<Rules>::close_earlier_connections() {
  if constexpr (may_have_connections<Rules>) {
    typename Rules::command news{
        node_restarted{shared_->options.node, shared_->options.incarnation}};
    request asked{stream_, std::move(news), "", "", "", "node/" + shared_->options.node, {}};
    const auto number = outbox_.add(std::move(asked), 0);
    if (outbox_.is_next(number)) dispatch(number);
  }
}

template <class Rules>
void entity<Rules>::note_standing() {
  const ledger::standing waits_for{Rules::deadline(state_), has_connections<Rules>(state_)};
  if (std::exchange(waits_for_nothing_, waits_for.is_nothing()) && waits_for_nothing_) return;
  if (shared_->unfinished.note(stream_, waits_for))
    caf::anon_send(shared_->timekeeper, look_at_clock{});
}

template class entity<user::rules>;
template class entity<room::rules>;
template class entity<queue::rules>;

} // namespace switchboard
