#include "tests/rules/queue/desk.hpp"
#include "tests/rules/queue/watch.hpp"

#include <ctime>
#include <iostream>
#include <random>

// What holds whatever happens, in whatever order.

namespace switchboard::testing {

namespace {

template <class T>
const T& any_of(const std::vector<T>& list, std::mt19937& random) {
  return list[random() % list.size()];
}

/// Asks a queue for anything, in any order, some of it nonsense; small numbers, so that it meets.
class crowd {
public:
  crowd(unsigned seed, int sides) : random_{seed}, sides_{static_cast<unsigned>(sides)} {}

  settings settings_of_any_kind() {
    settings made;
    made.strategy = any_of<queue_strategy>(
        {queue_strategy::longest_idle, queue_strategy::round_robin, queue_strategy::fewest_calls,
         queue_strategy::ring_all, queue_strategy::top_down},
        random_);
    made.answer_mode = one_in(2) ? answer_mode::automatic : answer_mode::offer;
    made.offer_timeout_ms = upto(500) + 1;
    made.unanswered_offers_until_pause = upto(3);
    made.reject_delay_ms = upto(3) * 200;
    made.no_answer_delay_ms = upto(3) * 100;
    made.wrap_up_ms = upto(3) * 300;
    made.grace_ms = upto(4) * 1'000;
    made.tier_step_ms = upto(3) * 400;
    return made;
  }

  std::int64_t pause_ms() { return one_in(3) ? upto(800) : upto(20); }

  queue::command command(const queue::state& now) {
    const auto who = one_in(2) ? customer(number()) : agent(number());
    const connection_id socket{"w" + std::to_string(upto(3))};
    switch (upto(14)) {
    case 0:
    case 1:
      return start_customer{customer(number()), "customer", skills(1), upto(3) - 1, {}};
    case 2:
    case 3:
      return start_agent{agent(number()), "agent", skills(2), upto(3), {}};
    case 4:
    case 5:
      return connect_side{who, socket, "node", one_in(4) ? "2" : "1"};
    case 6:
      return suspect_side{who, socket};
    case 7:
      return touch_side{who};
    case 8:
      return one_in(2) ? queue::command{leave_side{who}} : complete_call{who};
    case 9:
      return one_in(2) ? queue::command{pause_agent{agent(number())}}
                       : make_agent_ready{agent(number())};
    case 10:
    case 11:
      return answer(now);
    case 12:
      return one_in(8) ? queue::command{node_restarted{"node", one_in(2) ? "1" : "2"}} : look{who};
    case 13:
      return one_in(8) ? queue::command{change_settings{settings_of_any_kind()}}
                       : complete_call{who};
    default:
      return tick{};
    }
  }

private:
  std::int64_t upto(unsigned most) { return static_cast<std::int64_t>(random_() % (most + 1)); }
  bool one_in(unsigned n) { return random_() % n == 0; }
  int number() { return static_cast<int>(random_() % sides_); }

  std::vector<std::string> skills(unsigned most) {
    std::vector<std::string> made;
    for (auto left = upto(most); left > 0; --left)
      made.push_back(one_in(2) ? "french" : "billing");
    return made;
  }

  /// Answers an offer that this agent has, or once had.
  queue::command answer(const queue::state& now) {
    const auto who = agent(number());
    const auto known = now.roster.find(who);
    const auto offer = known && known->offer ? *known->offer : now.seq / 2;
    if (one_in(3)) return reject_offer{who, offer_in(now.id, offer)};
    return accept_offer{who, offer_in(now.id, offer)};
  }

