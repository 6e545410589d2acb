import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertProblem, call, Person } from "./support/person.js";
import { run, Server } from "./support/server.js";
import { connected, Socket } from "./support/socket.js";

let server;
before(async () => (server = await Server.start()));
after(() => server.stop());

const pair = async (of = server) => [await Person.register(of), await Person.register(of)];
const block = (person, other) => person.send("PUT", `/api/v1/users/me/blocks/${other.id}`);
const unblock = (person, other) => person.send("DELETE", `/api/v1/users/me/blocks/${other.id}`);
const write = (person, other) => person.post("/api/v1/chat/messages", { to: other.id, content: "hello" });

test("a blocked person's messages and calls are refused at every door", async () => {
  const [alice, bob] = await pair();
  const { room_id } = (await write(bob, alice)).body.message;
  assert.equal((await block(alice, bob)).status, 204);
  assertProblem(await write(bob, alice), 403, "not_reachable");
  assertProblem(await bob.post("/api/v1/chat/messages", { room_id, content: "hello" }), 403, "not_reachable");
  assertProblem(await bob.post("/api/v1/calls/start", { callee: alice.id, call_type: "audio" }), 403, "not_reachable");
  const socket = await Socket.of(bob);
  await socket.refused("message", { to: alice.id, content: "hello" }, "not_reachable");
  await socket.refused("message", { room_id, content: "hello" }, "not_reachable");
  await socket.refused("call_invitation", { target_user_id: alice.id, call_type: "video" }, "not_reachable");
  await socket.close();
});

test("a block holds from its answer on, also after a crash, until it is taken back", async () => {
  const [alice, bob] = await pair();
  await block(alice, bob);
  assertProblem(await write(bob, alice), 403, "not_reachable");
  await server.restart();
  assertProblem(await write(bob, alice), 403, "not_reachable");
  assert.deepEqual((await alice.get("/api/v1/users/me/blocks")).body, { blocks: [bob.id] });
  assert.equal((await unblock(alice, bob)).status, 204);
  assert.equal((await unblock(alice, bob)).status, 204);
  assert.equal((await write(bob, alice)).status, 201);
  assert.deepEqual((await alice.get("/api/v1/users/me/blocks")).body, { blocks: [] });
});

test("whoever is blocked hears nothing of it, and one's own devices do", async () => {
  const [alice, bob] = await pair();
  const [phone, theirs] = [await Socket.of(alice), await Socket.of(bob)];
  await block(alice, bob);
  await phone.next("block", { user_id: bob.id, is_blocked: true });
  await unblock(alice, bob);
  await phone.next("block", { user_id: bob.id, is_blocked: false });
  assert.deepEqual((await theirs.rest()).filter((each) => each.type !== "pong"), []);
  assert.deepEqual((await bob.get("/api/v1/rooms")).body.rooms, []);
  await phone.close();
  await theirs.close();
});

test("a blocked person cannot bring somebody into a group", async () => {
  const [alice, bob] = await pair();
  await block(alice, bob);
  assertProblem(await bob.post("/api/v1/rooms", { name: "trap", members: [alice.id] }), 403, "not_reachable");
  const { room } = (await bob.post("/api/v1/rooms", { name: "trap", members: [] })).body;
  assertProblem(await bob.post(`/api/v1/rooms/${room.id}/members`, { user_id: alice.id }), 403, "not_reachable");
});

test("blocking is for people who are there, and others", async () => {
  const alice = await Person.register(server);
  assertProblem(await alice.send("PUT", "/api/v1/users/me/blocks/nobody-here"), 404, "unknown_user");
  assertProblem(await block(alice, alice), 422, "bad_target");
});

