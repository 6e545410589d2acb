#include "actors/user/limits.hpp"
#include "tests/rules/user/person.hpp"

namespace switchboard::user {

namespace {

constexpr std::int64_t hour_ms = 3'600'000;

TEST_CASE("a session is opened, refreshed and revoked") {
  auto life = bob();
  const auto first_end = life.now() + hour_ms;
  life.when(open_session{{"s1"}, first_end}).then({session_opened{{"s1"}, first_end}});
  life.when(open_session{{"s1"}, first_end}).then_nothing();
  CHECK(rules::deadline(life.state()) == first_end);

  const auto second_end = first_end + hour_ms;
  life.after(10)
      .when(refresh_session{{"s1"}, second_end})
      .then({session_refreshed{{"s1"}, second_end}});
  CHECK(rules::deadline(life.state()) == second_end);
  CHECK(life.state().sessions.front().opened_at == life.now() + -10);

  life.when(revoke_session{{"s1"}, revoke_reason::token_reused})
      .then({session_revoked{{"s1"}, revoke_reason::token_reused}});
  life.when(revoke_session{{"s1"}}).then_rejected(reject_code::unknown_session);
  CHECK(rules::deadline(life.state()) == std::nullopt);
}

TEST_CASE("a session must have some time left") {
  auto life = bob();
  life.when(open_session{{"s1"}, life.now()}).then_rejected(reject_code::bad_value);
  life.given({session_opened{{"s1"}, life.now() + hour_ms}});
  life.when(refresh_session{{"s1"}, life.now()}).then_rejected(reject_code::bad_value);
  life.when(refresh_session{{"s2"}, life.now() + hour_ms})
      .then_rejected(reject_code::unknown_session);
}

TEST_CASE("a session expires when its time is over, and no other with it") {
  auto life = bob();
  life.given({session_opened{{"s1"}, life.now() + hour_ms},
              session_opened{{"s2"}, life.now() + 2 * hour_ms}});
  life.when(tick{}).then_nothing();
  life.when_due().then({session_expired{{"s1"}}});
  life.when_due().then({session_expired{{"s2"}}});
  CHECK(rules::deadline(life.state()) == std::nullopt);
}

TEST_CASE("a late tick gives an expired session no more time") {
  auto life = bob();
  life.given({session_opened{{"s1"}, life.now() + hour_ms}});
  life.after(hour_ms)
      .when(refresh_session{{"s1"}, life.now() + 2 * hour_ms})
      .then_rejected(reject_code::unknown_session);
}

TEST_CASE("one session too many ends the one that was not used for the longest time") {
  auto life = bob();
  const auto end = life.now() + hour_ms;
  for (std::size_t i = 0; i < max_sessions; ++i)
    life.given({session_opened{{"s" + std::to_string(i)}, end}});
  life.given({session_refreshed{{"s0"}, end + 1}});
  life.when(open_session{{"new"}, end})
      .then({session_revoked{{"s1"}, revoke_reason::replaced}, session_opened{{"new"}, end}});
  CHECK(life.state().sessions.size() == max_sessions);
}

} // namespace

} // namespace switchboard::user
