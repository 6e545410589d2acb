#include "tests/tools/flows.hpp"

namespace switchboard::testing {

namespace {

flow named(std::string name) { return {std::move(name), std::make_unique<stage>(), {}}; }

/// An invitation rings on two devices; one answers, the other learns of it.
flow call_invitation() {
  auto told = named("call_invitation");
  auto& on = *told.played;
  on.enroll("alice");
  on.enroll("bob");
  on.connect("alice", "phone");
  on.connect("bob", "phone");
  on.connect("bob", "laptop");
  on.pass(5'000);
  on.say("alice", "bob", "May I call you?");
  on.pass(10'000);
  told.call = on.call("alice", "phone", "bob");
  on.pass(4'200);
  on.accept(told.call, "bob", "laptop");
  on.join(told.call, "alice", "phone");
  on.pass(300);
  on.join(told.call, "bob", "laptop");
  on.pass(192'000);
  on.end(told.call, "alice");
  return told;
}

/// The callee was there and is gone: nothing rings, and the chat keeps the missed call.
flow call_notification() {
  auto told = named("call_notification");
  auto& on = *told.played;
  on.enroll("alice");
  on.enroll("bob");
  on.connect("bob", "phone");
  on.connect("alice", "laptop");
  on.pass(60'000);
  on.drop("bob", "phone");
  on.pass(180'000);
  told.call = on.call("alice", "laptop", "bob", call_type::audio);
  on.pass(72'000);
  on.connect("bob", "tablet");
  on.pass(60'000);
  return told;
}

/// A whole call with picture: cameras, measurements, a warning, and a drop that was only short.
flow webrtc_call() {
  auto told = named("webrtc_call");
  auto& on = *told.played;
  on.enroll("alice");
  on.enroll("bob");
  on.connect("alice", "laptop");
  on.connect("bob", "phone");
  told.call = on.call("alice", "laptop", "bob");
  on.join(told.call, "alice", "laptop");
  on.pass(2'500);
  on.join(told.call, "bob", "phone");
  on.pass(20'000);
  on.ask_room(told.call, "bob",
              room::change_media{told.call, {"bob"}, {"bob-phone"}, {false, true, false}});
  on.ask_room(told.call, "alice",
              room::report_security{told.call, {"alice"}, {"bob"}, 0.8, 0.9, {}});
  on.pass(5'000);
  on.drop("bob", "phone");
  on.pass(6'000);
  on.resume("bob", "phone");
  on.pass(30'000);
  on.leave(told.call, "bob", "phone");
  return told;
}

/// A socket that is lost in a call and does not come back.
flow websocket_auth() {
  auto told = named("websocket_auth");
  auto& on = *told.played;
  on.enroll("alice");
  on.enroll("bob");
  on.connect("alice", "phone");
  on.connect("bob", "laptop");
  told.call = on.call("bob", "laptop", "alice");
  on.pass(3'000);
  on.accept(told.call, "alice", "phone");
  on.join(told.call, "alice", "phone");
  on.join(told.call, "bob", "laptop");
  on.pass(47'000);
  on.drop("alice", "phone");
  on.pass(120'000);
  return told;
}

/// A customer waits, an agent comes, and the two are brought together.
flow call_id_matching() {
  auto told = named("call_id_matching");
  auto& on = *told.played;
  on.start_customer(1, "Ann");
  on.connect_side(1);
  on.pass(12'000);
  on.start_agent(2, "Bo");
  told.call = queue_call_in(queue_room({"default"}, on.seq_of(stream_of(queue_name{"default"}))));
  on.connect_side(2);
  on.ask_room(told.call, stage::side(1).value,
              room::join{told.call, stage::side(1), {"side-1"}, {}});
  on.ask_room(told.call, stage::side(2).value,
              room::join{told.call, stage::side(2), {"side-2"}, {}});
  on.pass(3'000);
  on.ask_room(told.call, stage::side(1).value,
              room::add_transcript{told.call, stage::side(1), "My order has not come."});
  on.pass(123'000);
  on.complete(1);
  on.pass(31'000);
  return told;
}

} // namespace

std::vector<flow> five_flows() {
  std::vector<flow> all;
  all.push_back(call_invitation());
  all.push_back(call_notification());
  all.push_back(webrtc_call());
  all.push_back(websocket_auth());
  all.push_back(call_id_matching());
  return all;
}

} // namespace switchboard::testing
