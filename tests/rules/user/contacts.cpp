#include "actors/user/limits.hpp"
#include "tests/rules/user/person.hpp"

namespace switchboard::user {

namespace {

const user_id alice{"alice"};

user_id number(std::size_t i) { return {"person-" + std::to_string(i)}; }

TEST_CASE("a block is made once, and taken back once") {
  auto life = bob();
  life.when(block_person{alice}).then({person_blocked{alice}});
  life.when(block_person{alice}).then_nothing();
  CHECK(life.state().blocked == std::vector{alice});
  life.when(unblock_person{alice}).then({person_unblocked{alice}});
  life.when(unblock_person{alice}).then_nothing();
  CHECK(life.state().blocked.empty());
}

TEST_CASE("the room of the two is told of a block, and of its end") {
  auto life = bob();
  const auto told = [&](bool is_barred) {
    const auto all = life.reactions_of_last();
    REQUIRE(all.size() == 1);
    CHECK(all[0].to == stream_of(room_with("alice")));
    const auto& asked = std::get<room::bar_contact>(std::get<room::command>(all[0].body));
    CHECK(asked.by == user_id{"bob"});
    CHECK(asked.is_barred == is_barred);
  };
  life.when(block_person{alice});
  told(true);
  life.when(unblock_person{alice});
  told(false);
}

TEST_CASE("nobody blocks themselves, or a side of a queue") {
  const user_id side = queue_side({"default"}, std::string(32, 'a'));
  bob().when(block_person{{"bob"}}).then_rejected(reject_code::bad_target);
  bob().when(block_person{side}).then_rejected(reject_code::unknown_user);
  bob().when(accept_contact{{"bob"}}).then_rejected(reject_code::bad_target);
}

TEST_CASE("there is an end to how many can be blocked") {
  auto life = bob();
  for (std::size_t i = 0; i < max_blocked; ++i)
    life.given({person_blocked{number(i)}});
  life.when(block_person{alice}).then_rejected(reject_code::limit_reached);
}

TEST_CASE("a request waits until it is answered") {
  auto life = bob();
  life.when(request_contact{alice}).then({contact_requested{alice}});
  life.when(request_contact{alice}).then_nothing();
  CHECK(life.state().contact_requests == std::vector{alice});
  life.when(accept_contact{alice}).then({contact_accepted{alice}});
  CHECK(life.state().contact_requests.empty());
  CHECK(life.state().contacts == std::vector{alice});
  const auto all = life.reactions_of_last();
  REQUIRE(all.size() == 1);
  CHECK(all[0].to == stream_of(alice));
  CHECK(std::get<note_contact_opened>(std::get<user::command>(all[0].body)).by == user_id{"bob"});
  life.when(request_contact{alice}).then_nothing();
  life.when(remove_contact{alice}).then({contact_removed{alice}});
  life.when(remove_contact{alice}).then_nothing();
}

TEST_CASE("whoever is blocked asks in vain, and does not see that") {
  auto life = bob();
  life.when(request_contact{alice}).then({contact_requested{alice}});
  life.when(block_person{alice}).then({person_blocked{alice}, contact_removed{alice}});
  life.when(request_contact{alice}).then_nothing();
  life.when(accept_contact{alice}).then_rejected(reject_code::forbidden);
}

TEST_CASE("strangers cannot fill the list of requests without end") {
  auto life = bob();
  for (std::size_t i = 0; i < max_contact_requests; ++i)
    life.when(request_contact{number(i)});
  life.when(request_contact{alice}).then_rejected(reject_code::limit_reached);
}

TEST_CASE("a report has a reason, waits for an admin, and is settled once") {
  auto life = bob();
  life.when(make_report{alice, {}, ""}).then_rejected(reject_code::bad_value);
  life.when(make_report{alice, {}, std::string(max_reason_bytes + 1, 'r')})
      .then_rejected(reject_code::too_long);
  life.when(make_report{{"bob"}, {}, "me"}).then_rejected(reject_code::bad_target);
  life.when(make_report{alice, {}, "insults"}).then({report_made{alice, {}, "insults"}});
  const auto seq = life.seq();
  CHECK(life.state().open_reports == std::vector{open_report{seq}});
  life.when(settle_report{seq, {"root"}, "warned"})
      .then({report_settled{report_in({"bob"}, seq), {"root"}, "warned"}});
  life.when(settle_report{seq, {"root"}, "warned"}).then_nothing();
  life.when(settle_report{seq + 50, {"root"}, ""}).then_rejected(reject_code::unknown_report);
}

TEST_CASE("one person's reports cannot bury those of others") {
  auto life = bob();
  for (std::size_t i = 0; i < max_open_reports; ++i)
    life.when(make_report{alice, {}, "again"});
  life.when(make_report{alice, {}, "again"}).then_rejected(reject_code::limit_reached);
}

} // namespace

} // namespace switchboard::user
