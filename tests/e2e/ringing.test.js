// Invitations over sockets: whoever is called is told, on every device, whenever they connect.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Person } from "./support/person.js";
import { Server } from "./support/server.js";
import { connected, Socket } from "./support/socket.js";

let server;
before(async () => (server = await Server.start({ SWITCHBOARD_CALLS_RING_TIMEOUT_MS: "4000" })));
after(() => server.stop());

async function pair() {
  const [alice, bob] = [await Person.register(server), await Person.register(server)];
  return { alice, bob };
}

const history = async (person, other) =>
  (await person.get(`/api/v1/chat/messages?with=${other.id}`)).body.messages;
const invitationOf = async (person, other) => (await history(person, other)).at(-1).extra_data.call_invitation;

test("every device of the callee gets the message and the invitation", async () => {
  const { alice, bob } = await pair();
  const caller = await Socket.of(alice);
  const devices = [await Socket.of(bob), await Socket.of(bob), await Socket.of(bob)];
  const ack = await caller.done("call_invitation", { target_user_id: bob.id, call_type: "video" });
  assert.equal(ack.type, "ack");
  for (const device of devices) {
    const message = await device.next("message");
    assert.equal(message.id, ack.message_id);
    assert.equal(message.message_type, "system");
    assert.equal(message.sender_id, alice.id);
    const { call_invitation } = message.extra_data;
    assert.deepEqual(
      [call_invitation.call_id, call_invitation.caller_id, call_invitation.target_user_id, call_invitation.status],
      [ack.call_id, alice.id, bob.id, "pending"]);
    const ring = await device.next("call_invitation");
    assert.deepEqual([ring.call_id, ring.room_id, ring.call_type], [ack.call_id, ack.room_id, "video"]);
    assert.equal(ring.caller.id, alice.id);
    assert.equal(ring.caller.full_name, `The ${alice.name}`);
    assert.equal(ring.expires_at, call_invitation.expires_at);
    assert.equal(typeof ring.seq, "number");
  }
  await devices[1].done("call_accept", { call_id: ack.call_id });
  assert.equal((await caller.next("call_accepted")).user_id, bob.id);
  for (const device of [devices[0], devices[2]])
    assert.equal((await device.next("call_answered_elsewhere")).call_id, ack.call_id);
  await devices[2].refused("call_accept", { call_id: ack.call_id }, "already_answered");
  assert.equal((await invitationOf(alice, bob)).status, "accepted");
});

test("7 and \"7\" are the same person", async () => {
  const seven = await Person.register(server, 7);
  const { alice } = await pair();
  const callee = await Socket.of(seven);
  for (const target_user_id of [7, "7"]) {
    const caller = await Socket.of(alice);
    const ack = await caller.done("call_invitation", { target_user_id, call_type: "audio" });
    assert.equal((await callee.next("call_invitation")).call_id, ack.call_id);
    await callee.done("call_reject", { call_id: ack.call_id, reason: "later" });
    const rejected = await caller.next("call_rejected");
    assert.deepEqual([rejected.call_id, rejected.user_id, rejected.reason], [ack.call_id, "7", "later"]);
    await caller.close();
  }
});

test("whoever is offline is rung when they connect, and finds it in the history when it has stopped", async () => {
  const { alice, bob } = await pair();
  const caller = await Socket.of(alice);
  const first = await caller.done("call_invitation", { target_user_id: bob.id, call_type: "audio" });
  const device = await Socket.of(bob);
  const message = await device.next("message");
  assert.deepEqual([message.id, message.sender_id, message.message_type], [first.message_id, alice.id, "system"]);
  assert.equal(message.extra_data.call_invitation.call_id, first.call_id);
  const ring = await device.next("call_invitation");
  assert.equal(ring.call_id, first.call_id);
  await caller.done("call_cancel", { call_id: first.call_id });
  assert.equal((await device.next("call_cancelled")).call_id, first.call_id);
  await caller.done("call_cancel", { call_id: first.call_id });
  assert.deepEqual(await device.rest(), [], "cancelling twice is cancelling once, and the message came once");
  await device.close();

  const second = await caller.done("call_invitation", { target_user_id: bob.id, call_type: "audio" });
  assert.equal((await caller.next("call_missed")).call_id, second.call_id);
  const late = await Socket.of(bob);
  assert.deepEqual((await late.rest()).filter((frame) => frame.type === "call_invitation"), []);
  assert.equal((await invitationOf(bob, alice)).status, "missed");
  const call = (await alice.get(`/api/v1/calls/${second.call_id}`)).body.call;
  assert.deepEqual([call.status, call.end_reason], ["ended", "missed"]);
});

