#include "tests/tools/flows.hpp"
#include "tools/usage_error.hpp"
#include "tools/why.hpp"

#include <doctest/doctest.h>

namespace switchboard::tools {

namespace {

using testing::stage;

/// Alice and Bob, each with a phone that is online.
struct two_people : stage {
  two_people() {
    enroll("alice");
    enroll("bob");
    connect("alice", "phone");
    connect("bob", "phone");
  }

  std::string why(const call_id& call) const { return explain(log, call.value).verdict; }
};

void check_begins(const std::string& text, const std::string& beginning) {
  CHECK(text.substr(0, beginning.size()) == beginning);
}

void check_tells(const std::string& text, const std::string& part) {
  INFO(text);
  CHECK(text.find(part) != std::string::npos);
}

TEST_CASE("missed, because nobody answered") {
  two_people on;
  on.connect("bob", "laptop");
  const auto call = on.call("alice", "phone", "bob");
  on.pass(10'000);
  on.drop("bob", "laptop");
  on.pass(60'000);
  CHECK(on.why(call)
        == "Missed: alice called bob (video, from phone) at 10:00:00.000. It rang on bob's phone "
           "and laptop for 1 min, and nobody answered; laptop lost its connection after 10 s.");
}

TEST_CASE("missed, because nobody was there") {
  two_people on;
  on.close("bob", "phone");
  on.pass(180'000);
  const auto call = on.call("alice", "phone", "bob", call_type::audio);
  on.pass(72'000);
  on.connect("bob", "tablet");
  CHECK(on.why(call)
        == "Missed: alice called bob (audio, from phone) at 10:03:00.000. bob had no device online "
           "when alice called (the last one, phone, left 3 min before: closed); bob came back with "
           "tablet 12 s after the ring time (1 min) was over.");
}

TEST_CASE("missed, because the one device had just dropped") {
  two_people on;
  on.drop("bob", "phone");
  on.pass(5'000);
  const auto call = on.call("alice", "phone", "bob");
  on.pass(61'000);
  check_tells(on.why(call), "bob had one device that had dropped when alice called and did not "
                            "come back in time (phone)");
}

TEST_CASE("missed, although a device came while it rang") {
  two_people on;
  on.close("bob", "phone");
  const auto call = on.call("alice", "phone", "bob");
  on.pass(40'000);
  on.connect("bob", "laptop");
  on.pass(30'000);
  check_tells(on.why(call), "it rang from 40 s on, when laptop came online for 20 s, and nobody "
                            "answered");
}

TEST_CASE("missed by somebody who has never been there") {
  two_people on;
  on.enroll("carol");
  const auto call = on.call("alice", "phone", "carol");
  on.pass(61'000);
  check_tells(on.why(call), "carol had no device online when alice called, and never had one.");
  const auto stranger = on.call("alice", "phone", "nobody");
  on.pass(61'000);
  check_tells(on.why(stranger), "nobody is not registered, so that nothing could ring.");
}

TEST_CASE("rejected") {
  two_people on;
  const auto call = on.call("alice", "phone", "bob");
  on.pass(4'200);
  on.reject(call, "bob", "phone", "in a meeting");
  CHECK(on.why(call)
        == "Rejected: alice called bob (video, from phone) at 10:00:00.000. bob declined on phone "
           "after 4.2 s, saying \"in a meeting\".");
}

TEST_CASE("cancelled") {
  two_people on;
  const auto call = on.call("alice", "phone", "bob");
  on.pass(12'000);
  on.cancel(call, "alice");
  CHECK(on.why(call)
        == "Cancelled: alice called bob (video, from phone) at 10:00:00.000. alice gave up after "
           "12 s, before anybody answered. It had rung on bob's phone.");
}

TEST_CASE("busy, for each reason that there is") {
  two_people on;
  on.enroll("carol");
  on.connect("carol", "phone");
  const auto other = on.call("bob", "phone", "carol");
  on.accept(other, "carol", "phone");
  check_tells(on.why(on.call("alice", "phone", "bob")),
              "Busy: alice called bob (video, from phone) at 10:00:00.000. bob was in another "
              "call, "
                  + other.value + ".");
  on.end(other, "bob");
  on.set_status("bob", availability::do_not_disturb);
  check_tells(on.why(on.call("alice", "phone", "bob")), "bob had asked not to be disturbed.");
  on.set_status("bob", availability::busy);
  check_tells(on.why(on.call("alice", "phone", "bob")), "bob had said to be busy.");
}

TEST_CASE("completed, by hanging up and by leaving") {
  two_people on;
  const auto ended = on.call("alice", "phone", "bob");
  on.pass(2'000);
  on.join(ended, "alice", "phone");
  on.join(ended, "bob", "phone");
  on.pass(65'000);
  on.end(ended, "bob");
  CHECK(on.why(ended)
        == "Completed: alice called bob (video, from phone) at 10:00:00.000. bob answered on phone "
           "after 2 s. The call lasted 1 min 5 s, until bob hung up.");
  const auto left = on.call("bob", "phone", "alice");
  on.join(left, "bob", "phone");
  on.join(left, "alice", "phone");
  on.pass(30'000);
  on.leave(left, "alice", "phone");
  check_tells(on.why(left), "The call lasted 30 s, until alice left.");
}

TEST_CASE("abandoned, because a connection was lost") {
  two_people on;
  const auto call = on.call("alice", "phone", "bob");
  on.join(call, "alice", "phone");
  on.join(call, "bob", "phone");
  on.pass(60'000);
  on.drop("bob", "phone");
  on.pass(60'000);
  check_tells(on.why(call), "bob's phone lost its connection at 10:01:00.000 and was not back "
                            "within 20 s. The call lasted 1 min 20 s.");
}

TEST_CASE("a device that went with its server is told apart from one that was lost") {
  two_people on;
  const auto torn = on.call("alice", "phone", "bob");
  on.join(torn, "alice", "phone");
  on.join(torn, "bob", "phone");
  on.pass(10'000);
  on.restart("bob");
  on.pass(60'000);
  check_tells(on.why(torn), "bob's phone was cut off when its server started anew at "
                            "10:00:10.000 and was not back within 20 s.");
}

TEST_CASE("failed, because they never came together") {
  two_people on;
  const auto apart = on.call("alice", "phone", "bob");
  on.join(apart, "alice", "phone");
  on.accept(apart, "bob", "phone");
  on.pass(120'000);
  check_begins(on.why(apart), "Failed: ");
  check_tells(on.why(apart), "bob never came in with a device.");
}

TEST_CASE("a group's call tells of each who was called") {
  two_people on;
  for (const auto* each : {"carol", "dave"})
    on.enroll(each);
  on.connect("carol", "laptop");
  on.make_group("team", {"alice", "bob", "carol", "dave"});
  const auto call = on.call_group("alice", "phone", "team");
  on.pass(61'000);
  const auto told = on.why(call);
  check_begins(told, "Missed: alice called bob, carol and dave (video, from phone)");
  check_tells(told, "bob, carol and dave did not answer.");
}

TEST_CASE("a call that goes on is told as far as it is") {
  two_people on;
  const auto call = on.call("alice", "phone", "bob");
  check_begins(on.why(call), "Not over: alice called bob (video, from phone) at 10:00:00.000. It "
                             "rings until 10:01:00.000.");
  on.accept(call, "bob", "phone");
  check_tells(on.why(call), "bob answered on phone after 0 ms. It goes on.");
}

TEST_CASE("the chain goes back to the command") {
  two_people on;
  on.set_status("bob", availability::do_not_disturb);
  const auto call = on.call("alice", "phone", "bob");
  const auto why = explain(on.log, call.value);
  std::vector<std::string> types;
  for (const auto& each : why.chain)
    types.emplace_back(type_of(each.entry.body));
  CHECK(types
        == std::vector<std::string>{"room.call_ended", "user.invitation_closed",
                                    "room.call_invited"});
  check_tells(to_text(why, paint{false}), "from a command of user/alice (c-");
}

// --- Queues --------------------------------------------------------------------------------------

call_id last_call(const stage& on) {
  return queue_call_in(queue_room({"default"}, on.seq_of(stream_of(queue_name{"default"}))));
}

TEST_CASE("a queue's call tells of the wait, the match and the end") {
  stage on;
  on.start_customer(1, "Ann");
  on.connect_side(1);
  on.pass(12'000);
  on.start_agent(2, "Bo");
  const auto call = last_call(on);
  on.connect_side(2);
  on.pass(60'000);
  on.complete(2);
  const std::string told =
      "Completed: Ann (customer) waited 12 s in queue default from place 1 on and was matched with "
      "Bo (agent), as soon as Bo (agent) was free at 10:00:12.000. The call lasted 1 min, until Bo "
      "(agent) hung up.";
  CHECK(explain(on.log, call.value).verdict == told);
  // The customer's own id tells the same.
  CHECK(explain(on.log, stage::side(1).value).verdict == told);
  CHECK(explain(on.log, stage::side(2).value).verdict
        == "There: Bo (agent) came to queue default and took 1 call. The last one is " + call.value
               + ".");
}

TEST_CASE("what an agent did for others meanwhile is left out") {
  stage on;
  queue::settings at_once;
  at_once.wrap_up_ms = 0;
  on.start_agent(1, "Bo");
  on.connect_side(1);
  on.change_queue(at_once);
  on.start_customer(2, "Ann");
  on.connect_side(2);
  on.start_customer(3, "Cy");
  on.connect_side(3);
  on.start_customer(4, "Di");
  on.connect_side(4);
  on.pass(10'000);
  on.complete(2);
  on.pass(10'000);
  on.complete(3);
  on.pass(10'000);
  on.complete(4);
  const auto told = to_text(explain(on.log, stage::side(4).value), paint{false});
  check_tells(told, "Di (customer) began to wait, at place 2");
  check_tells(told, "Di was matched with Bo after 20 s");
  CHECK(told.find("Ann") == std::string::npos);
  CHECK(told.find("Cy") == std::string::npos);
}

TEST_CASE("a queue's call that is lost tells who was lost") {
  stage on;
  on.start_agent(1, "Bo");
  on.connect_side(1);
  on.start_customer(2, "Ann");
  const auto call = last_call(on);
  on.connect_side(2);
  on.pass(30'000);
  on.drop_side(2);
  on.pass(120'000);
  const auto told = explain(on.log, call.value).verdict;
  check_begins(told, "Abandoned: Ann (customer) came to queue default and was matched at once with "
                     "Bo (agent) at 10:00:00.000. ");
  check_tells(told, "Ann (customer) lost the connection at 10:00:30.000 and was not back within "
                    "1 min.");
}

TEST_CASE("a customer who was not served is told of") {
  stage on;
  on.start_customer(1, "Ann");
  on.connect_side(1);
  on.start_customer(2, "Bea");
  on.pass(40'000);
  on.complete(1);
  on.pass(60'000);
  CHECK(explain(on.log, stage::side(1).value).verdict
        == "Not served: Ann (customer) came to queue default at place 1. Ann (customer) left after "
           "waiting 40 s.");
  check_tells(explain(on.log, stage::side(2).value).verdict,
              "Bea (customer) was taken off after waiting 1 min: never connected.");
  on.start_customer(3, "Cy");
  check_begins(explain(on.log, stage::side(3).value).verdict,
               "Waiting: Cy (customer) came to queue default at place 1, and waits still.");
}

TEST_CASE("offers that were not taken are told of") {
  stage on;
  queue::settings asks_first;
  asks_first.answer_mode = answer_mode::offer;
  on.start_agent(1, "Bo");
  on.connect_side(1);
  on.change_queue(asks_first);
  on.start_customer(2, "Ann");
  on.connect_side(2);
  on.pass(26'000);
  on.ask_queue(1, queue::accept_offer{stage::side(1), {"default~9"}});
  const auto why = explain(on.log, stage::side(2).value);
  const auto text = to_text(why, paint{false});
  check_tells(text, "Bo (agent) was asked to take Ann");
  check_tells(text, "Bo (agent) did not answer the offer in time");
  check_tells(text, "Bo (agent) took the offer");
}

TEST_CASE("what is no call is said to be none") {
  two_people on;
  CHECK_THROWS_AS(explain(on.log, "alice"), usage_error);
  CHECK_THROWS_AS(explain(on.log, "direct~alice~bob~1"), not_found);
  CHECK_THROWS_AS(explain(on.log, stage::side(9).value), not_found);
}

} // namespace

} // namespace switchboard::tools
