// One id is for one command of a person: it is done once, gets the same answer each time, and is refused
// for anything else, whichever door it comes through and whatever the server went through meanwhile.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertProblem, call, Person } from "./support/person.js";
import { run, Server } from "./support/server.js";
import { Socket } from "./support/socket.js";

let server;
before(async () => (server = await Server.start()));
after(() => server.stop());

const three = () => Promise.all([1, 2, 3].map(() => Person.register(server)));
const keyed = (key) => ({ "idempotency-key": key });
const write = (person, body, key) => person.post("/api/v1/chat/messages", body, keyed(key));
const contents = async (person, other) =>
  (await person.get(`/api/v1/chat/messages?with=${other.id}`)).body.messages.map(({ content }) => content);
const assertMismatch = (answer) => assertProblem(answer, 422, "idempotency_mismatch");

async function assertRefused(socket, type, fields, id) {
  const answer = await socket.ask(type, fields, id);
  assert.deepEqual([answer.type, answer.code], ["error", "idempotency_mismatch"], JSON.stringify(answer));
}

for (const isKilled of [false, true])
  test(`a key is for one body and one target${isKilled ? ", also after kill -9" : ""}`, async () => {
    const [alice, bob, carol] = await three();
    const first = await write(alice, { to: bob.id, content: "once" }, "k1");
    assert.equal(first.status, 201);
    if (isKilled) await server.restart();
    assertMismatch(await write(alice, { to: bob.id, content: "twice" }, "k1"));
    assertMismatch(await write(alice, { to: bob.id, content: "once", extra_data: { more: 1 } }, "k1"));
    assertMismatch(await write(alice, { to: carol.id, content: "once" }, "k1"));
    assertMismatch(await alice.post("/api/v1/rooms", { name: "others", members: [bob.id] }, keyed("k1")));
    assertMismatch(await alice.post("/api/v1/calls/start", { callee: bob.id, call_type: "audio" }, keyed("k1")));
    assertMismatch(await alice.post("/api/v1/users/me/status", { status: "busy" }, keyed("k1")));
    const again = await write(alice, { content: "once", to: bob.id }, "k1");
    assert.deepEqual([again.status, again.body], [201, first.body]);
    // A direct room is the pair, and somebody else's key is another one.
    assert.deepEqual((await write(alice, { room_id: first.body.message.room_id, content: "once" }, "k1")).body, first.body);
    assert.equal((await write(bob, { to: carol.id, content: "mine" }, "k1")).status, 201);
    assert.deepEqual(await contents(alice, bob), ["once"]);
    assert.deepEqual(await contents(alice, carol), []);
    assert.deepEqual((await alice.get("/api/v1/calls/active")).body.calls, []);
  });

test("HTTP and sockets share the keys of a person", async () => {
  const [alice, bob, carol] = await three();
  const socket = await Socket.of(alice);
  const { message } = (await write(alice, { to: bob.id, content: "hello" }, "7")).body;
  const ack = await socket.done("message", { to: bob.id, content: "hello" }, 7);
  assert.deepEqual([ack.message_id, ack.seq], [message.id, message.seq]);
  await assertRefused(socket, "message", { to: carol.id, content: "hello" }, 7);
  await assertRefused(socket, "call_invitation", { target_user_id: carol.id, call_type: "audio" }, 7);
  await socket.done("message", { to: bob.id, content: "by frame" }, "f1");
  assertMismatch(await write(alice, { to: carol.id, content: "by frame" }, "f1"));
  assert.equal((await write(alice, { to: bob.id, content: "by frame" }, "f1")).status, 201);
  assert.deepEqual(await contents(alice, bob), ["hello", "by frame"]);
  assert.deepEqual(await contents(alice, carol), []);
  await socket.close();
});

test("of many at once, one is done and all that are the same get its answer", async () => {
  const [alice, bob, carol] = await three();
  const same = await Promise.all(
    Array.from({ length: 20 }, () => write(alice, { to: bob.id, content: "at once" }, "race")));
  assert.deepEqual(new Set(same.map((each) => each.body.message.id)).size, 1);
  const either = await Promise.all(
    Array.from({ length: 20 }, (_, i) => write(alice, { to: i % 2 ? bob.id : carol.id, content: "either" }, "other-race")));
  const done = either.filter(({ status }) => status === 201);
  assert.equal(new Set(done.map(({ body }) => body.message.id)).size, 1);
  for (const each of either.filter(({ status }) => status !== 201)) assertMismatch(each);
  const told = [...(await contents(alice, bob)), ...(await contents(alice, carol))];
  assert.deepEqual(told.sort(), ["at once", "either"]);
});

