// What one person may do to others: how often they ring, how much they write, and what they see of people who do not know
// them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertProblem, Person } from "./support/person.js";
import { Server } from "./support/server.js";
import { Socket } from "./support/socket.js";

let server;
before(async () => (server = await Server.start({
  SWITCHBOARD_PRIVACY_PRESENCE: "shared",
  SWITCHBOARD_LIMITS_PRESENCE_PEOPLE_PER_S: "1",
  SWITCHBOARD_LIMITS_PRESENCE_PEOPLE_BURST: "1000",
  SWITCHBOARD_CALLS_UNASKED_BYTES: "262144",
  SWITCHBOARD_CALLS_UNASKED_CALLS_PER_MINUTE: "10",
})));
after(() => server.stop());

const people = (count) => Promise.all(Array.from({ length: count }, () => Person.register(server)));

test("a stranger rings a few times a minute, and is told when to try again", async () => {
  const [mallory, victim] = await people(2);
  const caller = await Socket.of(mallory);
  const callee = await Socket.of(victim);
  let refused;
  let rings = 0;
  for (let tries = 0; tries < 30 && !refused; ++tries) {
    const answer = await caller.ask("call_invitation", { target_user_id: victim.id, call_type: "audio" });
    if (answer.type === "error") {
      refused = answer;
    } else {
      await callee.next("call_invitation", { call_id: answer.call_id });
      ++rings;
      await caller.done("call_cancel", { call_id: answer.call_id });
    }
  }
  assert.equal(refused.code, "rate_limited");
  assert.ok(refused.retry_after_ms > 0 && refused.retry_after_ms <= 60_000, JSON.stringify(refused));
  assert.equal(rings, 10);
  assert.deepEqual((await callee.rest()).filter((each) => each.type === "call_invitation"), [], "none but these rang");
  const overHttp = await mallory.post("/api/v1/calls/start", { callee: victim.id, call_type: "audio" });
  assertProblem(overHttp, 429, "rate_limited");
  assert.ok(Number(overHttp.headers.get("retry-after")) > 0);
  // Whom they have called themselves rings them all the same.
  await callee.done("call_invitation", { target_user_id: mallory.id, call_type: "audio" });
});

test("a stranger writes so much in a while; who has answered them hears the rest", async () => {
  const [mallory, victim] = await people(2);
  const writes = await Socket.of(mallory);
  const large = { to: victim.id, content: "x".repeat(16_000), extra_data: { more: "y".repeat(16_000) } };
  const answers = [];
  for (let i = 0; i < 12; ++i) answers.push(await writes.ask("message", large));
  const taken = answers.filter((each) => each.type === "ack").length;
  assert.equal(taken, 8);
  assert.ok(answers.slice(taken).every((each) => each.code === "rate_limited" && each.retry_after_ms > 0));
  assertProblem(await mallory.post("/api/v1/chat/messages", large), 429, "rate_limited");
  await (await Socket.of(victim)).done("message", { to: mallory.id, content: "who are you?" });
  for (let i = 0; i < 12; ++i) await writes.done("message", large);
});

test("a group's call is one event a step, rings for whoever comes meanwhile, and ends for all", async () => {
  const [alice, bob, carol, dave] = await people(4);
  const { room } = (await alice.post("/api/v1/rooms", { name: "Crew", members: [bob.id, carol.id, dave.id] })).body;
  const caller = await Socket.of(alice);
  const first = await Socket.of(bob);
  const { call_id, room_id } = await caller.done("call_invitation", { room_id: room.room_id, call_type: "audio" });
  assert.equal(room_id, room.room_id);
  await first.next("message", { room_id });
  assert.equal((await first.next("call_invitation", { call_id })).caller.id, alice.id);
  const late = await Socket.of(carol);
  const message = await late.next("message", { room_id });
  assert.equal(message.extra_data.call_invitation.call_id, call_id);
  await late.next("call_invitation", { call_id });
  assert.equal((await caller.rest()).filter((each) => each.type === "call_invitation").length, 0);

  await late.done("call_reject", { call_id });
  await caller.next("call_rejected", { call_id, user_id: carol.id });
  await caller.done("call_cancel", { call_id });
  await first.next("call_cancelled", { call_id });
  await first.next("call_ended", { call_id });
  await late.next("call_ended", { call_id });
  const missing = await Socket.of(dave);
  assert.deepEqual((await missing.rest()).map((each) => each.type), []);
});

test("presence is for people who share a room", async () => {
  const [alice, bob] = await people(2);
  const bobs = await Socket.of(bob);
  const watcher = await Socket.of(alice);
  watcher.say({ type: "presence_subscribe", user_ids: [bob.id, alice.id] });
  const hidden = await watcher.next("presence", { user_id: bob.id });
  assert.deepEqual([hidden.status, hidden.last_seen ?? null], ["offline", null]);
  assert.equal((await watcher.next("presence", { user_id: alice.id })).status, "online");
  assert.equal((await alice.get(`/api/v1/users/${bob.id}`)).body.status, "offline");
  assert.equal((await alice.get(`/api/v1/presence?user_ids=${bob.id}`)).body.presences[0].status, "offline");

  await bobs.done("message", { to: alice.id, content: "hello" });
  watcher.say({ type: "presence_subscribe", user_ids: [bob.id] });
  assert.equal((await watcher.next("presence", { user_id: bob.id })).status, "online");
  assert.equal((await alice.get(`/api/v1/users/${bob.id}`)).body.status, "online");
  assert.equal((await alice.get(`/api/v1/presence?user_ids=${bob.id}`)).body.presences[0].status, "online");
});

test("to begin to watch a thousand people again and again is refused for a while", async () => {
  const [alice] = await people(1);
  const watcher = await Socket.of(alice);
  const user_ids = Array.from({ length: 1_000 }, (_, index) => `nobody-${index}`);
  const answers = [];
  for (let i = 0; i < 5; ++i) {
    answers.push(await watcher.ask("presence_subscribe", { user_ids }));
    await watcher.rest();
  }
  assert.deepEqual(answers.map((each) => each.code ?? each.type), ["ack", "rate_limited", "rate_limited", "rate_limited", "rate_limited"]);
  assert.ok(answers[1].retry_after_ms > 0);
});

test("who comes late to a group reads what its setting says", async () => {
  const [alice, bob, carol] = await people(3);
  const { room } = (await alice.post("/api/v1/rooms", { name: "Crew", members: [bob.id] })).body;
  const write = (content) => alice.post("/api/v1/chat/messages", { room_id: room.room_id, content });
  const read = async (person) =>
    (await person.get(`/api/v1/chat/messages?room_id=${room.room_id}`)).body.messages.map((each) => each.content);
  await write("before");
  await alice.post(`/api/v1/rooms/${room.room_id}/members`, { user_id: carol.id });
  await write("after");
  assert.deepEqual(await read(carol), ["before", "after"]);
  assertProblem(await bob.send("PATCH", `/api/v1/rooms/${room.room_id}`, { history: "since_joined" }), 403, "forbidden");
  const changed = await alice.send("PATCH", `/api/v1/rooms/${room.room_id}`, { history: "since_joined" });
  assert.equal(changed.body.room.history, "since_joined");
  assert.deepEqual(await read(carol), ["after"]);
  assert.deepEqual(await read(bob), ["before", "after"]);

  const socket = await Socket.of(carol, { resume: { streams: { [`room/${room.room_id}`]: 0 } } });
  assert.equal((await socket.next("message")).content, "after");
  assert.deepEqual((await socket.rest()).filter((each) => each.type === "message"), []);
});