  std::mt19937 random_;
  unsigned sides_;
};

/// The same events folded from the start, and the state through JSON, are the state.
void check_replay(const desk& story) {
  queue::state folded;
  folded.id = story.state().id;
  for (const auto& each : story.history())
    queue::rules::evolve(folded, each);
  const auto text = json::to_text(story.state());
  REQUIRE(json::to_text(folded) == text);
  const auto restored = json::read_as<queue::state>(json::parse(text), "state");
  REQUIRE(json::to_text(restored) == text);
  REQUIRE(queue::rules::deadline(restored) == queue::rules::deadline(story.state()));
}

/// All sockets are lost and nobody comes back: whatever waits for something ends in its time. Each
/// step must get past its own deadline.
void close_down(desk& story, watch& eye) {
  story.when(node_restarted{"node", "last"});
  eye.see(story);
  for (int steps = 0; const auto due = queue::rules::deadline(story.state()); ++steps) {
    REQUIRE(steps < 1'000);
    story.when_due();
    eye.see(story);
    const auto next = queue::rules::deadline(story.state());
    REQUIRE((!next || *next > *due));
  }
  REQUIRE(story.state().roster.size() == 0);
  REQUIRE(eye.open_calls() == 0);
  REQUIRE(eye.open_offers() == 0);
}

/// Half of the sides are customers; everybody starts, in any order.
std::vector<queue::command> arrivals(int pairs, std::mt19937& random) {
  std::vector<queue::command> all;
  for (int n = 0; n < pairs; ++n) {
    all.push_back(start_customer{customer(n), "customer", {}, 0, {}});
    all.push_back(start_agent{agent(n), "agent", {}, 0, {}});
  }
  std::shuffle(all.begin(), all.end(), random);
  return all;
}

/// A queue in which as many wait on both sides, none of whom can serve another.
queue::state full_house(int pairs) {
  desk story;
  for (int n = 0; n < pairs; ++n)
    story.customer_starts(n, {{"french"}}).agent_starts(n, {{"billing"}});
  return story.state();
}

} // namespace

TEST_CASE("whatever is asked in whatever order, a queue keeps its promises") {
  for (unsigned seed = 0; seed < 3'000; ++seed) {
    CAPTURE(seed);
    crowd people{seed, seed % 3 == 0 ? 4 : 12};
    desk story{people.settings_of_any_kind()};
    watch eye;
    for (int step = 0; step < 80; ++step) {
      story.passes(people.pause_ms()).when(people.command(story.state()));
      eye.see(story);
    }
    check_replay(story);
    close_down(story, eye);
    check_replay(story);
  }
}

TEST_CASE("a thousand customers and agents who start at random are all matched, each once") {
  for (const auto strategy : {queue_strategy::longest_idle, queue_strategy::fewest_calls}) {
    std::mt19937 random{42};
    auto with = no_wrap_up();
    with.strategy = strategy;
    desk story{with};
    watch eye;
    for (const auto& each : arrivals(1'000, random)) {
      story.passes(3).when(each);
      eye.see(story);
    }
    CHECK(eye.matches() == 1'000);
    check_replay(story);
  }
}

TEST_CASE("what a decision costs with 5,000 waiting on both sides (printed, not judged)") {
  constexpr int pairs = 5'000;
  constexpr int rounds = 2'000;
  auto state = full_house(pairs);
  const switchboard::policy policy;
  const auto stream = stream_of(queue_name{"default"});
  const timestamp now{1'700'000'000'000};
  const auto run = [&](const queue::command& asked) {
    auto outcome = queue::rules::decide(state, asked, {now, state.seq, policy});
    for (auto& each : std::get<0>(outcome))
      queue::rules::evolve(state, {{}, stream, state.seq + 1, now, "", "", "", "", each});
  };
  // The processor's time, not the wall's: other programs may run beside this one.
  const auto print = [](const char* what, std::clock_t begin) {
    const auto took_us = 1e6 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    std::cout << "queue, 5,000 on both sides: " << what << took_us / rounds << " us\n";
  };
  const auto measure = [&](const char* what, auto command_of) {
    const auto begin = std::clock();
    for (int n = 0; n < rounds; ++n)
      run(command_of(pairs + n));
    print(what, begin);
  };
  measure("a customer starts and waits     ", [](int n) {
    return start_customer{customer(n), "customer", {"french"}, 0, {}};
  });
  measure("a customer starts and is served ", [](int n) {
    return start_customer{customer(2 * n), "customer", {"billing"}, 0, {}};
  });
  measure("a call ends                     ", [](int n) { return complete_call{customer(2 * n)}; });
  measure("an agent starts and serves      ", [](int n) {
    return start_agent{agent(n), "agent", {"french"}, 0, {}};
  });
  measure("a waiting side looks            ", [](int n) { return look{customer(n - pairs)}; });
  std::vector<queue::state> copies(rounds);
  const auto begin = std::clock();
  for (auto& each : copies)
    each = state;
  print("a copy of the state             ", begin);
  CHECK(copies.back().seq == state.seq);
}

} // namespace switchboard::testing
