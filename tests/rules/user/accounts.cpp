#include "actors/user/limits.hpp"
#include "tests/rules/user/person.hpp"

namespace switchboard::user {

namespace {

TEST_CASE("registering makes the account, once") {
  auto life = nobody_yet();
  life.when(register_account{"uuid-of-bob", "bob@example.org", "Bob", role::user})
      .then({registration()});
  REQUIRE(life.state().account.has_value());
  CHECK(life.state().account->created_at == life.now());
  CHECK(life.state().account->full_name == "Bob");
  CHECK(life.state().id == user_id{"bob"});

  life.when(register_account{"another", std::nullopt, "Bobby", role::user})
      .then_rejected(reject_code::username_taken);
}

TEST_CASE("who has not registered is unknown to every command but the clock's") {
  const command asked[] = {change_profile{},
                           change_role{role::agent},
                           connecting("c1"),
                           suspect_device{{"c1"}},
                           resume_device{{"c1"}, "north", "1"},
                           disconnect_device{{"c1"}},
                           open_session{{"s1"}, {2'000'000'000'000}},
                           refresh_session{{"s1"}, {2'000'000'000'000}},
                           revoke_session{{"s1"}},
                           note_room_joined{room_with("alice")},
                           note_room_left{room_with("alice")},
                           invitation_from(nobody_yet(), "alice"),
                           close_invitation{call_with("alice")},
                           enter_call{call_with("alice"), {}},
                           exit_call{call_with("alice"), {}},
                           set_status{availability::busy, false},
                           ban{"why"},
                           unban{},
                           block_person{{"alice"}},
                           unblock_person{{"alice"}},
                           request_contact{{"alice"}},
                           accept_contact{{"alice"}},
                           remove_contact{{"alice"}},
                           note_contact_opened{{"alice"}},
                           make_report{{"alice"}, {}, "why"},
                           settle_report{1, {"root"}, ""},
                           look{}};
  for (const auto& each : asked) {
    CAPTURE(each.index());
    nobody_yet().when(each).then_rejected(reject_code::unknown_user);
  }
  nobody_yet().when(tick{}).then_nothing();
  nobody_yet().when(node_restarted{"north", "2"}).then_nothing();
}

TEST_CASE("a stream that only reactions touched is still free to register") {
  auto life = nobody_yet();
  life.when(note_room_joined{room_with("alice")}).then_rejected(reject_code::unknown_user);
  life.when(register_account{"uuid-of-bob", "bob@example.org", "Bob", role::user})
      .then({registration()});
}

TEST_CASE("a profile change says only what changes") {
  auto life = bob();
  life.when(change_profile{"bob@example.org", "Bob"}).then_nothing();
  life.when(change_profile{std::nullopt, std::nullopt}).then_nothing();
  life.when(change_profile{"bob@example.org", "Robert"})
      .then({profile_changed{std::nullopt, "Robert"}});
  life.when(change_profile{"rob@example.org", std::nullopt})
      .then({profile_changed{"rob@example.org", std::nullopt}});
  CHECK(life.state().account->full_name == "Robert");
  CHECK(life.state().account->email == "rob@example.org");
}

TEST_CASE("texts have a limit") {
  const std::string long_name(max_name_bytes + 1, 'n');
  const std::string long_email(max_email_bytes + 1, 'e');
  nobody_yet()
      .when(register_account{"u", std::nullopt, long_name, role::user})
      .then_rejected(reject_code::too_long);
  nobody_yet()
      .when(register_account{"u", long_email, "Bob", role::user})
      .then_rejected(reject_code::too_long);
  bob().when(change_profile{std::nullopt, long_name}).then_rejected(reject_code::too_long);
  bob().when(ban{std::string(max_reason_bytes + 1, 'r')}).then_rejected(reject_code::too_long);
  bob()
      .when(connect_device{{"c1"}, "north", "1", std::string(max_device_name_bytes + 1, 'd')})
      .then_rejected(reject_code::too_long);
}

TEST_CASE("a role changes once") {
  auto life = bob();
  life.when(change_role{role::user}).then_nothing();
  life.when(change_role{role::agent}).then({role_changed{role::agent}});
  CHECK(life.state().account->role == role::agent);
}

TEST_CASE("a ban ends every session and every device, and keeps both out") {
  auto life = bob();
  const auto later = life.now() + 3'600'000;
  life.given({session_opened{{"s1"}, later}, session_opened{{"s2"}, later}, connected("c1"),
              call_entered{call_with("alice"), connection_id{"c1"}}, connected("c2")});
  life.when(ban{"spam"})
      .then({banned{"spam"}, session_revoked{{"s1"}, revoke_reason::banned},
             session_revoked{{"s2"}, revoke_reason::banned},
             device_disconnected{{"c1"}, disconnect_reason::logged_out, {call_with("alice")}},
             device_disconnected{{"c2"}, disconnect_reason::logged_out, {}}});
  CHECK(life.state().devices.empty());
  CHECK(life.state().sessions.empty());

  life.when(ban{"spam again"}).then_nothing();
  life.when(connecting("c3")).then_rejected(reject_code::banned);
  life.when(open_session{{"s3"}, later}).then_rejected(reject_code::banned);
  life.when(invitation_from(life, "carol")).then_rejected(reject_code::banned);
  life.when(refresh_session{{"s1"}, later}).then_rejected(reject_code::unknown_session);
  life.when(resume_device{{"c1"}, "north", "1"}).then_rejected(reject_code::banned);

  life.when(unban{}).then({unbanned{}});
  life.when(unban{}).then_nothing();
  life.when(connecting("c3")).then({connected("c3")});
}

TEST_CASE("what the credential store did is written down as it says") {
  auto life = bob();
  const auto before = life.state();
  life.when(note_credentials{email_verified{"bob@example.org"}})
      .then({email_verified{"bob@example.org"}});
  life.when(note_credentials{passkey_added{"p1", "phone"}}).then({passkey_added{"p1", "phone"}});
  life.when(note_credentials{password_reset{reset_way::admin}})
      .then({password_reset{reset_way::admin}});
  CHECK(life.state().account == before.account);
}

TEST_CASE("rooms are joined and left once each") {
  auto life = bob();
  const auto room = room_with("alice");
  life.when(note_room_left{room}).then_nothing();
  life.when(note_room_joined{room}).then({room_joined{room}});
  life.when(note_room_joined{room}).then_nothing();
  CHECK(life.state().rooms == std::vector{room});
  life.when(note_room_left{room}).then({room_left{room}});
  CHECK(life.state().rooms.empty());
}

TEST_CASE("a status is set once") {
  auto life = bob();
  life.when(set_status{availability::available, false}).then_nothing();
  life.when(set_status{availability::busy, false}).then({status_set{availability::busy, false}});
  life.when(set_status{availability::busy, true}).then({status_set{availability::busy, true}});
  life.when(set_status{availability::busy, true}).then_nothing();
}

} // namespace

} // namespace switchboard::user
