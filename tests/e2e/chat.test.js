import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertProblem, Person } from "./support/person.js";
import { Server } from "./support/server.js";

let server;
before(async () => (server = await Server.start()));
after(() => server.stop());

const pair = async () => [await Person.register(server), await Person.register(server)];
const write = (person, body, headers) => person.post("/api/v1/chat/messages", body, headers);
const read = (person, query) => person.get(`/api/v1/chat/messages?${query}`);

test("a message is written, and read by both, as the same", async () => {
  const [alice, bob] = await pair();
  const written = await write(alice, { to: bob.id, content: "hello ☎", extra_data: { mood: "good" } });
  assert.equal(written.status, 201);
  const { message } = written.body;
  assert.equal(message.sender_id, alice.id);
  assert.equal(message.receiver_id, bob.id);
  assert.equal(message.message_type, "text");
  assert.deepEqual(message.extra_data, { mood: "good" });
  assert.deepEqual((await read(alice, `with=${bob.id}`)).body.messages, [message]);
  assert.deepEqual((await read(bob, `with=${alice.id}`)).body.messages, [message]);
  assert.deepEqual((await read(bob, `room_id=${message.room_id}`)).body.messages, [message]);
});

test("extra_data is there when there is none", async () => {
  const [alice, bob] = await pair();
  const { message } = (await write(alice, { to: bob.id, content: "plain" })).body;
  assert.equal(message.extra_data, null);
  assert.equal((await read(bob, `with=${alice.id}`)).body.messages[0].extra_data, null);
});

test("an invitation stands in the chat, with how it goes", async () => {
  const [alice, bob] = await pair();
  const { call } = (await alice.post("/api/v1/calls/start", { callee: bob.id, call_type: "audio" })).body;
  const invitation = async () => {
    const [message] = (await read(bob, `with=${alice.id}`)).body.messages;
    assert.equal(message.message_type, "system");
    return message.extra_data.call_invitation;
  };
  const pending = await invitation();
  assert.deepEqual(
    [pending.call_id, pending.call_type, pending.caller_id, pending.target_user_id, pending.status],
    [call.id, "audio", alice.id, bob.id, "pending"],
  );
  await alice.post("/api/v1/calls/end", { call_id: call.id });
  assert.equal((await invitation()).status, "cancelled");
  await server.restart();
  assert.equal((await invitation()).status, "cancelled");
});

test("messages come page by page, each once, the oldest first in a page", async () => {
  const [alice, bob] = await pair();
  const contents = ["one", "two", "three", "four", "five"];
  for (const content of contents) await write(alice, { to: bob.id, content });
  const seen = [];
  for (let before = ""; before !== undefined; ) {
    const page = (await read(bob, `with=${alice.id}&limit=2${before && `&before=${before}`}`)).body;
    seen.unshift(...page.messages.map((each) => each.content));
    before = page.next;
  }
  assert.deepEqual(seen, contents);
});

test("a message that is sent again under its key is written once, also after a crash", async () => {
  const [alice, bob] = await pair();
  const key = { "idempotency-key": "say-it-once" };
  const first = await write(alice, { to: bob.id, content: "once" }, key);
  await server.restart();
  const again = await write(alice, { to: bob.id, content: "once" }, key);
  assert.deepEqual(again.body, first.body);
  assert.equal((await read(bob, `with=${alice.id}`)).body.messages.length, 1);
});

test("one's own messages are changed and taken back, and nobody else's", async () => {
  const [alice, bob] = await pair();
  const { message } = (await write(alice, { to: bob.id, content: "helo" })).body;
  const path = `/api/v1/chat/messages/${message.id}`;
  const edited = await alice.send("PATCH", path, { content: "hello" });
  assert.equal(edited.body.message.content, "hello");
  assert.equal(typeof edited.body.message.edited_at, "string");
  assertProblem(await bob.send("PATCH", path, { content: "mine" }), 403, "forbidden");
  assert.equal((await alice.send("DELETE", path)).body.message.content, "");
  assertProblem(await alice.send("DELETE", "/api/v1/chat/messages/garbage"), 404, "unknown_message");
});

test("what cannot be written or read is said by its code", async () => {
  const [alice, bob] = await pair();
  const stranger = await Person.register(server);
  const { message } = (await write(alice, { to: bob.id, content: "for two" })).body;
  assertProblem(await read(stranger, `room_id=${message.room_id}`), 403, "not_a_member");
  assertProblem(await write(stranger, { room_id: message.room_id, content: "let me in" }), 403, "not_a_member");
  assertProblem(await write(alice, { to: "nobody-at-all", content: "hello?" }), 404, "unknown_user");
  assertProblem(await read(alice, "with=nobody-at-all"), 404, "unknown_user");
  assertProblem(await write(alice, { room_id: "group~nothing-here", content: "hello?" }), 404, "unknown_room");
  assertProblem(await write(alice, { content: "to nobody" }), 422, "bad_request");
  assertProblem(await write(alice, { to: alice.id, content: "to myself" }), 422, "bad_target");
  assertProblem(await write(alice, { to: bob.id, content: "" }), 422, "bad_value");
  assertProblem(await write(alice, { to: bob.id, content: "x".repeat(20_000) }), 422, "too_long");
  assertProblem(await read(alice, ""), 422, "bad_request");
});

test("a group is made, changed by its owner, and left", async () => {
  const [alice, bob] = await pair();
  const carol = await Person.register(server);
  const key = { "idempotency-key": "one-group" };
  const made = await alice.post("/api/v1/rooms", { name: "us", members: [bob.id] }, key);
  assert.equal(made.status, 201);
  assert.deepEqual(made.body.room.members, [alice.id, bob.id]);
  const path = `/api/v1/rooms/${made.body.room.room_id}`;
  assert.deepEqual((await alice.post("/api/v1/rooms", { name: "us", members: [bob.id] }, key)).body, made.body);
  assertProblem(await bob.send("PATCH", path, { name: "mine" }), 403, "forbidden");
  assert.equal((await alice.send("PATCH", path, { name: "all" })).body.room.name, "all");
  assert.deepEqual((await alice.post(`${path}/members`, { user_id: carol.id })).body.room.members.length, 3);
  assertProblem(await alice.post(`${path}/members`, { user_id: "nobody-at-all" }), 404, "unknown_user");
  await write(carol, { room_id: made.body.room.room_id, content: "hello all" });
  const [newest] = (await bob.get("/api/v1/rooms")).body.rooms;
  assert.equal(newest.last_message.content, "hello all");
  assert.equal((await carol.send("DELETE", `${path}/members/${carol.id}`)).status, 200);
  assertProblem(await carol.get(path), 403, "not_a_member");
});
