#include "tests/simulation/simulation.hpp"

#include "tests/simulation/broken.hpp"

#include <algorithm>
#include <stdexcept>

namespace switchboard::simulation {

namespace {

// Of a hundred steps, so many are somebody's action, the log's, or time's; the rest is the actors'.
constexpr std::size_t actions_percent = 11;
constexpr std::size_t times_percent = 4;
constexpr std::size_t log_percent = 25;

/// More than any system takes to come to rest; one that takes longer never will.
constexpr int longest_rest_rounds = 5'000;
constexpr int rounds_without_time = 16;

engine_options options_for(const workload& like) {
  engine_options options;
  options.policy.ring_timeout_ms = like.ring_timeout_ms;
  options.policy.reconnect_grace_ms = like.reconnect_grace_ms;
  options.append_timeout_ms = 2'000;
  options.max_batch_events = 8;
  options.snapshot_every_events = 10;
  return options;
}

/// After this everything that waits for a time has had its time, one after the other.
std::int64_t time_until_all_is_over_ms(const workload& like) {
  std::int64_t queue_ms = 0;
  for (const auto& each : like.queue_settings)
    queue_ms = std::max(queue_ms, 2 * each.grace_ms + each.wrap_up_ms + each.offer_timeout_ms
                                      + each.no_answer_delay_ms + each.reject_delay_ms);
  return 3 * like.ring_timeout_ms + 2 * like.reconnect_grace_ms + queue_ms;
}

} // namespace

simulation::simulation(const workload& like, std::uint64_t seed, std::size_t trace_lines)
    : like_{like},
      random_{seed},
      trace_{trace_lines},
      ids_{~seed},
      log_{random_, time_, 6'000},
      options_{options_for(like)},
      oracle_{log_.stored(), time_, options_.policy, trace_},
      rows_{log_.stored(), seed},
      snapshots_{random_, [this](const stream_id& stream,
                                 const snapshot& taken) { oracle_.compare(stream, taken); }},
      front_{random_, time_, oracle_, trace_},
      people_{like, random_, front_, oracle_.seen()},
      sides_{like, random_, front_, oracle_.seen()} {
  options_.on_step = [this](entity_step) {
    if (random_.happens(entity_throws_)) throw std::runtime_error{"a rule that throws once"};
  };
  for (const auto& [action, weight] : like.actions) {
    if (!people_.knows(action) && !sides_.knows(action))
      throw std::runtime_error{"there is no such action: " + action};
    deck_.insert(deck_.end(), weight, action);
  }
}

void simulation::begin_with(const std::vector<envelope>& past) {
  // Whoever held sockets goes on as this server does.
  const auto take_name = [&](const auto& record) {
    if constexpr (requires { record.incarnation; }) options_.node = record.node;
  };
  for (const auto& each : past) {
    if (each.time > time_.now()) time_.pass(each.time - time_.now());
    std::visit([&](const auto& of_kind) { std::visit(take_name, of_kind); }, each.body);
  }
  log_.begin_with(past);
}

report simulation::run() {
  report made;
  try {
    live_and_end();
  } catch (const broken& wrong) {
    made.complaint = wrong.what();
  }
  made.hash = trace_.hash();
  made.events = log_.stored().head();
  made.types = oracle_.types();
  made.trace = trace_.text();
  return made;
}

void simulation::live_and_end() {
  follow();
  people_.meet_natives();
  sides_.meet_natives();
  node_.emplace(log_, snapshots_, time_, ids_, options_);
  front_.open(*node_);
  move_in();
  suffer(like_.faults);
  go_on();

  suffer({});
  come_to_rest();
  oracle_.check_quiet();
  look_for_complaints();
  // Whether or not the server dies once more, what waits for a time still gets it.
  if (random_.below(2) == 0) crash();
  let_time_run_out();
  oracle_.check_all_over();
  look_for_complaints();

  restart();
  people_.look_around();
  sides_.look_around();
  come_to_rest();
  look_for_complaints();
  rows_.compare();
}

void simulation::move_in() {
  people_.move_in();
  sides_.open();
  come_to_rest();
}

void simulation::go_on() {
  for (std::size_t i = 0; i < like_.steps; ++i) {
    step();
    follow();
  }
}

void simulation::follow() {
  oracle_.follow();
  rows_.follow();
  look_for_complaints();
}

// --- Steps ---------------------------------------------------------------------------------------

void simulation::step() {
  if (random_.happens(like_.faults.server_crashes)) return crash();
  const auto draw = random_.below(100);
  if (draw < actions_percent) return act();
  if (draw < actions_percent + times_percent) return pass_some_time();
  if (draw < actions_percent + times_percent + log_percent && log_.can_step()) return log_.step();
  if (node_->jobs() == 0 && !log_.can_step()) return act();
  run_something();
}

void simulation::act() {
  people_.tend();
  sides_.tend();
  const auto& action = random_.one_of(deck_);
  if (people_.knows(action))
    people_.act(action);
  else
    sides_.act(action);
}

/// Mostly a moment, sometimes up to the next timer exactly, now and then so long that many fire.
void simulation::pass_some_time() {
  const auto draw = random_.below(20);
  if (draw < 10) return pass(random_.between(1, 30));
  if (draw < 16) return pass(random_.between(30, 800));
  if (draw < 19) return pass(node_->until_next_timer_ms());
  pass(random_.between(1'000, like_.ring_timeout_ms));
}

void simulation::pass(std::int64_t duration_ms) {
  trace_.mix(static_cast<std::uint64_t>(duration_ms));
  node_->pass(duration_ms);
  if (trace_.is_read())
    trace_.tell("-- " + std::to_string(duration_ms) + " ms pass, it is " + to_string(time_.now()));
}

void simulation::crash() {
  if (trace_.is_read()) trace_.tell("-- the server dies");
  front_.close();
  people_.lose_server();
  sides_.lose_server();
  node_->crash();
  oracle_.follow();
  rows_.crash();
  time_.pass(random_.between(1, 5'000));
  node_->start();
  front_.open(*node_);
  if (trace_.is_read()) trace_.tell("-- the server is back, it is " + to_string(time_.now()));
}

void simulation::run_something() {
  const auto jobs = node_->jobs();
  if (jobs > 0 && (!log_.can_step() || random_.below(3) > 0))
    node_->run_job(random_.below(jobs));
  else if (log_.can_step())
    log_.step();
}

// --- The end -------------------------------------------------------------------------------------

void simulation::suffer(const fault_rates& faults) {
  entity_throws_ = faults.entity_throws;
  log_.suffer(faults);
  snapshots_.suffer(faults);
}

void simulation::come_to_rest() {
  for (int round = 0; round < longest_rest_rounds; ++round) {
    while (node_->jobs() > 0 || log_.can_step()) {
      run_something();
      follow();
    }
    people_.tend();
    sides_.tend();
    if (is_quiet()) return;
    // Whoever is put off asks again at once; what rests needs time to pass all the same.
    const bool is_time_due = round % rounds_without_time == rounds_without_time - 1;
    if (node_->jobs() == 0 || is_time_due) pass(node_->until_next_timer_ms());
  }
  throw broken{"the system does not come to rest: settled up to "
               + std::to_string(node_->running().settled_up_to()) + " of "
               + std::to_string(log_.head()) + ", " + std::to_string(front_.open_askings())
               + " answers to come"};
}

bool simulation::is_quiet() const {
  return node_->jobs() == 0 && log_.is_idle() && front_.open_askings() == 0 && people_.is_at_rest()
         && sides_.is_at_rest() && node_->running().settled_up_to() == log_.head();
}

void simulation::let_time_run_out() {
  const auto end = time_.now() + time_until_all_is_over_ms(like_);
  while (time_.now() < end) {
    people_.go_home();
    sides_.go_home();
    come_to_rest();
    pass(node_->until_next_timer_ms());
  }
  come_to_rest();
}

/// Every entity that is awake keeps a snapshot of what it believes, which the oracle compares;
/// those that wake afterwards begin from there.
void simulation::restart() {
  front_.close();
  people_.lose_server();
  sides_.lose_server();
  node_->stop();
  look_for_complaints();
  node_->start();
  front_.open(*node_);
}

void simulation::look_for_complaints() {
  if (oracle_.complaint()) throw broken{*oracle_.complaint()};
}

} // namespace switchboard::simulation
