import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertProblem, Person } from "./support/person.js";
import { Server } from "./support/server.js";

let server;
before(async () => (server = await Server.start()));
after(() => server.stop());

const pair = async () => [await Person.register(server), await Person.register(server)];
const start = (person, body, headers) => person.post("/api/v1/calls/start", { call_type: "video", ...body }, headers);
const end = (person, call_id) => person.post("/api/v1/calls/end", { call_id });

test("a call rings, is cancelled, and stands in everybody's history", async () => {
  const [alice, bob] = await pair();
  const started = await start(alice, { callee: bob.id });
  assert.equal(started.status, 201);
  const { call } = started.body;
  assert.equal(call.caller_id, alice.id);
  assert.equal(call.callee_id, bob.id);
  assert.equal(call.call_type, "video");
  assert.equal(call.status, "ringing");
  assert.deepEqual(new Set(call.participants), new Set([alice.id, bob.id]));
  for (const person of [alice, bob])
    assert.deepEqual((await person.get("/api/v1/calls/active")).body.calls.map((each) => each.id), [call.id]);

  const ended = await end(alice, call.id);
  assert.equal(ended.status, 200);
  assert.equal(ended.body.call.status, "ended");
  assert.equal(ended.body.call.end_reason, "cancelled");
  assert.equal((await end(alice, call.id)).status, 200);
  for (const person of [alice, bob]) {
    assert.deepEqual((await person.get("/api/v1/calls/active")).body.calls, []);
    const [past] = (await person.get("/api/v1/calls/history")).body.calls;
    assert.deepEqual([past.id, past.end_reason], [call.id, "cancelled"]);
  }
});

test("hanging up while it rings for oneself declines", async () => {
  const [alice, bob] = await pair();
  const { call } = (await start(alice, { callee_username: bob.id })).body;
  assert.equal((await end(bob, call.id)).body.call.end_reason, "rejected");
});

test("two who call each other are in one call", async () => {
  const [alice, bob] = await pair();
  const [one, other] = await Promise.all([start(alice, { callee_id: bob.id }), start(bob, { callee_id: alice.id })]);
  assert.deepEqual([one.status, other.status], [201, 201]);
  assert.equal(one.body.call.id, other.body.call.id);
  const call = (await alice.get(`/api/v1/calls/${one.body.call.id}`)).body.call;
  assert.equal(call.status, "active");
});

test("whoever is in a call starts no other, and is told so", async () => {
  const [alice, bob] = await pair();
  const carol = await Person.register(server);
  const { call } = (await start(alice, { callee: bob.id })).body;
  assertProblem(await start(alice, { callee: carol.id }), 409, "already_in_call");
  await end(alice, call.id);
  assert.equal((await start(alice, { callee: carol.id })).status, 201);
});

test("a call that just ended keeps nobody from the next one, whoever ended it", async () => {
  const [alice, bob] = await pair();
  const carol = await Person.register(server);
  for (let round = 0; round < 20; round += 1) {
    for (const callee of [bob, carol]) {
      const started = await start(alice, { callee: callee.id });
      assert.equal(started.status, 201, JSON.stringify(started.body));
      await end(round % 2 ? alice : callee, started.body.call.id);
    }
  }
});

test("a start that is sent again under its key is the same call, also when it is long over", async () => {
  const [alice, bob] = await pair();
  const key = { "idempotency-key": "start-once" };
  const { call } = (await start(alice, { callee: bob.id }, key)).body;
  assert.equal((await start(alice, { callee: bob.id }, key)).body.call.id, call.id);
  await end(alice, call.id);
  const carol = await Person.register(server);
  await start(alice, { callee: carol.id });
  const again = await start(alice, { callee: bob.id }, key);
  assert.equal(again.status, 201);
  assert.equal(again.body.call.id, call.id);
  assert.equal((await alice.get("/api/v1/calls/history")).body.calls.length, 2);
});

test("what cannot be called is said by its code", async () => {
  const [alice, bob] = await pair();
  assertProblem(await start(alice, { callee: "nobody-at-all" }), 404, "unknown_user");
  assertProblem(await start(alice, { callee: "not an id" }), 422, "bad_request");
  assertProblem(await start(alice, { callee: alice.id }), 422, "bad_target");
  assertProblem(await start(alice, {}), 422, "bad_request");
  assertProblem(await start(alice, { callee: bob.id, room_id: "group~x" }), 422, "bad_request");
  assertProblem(await start(alice, { room_id: "garbage" }), 404, "unknown_room");
  assertProblem(await start(alice, { room_id: "group~nothing-here" }), 404, "unknown_room");
  assertProblem(await start(alice, { callee: bob.id, call_type: "smell" }), 422, "bad_request");
  assertProblem(await end(alice, "garbage"), 404, "unknown_call");
  assertProblem(await end(alice, `direct~${[alice.id, bob.id].sort().join("~")}~99`), 404, "unknown_call");
});

test("a call is shown to those whom it concerns, and to nobody else", async () => {
  const [alice, bob] = await pair();
  const stranger = await Person.register(server);
  const { call } = (await start(alice, { callee: bob.id })).body;
  for (const person of [alice, bob]) assert.equal((await person.get(`/api/v1/calls/${call.id}`)).status, 200);
  assertProblem(await stranger.get(`/api/v1/calls/${call.id}`), 403, "not_a_participant");
  assertProblem(await end(stranger, call.id), 403, "not_a_participant");
  assertProblem(await alice.get("/api/v1/calls/garbage"), 404, "unknown_call");
});

test("history comes page by page, each call once, the newest first", async () => {
  const [alice, bob] = await pair();
  const made = [];
  for (let count = 0; count < 7; ++count) {
    const { call } = (await start(alice, { callee: bob.id })).body;
    await end(alice, call.id);
    made.unshift(call.id);
  }
  const seen = [];
  for (let before = ""; before !== undefined; ) {
    const page = (await bob.get(`/api/v1/calls/history?limit=3${before && `&before=${before}`}`)).body;
    assert.ok(page.calls.length <= 3);
    seen.push(...page.calls.map((each) => each.id));
    before = page.next;
  }
  assert.deepEqual(seen, made);
  assertProblem(await bob.get("/api/v1/calls/history?limit=0"), 422, "bad_request");
  assertProblem(await bob.get("/api/v1/calls/history?before=soon"), 422, "bad_request");
});

test("a group is called as one, and only by its members", async () => {
  const [alice, bob] = await pair();
  const [carol, stranger] = await pair();
  const { room } = (await alice.post("/api/v1/rooms", { name: "three", members: [bob.id, carol.id] })).body;
  const started = await start(alice, { room_id: room.room_id });
  assert.equal(started.status, 201);
  assert.equal(started.body.call.callee_id, undefined);
  for (const person of [bob, carol]) assert.equal((await person.get("/api/v1/calls/active")).body.calls.length, 1);
  assertProblem(await start(stranger, { room_id: room.room_id }), 403, "not_a_member");
  assert.equal((await end(alice, started.body.call.id)).body.call.status, "ended");
});
