// A side's call id lets that side in and is told to it alone. The partner tries every door with all that they were told.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertProblem, call, Person } from "./support/person.js";
import { newFolder, run, Server } from "./support/server.js";
import { connected, Socket } from "./support/socket.js";

let server;
let admin;
before(async () => {
  server = new Server(await newFolder(), { SWITCHBOARD_QUEUES_WRAP_UP_MS: "0", SWITCHBOARD_LOGGING_LEVEL: "debug" });
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

let queues = 0;
const newQueue = () => `vault-${++queues}`;

/** A side with its socket, which keeps all that it was ever told. */
async function come(user_type, queue) {
  const body = { user_type, user_name: `a ${user_type}`, queue };
  const started = (await call(server, "POST", "/api/calls/start", { body })).body;
  const socket = await Socket.ofSide(server, started.call_id);
  const told = [JSON.stringify(started), JSON.stringify(socket.hello)];
  socket.ws.on("message", (data) => told.push(String(data)));
  await socket.done("start_call");
  return Object.assign(socket, { call_id: started.call_id, side_id: started.side_id, told, started });
}

/** A customer and an agent who have said and signalled all that two sides can. */
async function talkingPair() {
  const queue = newQueue();
  const customer = await come("customer", queue);
  const agent = await come("agent", queue);
  const pair = [customer, agent];
  for (const each of pair) await each.next("matched");
  for (const [one, other] of [pair, [...pair].reverse()]) {
    await one.done("join");
    await other.next("join");
    for (const type of ["offer", "answer", "ice_candidate"]) {
      one.say({ type, data: {} });
      const signal = await other.next(type);
      assert.deepEqual([signal.from, signal.call_id], [one.side_id, other.call_id]);
      assert.ok(signal.from_connection.startsWith(one.side_id.split(".")[0]), signal.from_connection);
    }
    await one.done("transcript", { text: "hello" });
    await one.done("message", { content: "hello" });
    assert.equal((await other.next("message")).sender_id, one.side_id);
    const status = await call(server, "GET", `/api/calls/match/${one.call_id}`);
    assert.equal(status.body.partner_call_id, other.side_id);
    one.told.push(JSON.stringify(status.body));
  }
  return pair;
}

const secretsOf = (text) => text.match(/call_[0-9a-f]{32}/g) ?? [];

test("what a side is told of its partner lets nobody in, at any door", async () => {
  const [customer, agent] = await talkingPair();
  for (const [one, other] of [[customer, agent], [agent, customer]]) {
    const told = one.told.join("\n");
    for (const each of secretsOf(told)) assert.ok(one.call_id.startsWith(each), "a secret of somebody else was told");
    const heard = new Set(told.match(/"[^"\\]{1,200}"/g).map((each) => each.slice(1, -1)));
    for (const id of heard) {
      if (id === one.call_id || !/^[\w.~@-]+$/.test(id)) continue;
      for (const asGuess of [id, id.replace(/^side_/, "call_")]) {
        const refused = await Socket.refusal(server, { path: `/ws/call/${asGuess}` });
        assert.ok([401, 404].includes(refused.status), `${asGuess}: ${refused.status}`);
      }
    }
    const doors = [...new Set([other.side_id, other.side_id.replace("side_", "call_"), other.hello.connection_id])];
    for (const id of doors) {
      assertProblem(await call(server, "GET", `/api/calls/match/${id}`), 404, "unknown_call");
      assertProblem(await call(server, "GET", `/api/calls/match/${id}/history`), 404, "unknown_call");
      assertProblem(await call(server, "GET", `/api/v1/ice-servers?call_id=${id}`), 404, "unknown_call");
      for (const word of ["end", "leave", "pause", "ready", "offers/x/accept", "offers/x/reject"])
        assertProblem(await call(server, "POST", `/api/calls/${word}`, { body: { call_id: id } }), 404, "unknown_call");
      for (const type of ["transcript", "leave_call", "join", "call_end", "security_report"]) {
        const answer = await one.ask(type, { call_id: id, text: "I am you", subject_user_id: id, risk_score: 0, confidence: 0 });
        if (!["leave_call", "call_end"].includes(type)) assert.equal(answer.type, "error", `${type} ${id}`);
      }
    }
  }
});

test("a side does nothing in the call of two others, though it knows the call's id", async () => {
  const [customer, agent] = await talkingPair();
  const { room_call_id } = (await call(server, "GET", `/api/calls/match/${customer.call_id}`)).body;
  for (const each of [customer, agent]) await each.rest();
  const mallory = await come("customer", newQueue());
  const all = {
    call_id: room_call_id, room_id: room_call_id.replace(/~2$/, ""), content: "x", text: "x", data: {}, is_recording: true,
  };
  const reports = { subject_user_id: agent.side_id, risk_score: 1, confidence: 1 };
  for (const type of ["join", "transcript", "media", "recording", "security_report", "quality_report", "offer", "message"])
    assert.equal((await mallory.ask(type, { ...all, ...reports })).type, "error", type);
  for (const each of [customer, agent])
    assert.deepEqual((await each.rest()).filter((frame) => frame.type !== "pong"), []);
});

test("a secret is in no log line, no event, no admin's page and no metric", async () => {
  const [customer, agent] = await talkingPair();
  const { body: asked } = await admin.get(`/api/v1/admin/log?limit=200`);
  const pages = await Promise.all([
    admin.get(`/api/v1/queues/vault-${queues}/sides`), admin.get("/api/v1/queues"), admin.get("/api/v1/admin/overview"),
    admin.get("/api/v1/admin/calls"), admin.get(`/api/v1/admin/state?stream=queue/vault-${queues}`),
    admin.get(`/api/v1/admin/calls/${customer.side_id}/why`), admin.get(`/api/v1/admin/calls/${agent.call_id}/why`),
    admin.get(`/api/v1/admin/calls/${customer.side_id}/diagram?format=text`),
  ]);
  for (const { status, body } of pages) {
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(secretsOf(JSON.stringify(body)), []);
  }
  const actors = asked.events.map((each) => each.actor);
  for (const each of [customer, agent]) assert.ok(actors.includes(`user/${each.side_id}`), actors.join(" "));
  assert.deepEqual(secretsOf(JSON.stringify(asked)), []);
  const metrics = await call(server, "GET", "/metrics");
  if (metrics.status === 200) assert.deepEqual(secretsOf(metrics.body), []);
  const exported = await run(["log", "export", "--data", server.folder]);
  assert.equal(exported.code, 0, exported.err);
  assert.deepEqual(secretsOf(exported.out), []);
  const ticket = (await admin.post("/api/v1/auth/ticket")).body.ticket;
  const watching = await Socket.open(server, { query: { ticket } });
  await watching.done("ping");
  for (const secret of [customer.call_id.slice(5, 37), agent.call_id.slice(5, 37), ticket, admin.token])
    assert.ok(!server.log.includes(secret), "a secret is in the log for people");
  await watching.close();
});

test("a side resumes its own connection, and nobody else's", async () => {
  const [alice, bob] = [await Person.register(server), await Person.register(server)];
  const [phone, laptop] = [await Socket.of(alice), await Socket.of(bob)];
  const { call_id } = await connected(phone, laptop);
  const dropped = phone.hello.connection_id;
  await phone.drop();
  await laptop.next("peer_state", { state: "suspect" });

  const side = await come("customer", newQueue());
  const other = await come("customer", newQueue());
  const theirs = other.hello.connection_id;
  await other.drop();
  const made_up = `${side.hello.connection_id.slice(0, 38)}${"0".repeat(24)}`;
  for (const connection_id of [dropped, theirs, made_up, "c_1", side.call_id, "x".repeat(64)]) {
    const intruder = await Socket.ofSide(server, side.call_id, { connection_id });
    assert.notEqual(intruder.hello.connection_id, connection_id);
    assert.equal(intruder.hello.resumed, false);
    laptop.say({ type: "offer", call_id, data: { sdp: "not for you" } });
    await laptop.rest();
    assert.deepEqual((await intruder.rest()).filter((frame) => frame.type === "offer"), []);
    intruder.say({ type: "offer", call_id, data: { sdp: "from a stranger" } });
    assert.equal((await intruder.next("error")).type, "error");
    assert.deepEqual((await laptop.rest()).filter((frame) => frame.type === "offer"), []);
    await intruder.close();
  }

  const mine = await Socket.ofSide(server, side.call_id);
  const { connection_id } = mine.hello;
  await mine.drop();
  const back = await Socket.ofSide(server, side.call_id, { connection_id });
  assert.deepEqual([back.hello.connection_id, back.hello.resumed], [connection_id, true]);
  await back.drop();
  await server.restart();
  const again = await Socket.ofSide(server, side.call_id, { connection_id });
  assert.deepEqual([again.hello.connection_id, again.hello.resumed], [connection_id, true]);
  const person = await Socket.of(alice, { resume: { connection_id: theirs } });
  assert.notEqual(person.hello.connection_id, theirs);
});

test("whoever looks like a side cannot have an account", async () => {
  const side = await come("customer", newQueue());
  for (const username of [side.side_id, `side_${"0".repeat(32)}`, `SIDE_${"0".repeat(32)}`, side.call_id]) {
    const body = { username, email: "side@example.org", password: "correct horse battery" };
    assertProblem(await call(server, "POST", "/api/v1/auth/register", { body }), 422, "bad_username");
  }
});
