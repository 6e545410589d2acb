#include "tests/simulation/oracle.hpp"

#include "events/codec.hpp"
#include "tests/simulation/agreement.hpp"
#include "tests/simulation/broken.hpp"

#include <limits>

namespace switchboard::simulation {

namespace {

template <class Rules>
std::string folded_text(const replay& log, const stream_id& stream, std::uint64_t seq) {
  return json::to_text(log.at<Rules>(stream, seq));
}

std::string folded_text(const replay& log, const stream_id& stream, std::uint64_t seq) {
  switch (stream.kind) {
  case entity_kind::user:
    return folded_text<user::rules>(log, stream, seq);
  case entity_kind::room:
    return folded_text<room::rules>(log, stream, seq);
  case entity_kind::queue:
    return folded_text<queue::rules>(log, stream, seq);
  }
  return {};
}

} // namespace

oracle::oracle(const memory_log& log, const fake_time& time, const policy& limits, trace& told)
    : log_{log}, told_{told}, judge_{seen_, records_, time, limits} {}

void oracle::follow() {
  if (log_.head() != head_) watch([&] { read_on(); });
}

void oracle::read_on() {
  for (const auto& each : log_.read_all(head_ + 1, std::numeric_limits<std::size_t>::max())) {
    head_ = each.position;
    const auto& entry = each.entry;
    told_.mix(entry.stream.key);
    told_.mix(type_of(entry.body));
    types_.emplace(type_of(entry.body));
    told_.mix(static_cast<std::uint64_t>(entry.time.ms));
    if (told_.is_read())
      told_.tell("  log #" + std::to_string(each.position) + ' ' + to_string(entry.stream) + " #"
                 + std::to_string(entry.seq) + ' ' + std::string{type_of(entry.body)} + ' '
                 + encode_data(entry.body) + " by " + entry.actor + ' ' + entry.command_id);
    seen_.add(entry);
    records_.see(each);
    users_.see(entry);
    calls_.see(entry);
    queues_.see(entry);
  }
}

void oracle::judge(const errand& asked, const asking& when, const outcome& answer) {
  follow();
  watch([&] {
    judge_.judge(asked, when, answer);
    if (asked.to.kind == entity_kind::room) check_roster(answer);
  });
}

/// Who comes in is told of everybody who is in, as the audit counts them.
void oracle::check_roster(const outcome& answer) const {
  const auto* told = std::get_if<reply>(&answer);
  const auto state = told ? std::get<room::reply>(*told).state : nullptr;
  if (!state || state->seq != seen_.seq_of(stream_of(state->id))) return;
  std::set<audit::call_audit::device> roster;
  if (const auto* call = state->call())
    for (const auto& each : call->participants)
      roster.emplace(each.user_id, each.connection_id);
  if (roster != calls_.roster_of(state->id))
    throw broken{"somebody in " + state->id.value + " was told another roster than there is"};
}

void oracle::compare(const stream_id& stream, const snapshot& taken) {
  follow();
  watch([&] {
    const auto expected = "{\"state\":" + folded_text(seen_, stream, taken.seq) + ",\"time\":";
    if (!taken.state.starts_with(expected))
      throw broken{to_string(stream) + " believes a state that its stream does not give"};
  });
}

void oracle::check_quiet() {
  watch([&] {
    check_agreement(seen_);
    queues_.check_nobody_waits_for_nothing();
  });
}

void oracle::check_all_over() {
  watch([&] {
    users_.check_all_over();
    calls_.check_all_over();
    queues_.check_all_over();
  });
}

void oracle::watch(const std::function<void()>& check) {
  if (complaint_) return;
  try {
    check();
  } catch (const std::exception& wrong) {
    complain(wrong.what());
  }
}

} // namespace switchboard::simulation
