#include "tests/simulation/answer_judge.hpp"

#include "events/codec.hpp"
#include "tests/simulation/broken.hpp"

#include <algorithm>
#include <vector>

namespace switchboard::simulation {

namespace {

void require(bool is_so, const errand& asked, const std::string& what) {
  if (!is_so) throw broken{asked.command_id + ' ' + asked.what + ": " + what};
}

const rejection* refusal_in(const outcome& answer) { return std::get_if<rejection>(&answer); }

/// The state that a reply carries; nothing for commands that are not told any.
template <class Rules, class Reply>
void judge_told_state(const errand& asked, const Reply& told, const replay& log) {
  if (!told.state) return;
  const auto folded = log.at<Rules>(asked.to, told.state->seq);
  require(json::to_text(*told.state) == json::to_text(folded), asked,
          "was told a state that the log does not give");
}

} // namespace

void answer_judge::judge(const errand& asked, const asking& when, const outcome& answer) const {
  switch (asked.to.kind) {
  case entity_kind::user:
    return judge_as<user::rules>(asked, when, answer);
  case entity_kind::room:
    return judge_as<room::rules>(asked, when, answer);
  case entity_kind::queue:
    return judge_as<queue::rules>(asked, when, answer);
  }
}

template <class Rules>
void answer_judge::judge_as(const errand& asked, const asking& when, const outcome& answer) const {
  const auto* refused = refusal_in(answer);
  if (refused && refused->code == reject_code::unavailable) return;
  if (const auto* told = std::get_if<reply>(&answer))
    judge_state(asked, std::get<typename Rules::reply>(*told));
  const auto run = records_.run_of(asked.to, asked.actor, asked.command_id);
  if (!run) return judge_nothing_done<Rules>(asked, when, answer);
  require(!refused, asked, "was refused though its events are in the log");
  judge_done<Rules>(asked, *run, std::get<typename Rules::reply>(std::get<reply>(answer)));
}

template <class Rules>
void answer_judge::judge_done(const errand& asked, const audit::command_run& run,
                              const typename Rules::reply& told) const {
  const auto events =
      log_.of(asked.to).subspan(run.first_seq - 1, run.last_seq - run.first_seq + 1);
  std::vector<envelope> happened;
  for (const auto* each : events)
    happened.push_back(*each);

  const auto before = log_.at<Rules>(asked.to, run.first_seq - 1);
  const auto& body = std::get<typename Rules::command>(asked.body);
  const auto decided =
      Rules::decide(before, body, {happened.front().time, run.first_seq - 1, limits_});
  const auto* expected = std::get_if<0>(&decided);
  require(expected && expected->size() == happened.size(), asked,
          "led to other events than the rules say");
  for (std::size_t i = 0; i < happened.size(); ++i)
    require(encode_data({(*expected)[i]}) == encode_data(happened[i].body), asked,
            "led to another event than the rules say");

  const auto after = log_.at<Rules>(asked.to, run.last_seq);
  require(told.seq == Rules::reply_to(body, after, happened).seq, asked,
          "was answered with the number of another event");
  if constexpr (requires { told.state; })
    require(!told.state || told.state->seq >= run.last_seq, asked,
            "was told how things had been before its own events");
}

template <class Rules>
void answer_judge::judge_nothing_done(const errand& asked, const asking& when,
                                      const outcome& answer) const {
  // What is told of the present is not from before the question.
  if (const auto* told = std::get_if<reply>(&answer))
    require(std::get<typename Rules::reply>(*told).seq >= when.seq, asked,
            "was told how things had been before it asked");
  const auto last = log_.seq_of(asked.to);
  if (would_answer<Rules>(asked, answer, log_.now<Rules>(asked.to), last, time_.last_moment()))
    return;
  auto state = log_.at<Rules>(asked.to, when.seq);
  for (auto seq = when.seq;; ++seq) {
    if (would_answer<Rules>(asked, answer, state, seq, when.moment)) return;
    if (seq == last) break;
    Rules::evolve(state, *log_.of(asked.to)[seq]);
  }
  const auto* refused = refusal_in(answer);
  require(false, asked,
          refused ? "was refused for no reason that there was: " + refused->message
                  : std::string{"was told that all is done, and nothing was"});
}

/// Whether the rules would have said this to the command on this state, at some moment since.
template <class Rules>
bool answer_judge::would_answer(const errand& asked, const outcome& answer,
                                const typename Rules::state& state, std::uint64_t seq,
                                std::size_t first_moment) const {
  const auto& body = std::get<typename Rules::command>(asked.body);
  const auto* refused = refusal_in(answer);
  const auto past = log_.of(asked.to).first(seq);
  const auto earliest = past.empty() ? timestamp{} : past.back()->time;
  return std::ranges::any_of(time_.moments_from(first_moment), [&](timestamp moment) {
    const auto decided = Rules::decide(state, body, {std::max(moment, earliest), seq, limits_});
    if (const auto* events = std::get_if<0>(&decided)) return !refused && events->empty();
    return refused && std::get<rejection>(decided).code == refused->code;
  });
}

void answer_judge::judge_state(const errand& asked, const user::reply& told) const {
  judge_told_state<user::rules>(asked, told, log_);
}

void answer_judge::judge_state(const errand& asked, const room::reply& told) const {
  const bool is_join = std::holds_alternative<room::join>(std::get<room::command>(asked.body));
  require(!is_join || told.state, asked, "came in and was not told who is there");
  judge_told_state<room::rules>(asked, told, log_);
}

/// A queue tells a side only its own view, so that is what is compared.
void answer_judge::judge_state(const errand& asked, const queue::reply& told) const {
  if (!std::holds_alternative<queue::look>(std::get<queue::command>(asked.body))) return;
  const auto state = log_.at<queue::rules>(asked.to, told.seq);
  const auto known = state.roster.find(told.call_id);
  require(known != nullptr, asked, "was told of a side that the log does not know");
  const auto expected = queue::view_of(state, *known);
  require(told.view.status == expected.status && told.view.position == expected.position
              && told.view.room_id == expected.room_id,
          asked, "was told a place that the log does not give");
}

} // namespace switchboard::simulation