test("who is called and does not answer is told that they missed it, and so is the caller", async () => {
  const { alice, bob } = await pair();
  const [caller, callee] = [await Socket.of(alice), await Socket.of(bob)];
  const { call_id } = await caller.done("call_invitation", { target_user_id: bob.id, call_type: "audio" });
  await callee.next("call_invitation");
  await Promise.all([caller.next("call_missed", { call_id }), callee.next("call_missed", { call_id })]);
  await callee.refused("call_accept", { call_id }, "already_ended");
});

test("two who call each other at once are in one call", async () => {
  const { alice, bob } = await pair();
  const [a, b] = [await Socket.of(alice), await Socket.of(bob)];
  const [one, other] = await Promise.all([
    a.done("call_invitation", { target_user_id: bob.id, call_type: "video" }),
    b.done("call_invitation", { target_user_id: alice.id, call_type: "video" }),
  ]);
  assert.equal(one.call_id, other.call_id);
  await Promise.all([a.done("join", { call_id: one.call_id }), b.done("join", { call_id: one.call_id })]);
  const call = (await alice.get(`/api/v1/calls/${one.call_id}`)).body.call;
  assert.equal(call.status, "active");
});

test("accepted on two devices at once, one wins and the other is told", async () => {
  const { alice, bob } = await pair();
  const caller = await Socket.of(alice);
  const devices = [await Socket.of(bob), await Socket.of(bob)];
  const { call_id } = await caller.done("call_invitation", { target_user_id: bob.id, call_type: "video" });
  await Promise.all(devices.map((each) => each.next("call_invitation")));
  const answers = await Promise.all(devices.map((each) => each.ask("call_accept", { call_id })));
  assert.deepEqual(answers.map((each) => each.code ?? each.type).sort(), ["ack", "already_answered"]);
  await caller.next("call_accepted");
  assert.deepEqual((await caller.rest()).filter((frame) => frame.type === "call_accepted"), []);
});

test("somebody in a call is busy for others", async () => {
  const { alice, bob } = await pair();
  const carol = await Person.register(server);
  const [a, b, c] = [await Socket.of(alice), await Socket.of(bob), await Socket.of(carol)];
  const { call_id } = await connected(a, b);
  const busy = await c.done("call_invitation", { target_user_id: bob.id, call_type: "audio" });
  assert.equal((await c.next("call_busy")).user_id, bob.id);
  assert.equal((await carol.get(`/api/v1/calls/${busy.call_id}`)).body.call.end_reason, "busy");
  await a.refused("call_invitation", { target_user_id: carol.id, call_type: "audio" }, "already_in_call");
  await b.done("call_end", { call_id });
  const ended = await a.next("call_ended");
  assert.deepEqual([ended.call_id, ended.reason], [call_id, "completed"]);
  assert.equal(typeof ended.duration_s, "number");
  await a.done("call_invitation", { target_user_id: carol.id, call_type: "audio" });
});

test("the same command is done once, however often it is sent", async () => {
  const { alice, bob } = await pair();
  const caller = await Socket.of(alice);
  const callee = await Socket.of(bob);
  const frame = { target_user_id: bob.id, call_type: "audio" };
  const first = await caller.done("call_invitation", frame, "the-only-one");
  const again = await caller.done("call_invitation", frame, "the-only-one");
  assert.deepEqual([again.call_id, again.message_id, again.seq], [first.call_id, first.message_id, first.seq]);
  await callee.next("call_invitation");
  const rest = await callee.rest();
  assert.deepEqual(rest.filter((each) => each.type === "call_invitation"), []);
});

test("an acknowledged invitation survives kill -9, and still ends", async () => {
  const own = await Server.start({ SWITCHBOARD_CALLS_RING_TIMEOUT_MS: "3000" });
  try {
    const [alice, bob] = [await Person.register(own), await Person.register(own)];
    const caller = await Socket.of(alice);
    const { call_id } = await caller.done("call_invitation", { target_user_id: bob.id, call_type: "audio" });
    await own.restart();
    await alice.logIn();
    const back = await Socket.of(alice, { resume: caller.point });
    assert.equal(back.hello.connection_id, caller.hello.connection_id);
    assert.equal(back.hello.resumed, true);
    assert.equal((await back.next("call_missed")).call_id, call_id);
    await bob.logIn();
    assert.equal((await invitationOf(bob, alice)).status, "missed");
  } finally {
    await own.stop();
  }
});
