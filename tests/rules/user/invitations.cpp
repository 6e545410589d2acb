#include "actors/user/limits.hpp"
#include "tests/rules/user/person.hpp"

namespace switchboard::user {

namespace {

TEST_CASE("an invitation rings on every connected device") {
  auto life = bob();
  life.given({connected("c1"), connected("c2"), connected("c3")});
  life.when(suspect_device{{"c2"}});
  life.when(invitation_from(life, "alice"))
      .then({received(life, "alice"), device_rang{call_with("alice"), {"c1"}},
             device_rang{call_with("alice"), {"c3"}}});
  life.when(invitation_from(life, "alice")).then_nothing();
}

TEST_CASE("it ends as the room says, once, and never rings again") {
  for (const auto outcome :
       {invitation_outcome::accepted, invitation_outcome::rejected, invitation_outcome::cancelled,
        invitation_outcome::missed, invitation_outcome::busy}) {
    auto life = bob();
    life.given({connected("c1")});
    life.when(invitation_from(life, "alice"));
    life.when(close_invitation{call_with("alice"), outcome})
        .then({invitation_closed{call_with("alice"), outcome}});
    life.when(close_invitation{call_with("alice"), invitation_outcome::missed}).then_nothing();
    life.when(invitation_from(life, "alice")).then_nothing();
    life.when(connecting("c2")).then({connected("c2")});
    CHECK(life.state().invitations.empty());
  }
}

TEST_CASE("whom strangers ring too often is busy for them, and not for those whom they know") {
  auto life = bob();
  life.policy.rings_per_minute = 2;
  life.given({connected("c1")});
  for (const auto* other : {"alice", "carol"}) {
    life.when(invitation_from(life, other));
    life.when(close_invitation{call_with(other), invitation_outcome::cancelled});
  }
  auto unasked = invitation_from(life, "dave");
  unasked.is_unasked = true;
  life.when(unasked).then(
      {received(life, "dave"), invitation_closed{call_with("dave"), invitation_outcome::busy}});
  life.when(invitation_from(life, "erin"))
      .then({received(life, "erin"), device_rang{call_with("erin"), {"c1"}}});
  life.after(ring_ms);
  auto later = invitation_from(life, "frank");
  later.is_unasked = true;
  life.when(later).then({received(life, "frank"), device_rang{call_with("frank"), {"c1"}}});
}

TEST_CASE("a device that comes while it rings, rings") {
  auto life = bob();
  life.when(invitation_from(life, "alice")).then({received(life, "alice")});
  const auto carols = life.after(10'000).now();
  life.when(invitation_from(life, "carol")).then({received(life, "carol")});
  life.when(connecting("c1"))
      .then({connected("c1"), device_rang{call_with("alice"), {"c1"}},
             device_rang{call_with("carol"), {"c1"}}});
  life.after(50'000)
      .when(connecting("c2"))
      .then({connected("c2"), device_rang{call_with("carol"), {"c2"}}});
  CHECK(life.now() < carols + ring_ms);
}

TEST_CASE("a device that was suspected when it began to ring, rings when it resumes") {
  auto life = bob();
  life.given({connected("c1"), connected("c2")});
  life.when(suspect_device{{"c1"}});
  life.when(invitation_from(life, "alice"))
      .then({received(life, "alice"), device_rang{call_with("alice"), {"c2"}}});
  life.when(resume_device{{"c1"}, "north", "1"})
      .then({device_resumed{{"c1"}, "north", "1", {}}, device_rang{call_with("alice"), {"c1"}}});
  life.when(suspect_device{{"c1"}});
  INFO("It has rung there: its client knows, or reads it again with what it missed.");
  life.when(resume_device{{"c1"}, "north", "1"}).then({device_resumed{{"c1"}, "north", "1", {}}});
}

TEST_CASE("who does not want to be disturbed is busy") {
  for (const auto status : {availability::busy, availability::do_not_disturb}) {
    auto life = bob();
    life.given({connected("c1"), status_set{status, true}});
    life.when(invitation_from(life, "alice"))
        .then({received(life, "alice"),
               invitation_closed{call_with("alice"), invitation_outcome::busy}});
    life.when(close_invitation{call_with("alice"), invitation_outcome::busy}).then_nothing();
  }
}

TEST_CASE("in another call a person is busy, unless they allow call waiting") {
  auto life = bob();
  life.given({connected("c1"), call_entered{call_with("carol"), connection_id{"c1"}}});
  life.when(invitation_from(life, "alice"))
      .then({received(life, "alice"),
             invitation_closed{call_with("alice"), invitation_outcome::busy}});
  life.when(set_status{availability::available, true});
  life.when(invitation_from(life, "dave"))
      .then({received(life, "dave"), device_rang{call_with("dave"), {"c1"}}});
}

TEST_CASE("an earlier call of the same room keeps nobody busy") {
  auto life = bob();
  life.given({connected("c1"), call_entered{call_with("alice", 7), connection_id{"c1"}}});
  life.when(invitation_from(life, "alice", 20))
      .then({received(life, "alice", 20), device_rang{call_with("alice", 20), {"c1"}}});
}

TEST_CASE("two may ring at once; with very many ringing a person is busy") {
  auto life = bob();
  for (std::size_t i = 0; i < max_ringing; ++i) {
    const auto caller = "caller" + std::to_string(i);
    life.when(invitation_from(life, caller)).then({received(life, caller)});
  }
  life.when(invitation_from(life, "alice"))
      .then({received(life, "alice"),
             invitation_closed{call_with("alice"), invitation_outcome::busy}});
  CHECK(life.state().invitations.size() == max_ringing);
}

TEST_CASE("an invitation that ran out on the way does not ring; the room ends it") {
  auto life = bob();
  life.given({connected("c1")});
  const auto late = invitation_from(life, "alice");
  const auto record = received(life, "alice");
  life.after(ring_ms).when(late).then({record});
  life.when(close_invitation{call_with("alice"), invitation_outcome::missed})
      .then({invitation_closed{call_with("alice"), invitation_outcome::missed}});
}

TEST_CASE("what names no room's call is refused") {
  const call_id nonsense{"nonsense"};
  auto life = bob();
  life.given({connected("c1")});
  life.when(receive_invitation{nonsense, {"alice"}, call_type::audio, life.now() + 1})
      .then_rejected(reject_code::unknown_call);
  life.when(close_invitation{nonsense}).then_rejected(reject_code::unknown_call);
  life.when(enter_call{nonsense, {}}).then_rejected(reject_code::unknown_call);
  life.when(exit_call{nonsense, {}}).then_rejected(reject_code::unknown_call);
}

} // namespace

} // namespace switchboard::user
