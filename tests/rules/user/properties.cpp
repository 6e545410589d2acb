#include "actors/user/limits.hpp"
#include "tests/rules/user/person.hpp"

#include <algorithm>
#include <map>
#include <random>

namespace switchboard::user {

namespace {

constexpr int seeds = 2'000;
constexpr int steps_per_seed = 120;

/// Commands at random, out of few enough names that they meet each other.
class generator {
public:
  explicit generator(unsigned seed) : random_{seed} {}

  command next(timestamp now) {
    switch (below(20)) {
    case 0:
      return register_account{"uuid", std::nullopt, "Bob", role::user};
    case 1:
      return connect_device{connection(), node(), incarnation(), "phone"};
    case 2:
      return suspect_device{connection()};
    case 3:
      return resume_device{connection(), node(), incarnation()};
    case 4:
      return disconnect_device{connection(), disconnect_reason::closed};
    case 5:
      return open_session{session(), now + below(40'000)};
    case 6:
      return refresh_session{session(), now + below(40'000)};
    case 7:
      return revoke_session{session()};
    case 8:
      return below(2) == 0 ? command{note_room_joined{room()}} : note_room_left{room()};
    case 9:
    case 10:
      return receive_invitation{call(), {"alice"}, call_type::audio, now + below(30'000)};
    case 11:
    case 12:
      return close_invitation{call(), static_cast<invitation_outcome>(below(5))};
    case 13:
    case 14:
      return enter_call{call(), maybe_connection()};
    case 15:
    case 16:
      return exit_call{call(), maybe_connection()};
    case 17:
      return set_status{static_cast<availability>(below(3)), below(2) == 0};
    case 18:
      return below(4) == 0 ? command{ban{"spam"}} : unban{};
    default:
      return below(3) == 0 ? command{node_restarted{node(), incarnation()}} : tick{};
    }
  }

  std::int64_t pause_ms() { return below(4) == 0 ? below(30'000) : below(100); }

private:
  int below(int end) { return std::uniform_int_distribution{0, end - 1}(random_); }
  std::string numbered(const char* name, int count) { return name + std::to_string(below(count)); }

  connection_id connection() { return {numbered("c", 6)}; }
  std::optional<connection_id> maybe_connection() {
    return below(3) == 0 ? std::nullopt : std::optional{connection()};
  }
  std::string node() { return numbered("node", 2); }
  std::string incarnation() { return numbered("", 2); }
  session_id session() { return {numbered("s", 5)}; }
  room_id room() { return room_with(numbered("friend", 4)); }
  call_id call() { return call_in(room(), 1 + static_cast<std::uint64_t>(below(4))); }

  std::mt19937 random_;
};

/// What the events of a life say, checked one by one.
struct witness {
  std::map<std::string, int> closes;
  std::map<std::string, int> receptions;
  std::vector<std::string> over;

  void see(const envelope& entry) {
    const auto& happened = std::get<event>(entry.body);
    if (const auto* received = std::get_if<invitation_received>(&happened))
      CHECK(++receptions[received->call_id.value] == 1);
    if (const auto* closed = std::get_if<invitation_closed>(&happened)) {
      CHECK(++closes[closed->call_id.value] == 1);
    }
    if (const auto* rang = std::get_if<device_rang>(&happened)) {
      CHECK(closes.count(rang->call_id.value) == 0);
      CHECK(std::find(over.begin(), over.end(), rang->call_id.value) == over.end());
    }
    const auto* const exited = std::get_if<call_exited>(&happened);
    if (exited != nullptr && !exited->connection_id) over.push_back(exited->call_id.value);
  }
};

bool is_device(const state& now, const connection_id& connection) {
  return std::any_of(now.devices.begin(), now.devices.end(),
                     [&](const device& each) { return each.connection_id == connection; });
}

void check_no_ghosts(const state& now) {
  for (const auto& call : now.calls)
    for (const auto& each : call.connections)
      CHECK(is_device(now, each));
  for (const auto& each : now.early_exits)
    CHECK(is_device(now, each.connection_id));
  for (const auto& invitation : now.invitations)
    for (const auto& each : invitation.rang)
      CHECK(is_device(now, each));
  if (now.ban_reason) CHECK(now.devices.empty());
  if (now.ban_reason) CHECK(now.sessions.empty());
}

void check_limits(const state& now, const policy& set) {
  CHECK(now.devices.size() <= set.max_devices);
  CHECK(now.sessions.size() <= max_sessions);
  CHECK(now.past.size() <= max_past_rooms);
  CHECK(now.early_exits.size() <= max_early_exits);
}

void check_folding_again(const bobs_life& life) {
  state again;
  again.id = {"bob"};
  for (const auto& each : life.history())
    rules::evolve(again, each);
  CHECK(json::to_text(again) == json::to_text(life.state()));
  const auto text = json::to_text(life.state());
  CHECK(json::read_as<state>(json::parse(text), "state") == life.state());
}

/// Time passes and nobody asks anything: every deadline is met, and none comes twice.
void check_deadlines_run_out(bobs_life& life) {
  auto last = timestamp{0};
  while (const auto due = rules::deadline(life.state())) {
    const auto seq_before = life.seq();
    life.when_due();
    REQUIRE(life.seq() > seq_before);
    REQUIRE(*due > last);
    last = *due;
  }
  for (const auto& each : life.state().devices)
    CHECK_FALSE(each.is_suspected());
  CHECK(life.state().sessions.empty());
}

TEST_CASE("whatever is asked, in whatever order, a user stays sound") {
  for (unsigned seed = 0; seed < seeds; ++seed) {
    CAPTURE(seed);
    generator random{seed};
    auto life = nobody_yet();
    life.policy.max_devices = 4;
    witness seen;
    for (int step = 0; step < steps_per_seed; ++step) {
      const auto known = life.history().size();
      life.after(random.pause_ms()).when(random.next(life.now()));
      for (auto i = known; i < life.history().size(); ++i)
        seen.see(life.history()[i]);
      check_no_ghosts(life.state());
      check_limits(life.state(), life.policy);
      REQUIRE(life.state().seq == life.seq());
    }
    check_folding_again(life);
    check_deadlines_run_out(life);
    check_folding_again(life);
  }
}

/// One call as a room tells it: it rings, is answered with a device, left, and over.
std::vector<command> story(const call_id& call, const connection_id& with, timestamp expires_at) {
  return {receive_invitation{call, {"alice"}, call_type::audio, expires_at},
          close_invitation{call, invitation_outcome::accepted},
          enter_call{call, std::nullopt},
          enter_call{call, with},
          exit_call{call, with},
          exit_call{call, std::nullopt}};
}

TEST_CASE("in every order of what a room sends, the call ends the same") {
  std::vector<int> order{0, 1, 2, 3, 4, 5};
  do {
    CAPTURE(order);
    auto life = bob();
    life.given({connected("c1")});
    const auto call = call_with("alice");
    const auto told = story(call, {"c1"}, life.now() + ring_ms);
    witness seen;
    bool was_closed = false;
    for (const int each : order) {
      life.when(told[static_cast<std::size_t>(each)]);
      was_closed = was_closed || each == 1;
      if (was_closed) CHECK(life.state().invitations.empty());
    }
    for (const auto& each : life.history())
      seen.see(each);
    CHECK(seen.closes[call.value] == 1);
    CHECK(life.state().calls.empty());
    CHECK(life.state().early_exits.empty());
    INFO("Sent again, all of it is known.");
    for (const auto& each : told)
      life.when(each).then_nothing();
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("an idle user is small") {
  auto life = bob();
  life.when(connecting("c1")).when(disconnect_device{{"c1"}});
  // With the body of its actor, 1.2 KiB, an idle user shall stay within 2 KiB.
  CHECK(sizeof(state) <= 512);
  const auto& now = life.state();
  CHECK(now.devices.empty());
  CHECK(now.sessions.empty());
  CHECK(now.past.empty());
}

} // namespace

} // namespace switchboard::user