test("a call is started once, and its key calls nobody else", async () => {
  const [alice, bob, carol] = await three();
  const start = (callee) => alice.post("/api/v1/calls/start", { callee: callee.id, call_type: "video" }, keyed("ring"));
  const first = await start(bob);
  assert.equal(first.status, 201);
  assertMismatch(await start(carol));
  assert.equal((await start(bob)).body.call.id, first.body.call.id);
  const { id } = first.body.call;
  assert.equal((await alice.post("/api/v1/calls/end", { call_id: id }, keyed("end"))).status, 200);
  assert.equal((await alice.post("/api/v1/calls/end", { call_id: id }, keyed("end"))).status, 200);
  assertMismatch(await alice.post("/api/v1/calls/end", { call_id: id }, keyed("ring")));
  // It has ended; that does not make a new one of it.
  await server.restart();
  assert.equal((await start(bob)).body.call.id, id);
});

test("what was refused leaves its key free", async () => {
  const [alice, bob] = await three();
  assert.equal((await write(alice, { to: "nobody-of-this-name", content: "hello" }, "free")).status, 404);
  assert.equal((await write(alice, { to: bob.id, content: "hello" }, "free")).status, 201);
});

test("a group is made once", async () => {
  const [alice, bob, carol] = await three();
  const make = (body) => alice.post("/api/v1/rooms", body, keyed("group"));
  const first = await make({ name: "friends", members: [bob.id] });
  assert.equal(first.status, 201);
  assert.equal((await make({ name: "friends", members: [bob.id] })).body.room.id, first.body.room.id);
  assertMismatch(await make({ name: "friends", members: [bob.id, carol.id] }));
  assertMismatch(await make({ name: "foes", members: [bob.id] }));
});

test("an account is made once, and its key makes no other of it", async () => {
  const body = { username: "twice-asked", email: "twice@example.org", password: "correct horse battery" };
  const register = (changes = {}) =>
    call(server, "POST", "/api/v1/auth/register", { body: { ...body, ...changes }, headers: keyed("account") });
  const first = await register();
  assert.equal(first.status, 201);
  for (const isKilled of [false, true]) {
    if (isKilled) await server.restart();
    assert.deepEqual((await register()).body.user, first.body.user);
    assertMismatch(await register({ full_name: "Somebody Else" }));
    assertMismatch(await register({ email: "other@example.org" }));
    assertMismatch(await register({ password: "another horse battery" }));
  }
});

test("a side of a queue comes in once, with or without an account", async () => {
  const alice = await Person.register(server);
  const start = (token, changes = {}) =>
    call(server, "POST", "/api/calls/start", {
      token, headers: keyed("side-1"), body: { user_type: "customer", user_name: "Ann", queue: "once", ...changes } });
  for (const token of [undefined, alice.token]) {
    const first = await start(token);
    assert.equal(first.status, 200);
    assert.equal((await start(token)).body.call_id, first.body.call_id);
    assertMismatch(await start(token, { user_name: "Bea" }));
    assertMismatch(await start(token, { queue: "elsewhere" }));
    assertMismatch(await start(token, { user_type: "agent" }));
  }
  assertMismatch(await alice.post("/api/v1/rooms", { name: "side", members: [] }, keyed("side-1")));
});

test("a role that was changed again stays so when the first request is repeated", async () => {
  await server.kill();
  const password = "correct horse battery";
  const made = await run(["admin", "create", "boss", "--data", server.folder], { input: `${password}\n`, env: server.env });
  assert.equal(made.code, 0, made.err);
  await server.boot();
  const boss = new Person(server, "boss");
  await boss.logIn();
  const other = await Person.register(server);
  const change = (role, key) => boss.post(`/api/v1/admin/users/${other.id}/role`, { role }, keyed(key));
  assert.equal((await change("admin", "up")).status, 200);
  assert.equal((await change("user", "down")).status, 200);
  await other.logIn();
  assert.equal((await change("admin", "up")).status, 200);
  assertProblem(await other.get("/api/v1/admin/overview"), 403, "forbidden");
  assert.equal((await other.get("/api/v1/users/me")).status, 200);
  assertMismatch(await change("agent", "up"));
});