test("a report reaches the admins, in a list and a frame, and they settle it", async () => {
  const server = await Server.start();
  await server.ready();
  await server.drain();
  const made = await run(["admin", "create", "root", "--data", server.folder], { input: "correct horse battery\n" });
  assert.equal(made.code, 0, made.err);
  await server.boot();
  const root = new Person(server, "root");
  await root.logIn();
  const [alice, bob] = await pair(server);
  const desk = await Socket.of(root);
  const { message } = (await write(bob, alice)).body;

  assertProblem(await alice.post("/api/v1/reports", { user_id: bob.id, reason: "" }), 422, "bad_value");
  assertProblem(await alice.post("/api/v1/reports", { user_id: "nobody-here", reason: "insults" }), 404, "unknown_user");
  const [carol, dave] = await pair(server);
  const foreign = { user_id: bob.id, message_id: message.id, reason: "insults" };
  assertProblem(await carol.post("/api/v1/reports", foreign), 404, "unknown_message");
  const own = (await write(alice, bob)).body.message;
  assertProblem(await alice.post("/api/v1/reports", { ...foreign, message_id: own.id }), 422, "bad_target");

  const reported = await alice.post("/api/v1/reports", foreign);
  assert.equal(reported.status, 201, JSON.stringify(reported.body));
  const { report } = reported.body;
  const frame = await desk.next("report", { id: report.id });
  assert.deepEqual(
    [frame.user_id, frame.reporter_id, frame.message_id, frame.reason],
    [bob.id, alice.id, message.id, "insults"]);
  const theirs = await Socket.of(bob);
  assert.deepEqual((await theirs.rest()).filter((each) => each.type === "report"), []);

  assertProblem(await dave.get("/api/v1/admin/reports"), 403, "forbidden");
  const list = (await root.get("/api/v1/admin/reports")).body.reports;
  assert.deepEqual(list.map((each) => each.id), [report.id]);
  const settled = await root.post(`/api/v1/admin/reports/${encodeURIComponent(report.id)}/settle`, { note: "warned" });
  assert.equal(settled.status, 200, JSON.stringify(settled.body));
  assert.deepEqual([settled.body.report.settled_by, settled.body.report.note], ["root", "warned"]);
  assert.deepEqual((await root.get("/api/v1/admin/reports")).body.reports, []);
  assert.equal((await root.get("/api/v1/admin/reports?state=all")).body.reports.length, 1);
  assertProblem(await root.post("/api/v1/admin/reports/report~nobody~1/settle", {}), 404, "unknown_report");
  await desk.close();
  await theirs.close();
  await server.stop();
});

test("where one must be asked first, a request opens the way", async () => {
  const server = await Server.start({ SWITCHBOARD_PRIVACY_CONTACT: "asked_first" });
  const [alice, bob] = await pair(server);
  const [phone, theirs] = [await Socket.of(alice), await Socket.of(bob)];
  assertProblem(await write(bob, alice), 403, "not_reachable");
  await theirs.refused("call_invitation", { target_user_id: alice.id, call_type: "audio" }, "not_reachable");
  assertProblem(await bob.post("/api/v1/rooms", { members: [alice.id] }), 403, "not_reachable");
  assert.equal((await bob.post("/api/v1/contacts/requests", { user_id: alice.id })).status, 204);
  const { user } = await phone.next("contact_request");
  assert.equal(user.id, bob.id);
  assert.deepEqual((await alice.get("/api/v1/users/me/contacts")).body, { contacts: [], requests: [bob.id] });
  assert.equal((await alice.send("PUT", `/api/v1/users/me/contacts/${bob.id}`)).status, 204);
  await theirs.next("contact", { user_id: alice.id, change: "opened" });
  assert.equal((await write(bob, alice)).status, 201);
  await alice.send("PUT", `/api/v1/users/me/contacts/${bob.id}`);
  await alice.send("DELETE", `/api/v1/users/me/contacts/${bob.id}`);
  assertProblem(await write(bob, alice), 403, "not_reachable");
  for (const each of [phone, theirs]) await each.close();
  await server.stop();
});

test("where a room must be shared, a group opens the way", async () => {
  const server = await Server.start({ SWITCHBOARD_PRIVACY_CONTACT: "shared_room" });
  const [alice, bob] = await pair(server);
  assertProblem(await write(bob, alice), 403, "not_reachable");
  await alice.send("PUT", `/api/v1/users/me/contacts/${bob.id}`);
  assert.equal((await bob.post("/api/v1/rooms", { name: "team", members: [alice.id] })).status, 201);
  await alice.send("DELETE", `/api/v1/users/me/contacts/${bob.id}`);
  assert.equal((await write(alice, bob)).status, 201);
  const [mine, theirs] = [await Socket.of(alice), await Socket.of(bob)];
  await connected(mine, theirs);
  for (const each of [mine, theirs]) await each.close();
  await server.stop();
});

test("without a login there is nothing of this", async () => {
  assertProblem(await call(server, "PUT", "/api/v1/users/me/blocks/somebody"), 401, "unauthorized");
  assertProblem(await call(server, "POST", "/api/v1/reports", { body: { user_id: "a", reason: "b" } }), 401, "unauthorized");
});
