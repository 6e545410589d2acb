import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertProblem, call, Person } from "./support/person.js";
import { newFolder, run, Server } from "./support/server.js";
import { Socket } from "./support/socket.js";

let server;
let admin;
before(async () => {
  server = new Server(await newFolder(), { SWITCHBOARD_QUEUES_OPEN_AGENTS: "false" });
  const made = await run(["admin", "create", "root", "--data", server.folder], {
    input: "correct horse battery\n",
    env: server.env,
  });
  assert.equal(made.code, 0, made.err);
  await server.boot();
  admin = new Person(server, "root");
  await admin.logIn();
});
after(() => server.stop());

test("what is for admins is for nobody else", async () => {
  const person = await Person.register(server);
  for (const path of ["overview", "users", "calls"]) {
    assert.equal((await admin.get(`/api/v1/admin/${path}`)).status, 200);
    assertProblem(await person.get(`/api/v1/admin/${path}`), 403, "forbidden");
    assertProblem(await call(server, "GET", `/api/v1/admin/${path}`), 401, "unauthorized");
  }
});

test("whoever is shut out is out at once, and comes in again when let", async () => {
  const person = await Person.register(server);
  const banned = await admin.post(`/api/v1/admin/users/${person.id}/ban`, { reason: "spam" });
  assert.equal(banned.body.is_banned, true);
  assertProblem(await person.get("/api/v1/users/me"), 401, "unauthorized");
  const logIn = () => person.post("/api/v1/auth/login", { username: person.name, password: person.password });
  person.token = undefined;
  assertProblem(await logIn(), 403, "banned");
  assert.equal((await admin.post(`/api/v1/admin/users/${person.id}/unban`)).status, 200);
  assert.equal((await logIn()).status, 200);
});

test("an agent may serve, and sees the queues", async () => {
  const person = await Person.register(server);
  assertProblem(await person.get("/api/v1/queues"), 403, "forbidden");
  const promoted = await admin.post(`/api/v1/admin/users/${person.id}/role`, { role: "agent" });
  assert.equal(promoted.body.role, "agent");
  assertProblem(await person.get("/api/v1/users/me"), 401, "unauthorized");
  person.token = undefined;
  await person.logIn();
  const serving = await person.post("/api/calls/start", { user_type: "agent", user_name: "the agent" });
  assert.equal(serving.status, 200);
  const { sides } = (await person.get("/api/v1/queues/default/sides")).body;
  assert.deepEqual(sides.map((each) => [each.name, each.call_id]), [["the agent", serving.body.side_id]]);
  assert.equal((await person.get("/api/v1/queues")).body.queues.length, 1);
  assert.equal((await person.get("/api/v1/queues/default/service")).status, 200);
});

test("a queue works as it is told, and agents are asked first when it says so", async () => {
  const settings = {
    strategy: "longest_idle", answer_mode: "offer", offer_timeout_ms: 20000, unanswered_offers_until_pause: 3,
    reject_delay_ms: 10000, no_answer_delay_ms: 5000, wrap_up_ms: 0, grace_ms: 60000, service_level_ms: 20000,
    tier_step_ms: 30000,
  };
  assert.deepEqual((await admin.send("PUT", "/api/v1/queues/asked/settings", settings)).body, settings);
  assertProblem(await admin.send("PUT", "/api/v1/queues/asked/settings", { ...settings, grace_ms: -1 }), 422, "bad_value");
  const agent = (await admin.post("/api/calls/start", { user_type: "agent", user_name: "root", queue: "asked" })).body;
  const body = { user_type: "customer", user_name: "a customer", queue: "asked" };
  const customer = (await call(server, "POST", "/api/calls/start", { body })).body;
  assert.equal(customer.status, "waiting");
  const asked = (await call(server, "GET", `/api/calls/match/${agent.call_id}`)).body;
  assert.equal(asked.offer.customer_name, "a customer");
  const answer = (word) =>
    call(server, "POST", `/api/calls/offers/${asked.offer.offer_id}/${word}`, { body: { call_id: agent.call_id } });
  assert.equal((await answer("accept")).body.partner_call_id, customer.side_id);
  assertProblem(await answer("reject"), 409, "offer_closed");
});

test("an admin is told how everything stands, and again when something has changed", async () => {
  const watching = await Socket.of(admin);
  await watching.done("overview_subscribe");
  const first = await watching.next("overview");
  const { body } = await admin.get("/api/v1/admin/overview");
  assert.deepEqual(Object.keys(first).sort(), ["type", ...Object.keys(body)].sort());
  assert.equal(typeof body.events_per_second, "number");
  await Person.register(server);
  let next = first;
  while (next.people === first.people) next = await watching.next("overview");
  assert.equal(next.people, first.people + 1);
  while (next.events_per_second === 0) next = await watching.next("overview");
  await watching.done("overview_unsubscribe");
  await watching.rest();
  await Person.register(server);
  await watching.done("overview_subscribe");
  const seen = next.people;
  while (next.people === seen) next = await watching.next("overview");
  assert.equal(next.people, seen + 1);
  await watching.close();
});

test("nobody else is told how everything stands", async () => {
  const person = await Person.register(server);
  await admin.post(`/api/v1/admin/users/${person.id}/role`, { role: "agent" });
  await person.logIn();
  const side = (await call(server, "POST", "/api/calls/start", { body: { user_type: "customer", user_name: "ann" } })).body;
  for (const socket of [await Socket.of(person), await Socket.ofSide(server, side.call_id)]) {
    for (const type of ["overview_subscribe", "overview_unsubscribe"])
      await socket.refused(type, {}, "forbidden");
    await socket.close();
  }
});

test("admins do nothing to themselves", async () => {
  assertProblem(await admin.post("/api/v1/admin/users/root/ban", {}), 422, "bad_target");
  assertProblem(await admin.post("/api/v1/admin/users/root/role", { role: "user" }), 422, "bad_target");
  assertProblem(await admin.post("/api/v1/admin/users/nobody-at-all/ban", {}), 404, "unknown_user");
});

test("a second admin of the same name is refused, and so is one while the server runs", async () => {
  const create = (data) => run(["admin", "create", "root", "--data", data], { input: "correct horse battery\n", env: server.env });
  const running = await create(server.folder);
  assert.equal(running.code, 2);
  assert.match(running.err, /already writes in this data folder/);
});
