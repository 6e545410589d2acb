// Who may open a socket, what may be said on it, and what everything else gets.
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, test } from "node:test";

import { Person } from "./support/person.js";
import { Server } from "./support/server.js";
import { Socket } from "./support/socket.js";

let server;
before(async () => (server = await Server.start({ SWITCHBOARD_LIMITS_CONNECTION_FRAME_BURST: "100000", SWITCHBOARD_LIMITS_USER_FRAME_BURST: "100000" })));
after(() => server.stop());

test("a socket is opened with each proof that the documentation names", async () => {
  const alice = await Person.register(server);
  const ways = [
    { headers: { authorization: `Bearer ${alice.token}` } },
    { query: { token: alice.token } },
    { protocols: ["switchboard.v1", `bearer.${alice.token}`] },
  ];
  for (const way of ways) {
    const socket = await Socket.open(server, way);
    assert.equal(socket.hello.user_id, alice.id);
    for (const field of ["connection_id", "server_time"]) assert.equal(typeof socket.hello[field], "string");
    assert.equal(typeof socket.hello.heartbeat_ms, "number");
    await socket.close();
  }
});

test("without proof, with a used ticket and with a forged token it stays shut", async () => {
  const alice = await Person.register(server);
  const { ticket } = (await alice.post("/api/v1/auth/ticket")).body;
  await (await Socket.open(server, { query: { ticket } })).close();
  const [head, body] = alice.token.split(".");
  const none = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
  for (const query of [{}, { ticket }, { token: `${none}.${body}.` }, { token: `${head}.${body}.AAAA` }, { token: "x" }]) {
    const refused = await Socket.refusal(server, { query });
    assert.deepEqual([refused.status, refused.body.status], [401, 401]);
    assert.match(refused.type, /problem\+json/);
  }
  const refused = await Socket.refusal(server, { headers: { origin: "https://evil.example", authorization: `Bearer ${alice.token}` } });
  assert.equal(refused.status, 403);
  const side = await Socket.refusal(server, { path: "/ws/call/call_00000000000000000000000000000000" });
  assert.equal(side.status, 401);
});

test("signing out closes the sockets of that session", async () => {
  const alice = await Person.register(server);
  const socket = await Socket.of(alice);
  assert.equal((await alice.post("/api/v1/auth/logout")).status, 204);
  assert.equal(await socket.closed, 4000);
});

test("whatever is said, the answer is an error and the socket stays", async () => {
  const [alice, bob] = [await Person.register(server), await Person.register(server)];
  const socket = await Socket.of(alice);
  const types = ["call_invitation", "call_accept", "call_reject", "call_cancel", "join", "leave", "offer", "answer",
    "ice_candidate", "call_end", "message", "message_edit", "message_delete", "start_call", "transcript", "call_ended",
    "presence_subscribe", "security_report", "quality_report", "media", "recording", "offer_accept", "agent_ready"];
  const values = [null, true, -1, 1e300, "", "x", "\u0000", "call_", "direct~a~b~1", "group~none", "~".repeat(2000), [], {}, [[]],
    { call_id: 1 }, "ü".repeat(1000)];
  for (const type of types)
    for (const value of values) {
      if (type === "presence_subscribe" && Array.isArray(value) && value.length === 0) continue; // Watching nobody is in order.
      const answer = await socket.ask(type, { call_id: value, target_user_id: value, room_id: value, to: value,
        message_id: value, user_ids: value, content: value, text: value, risk_score: value, media: value, offer_id: value });
      assert.equal(answer.type, "error", `${type} ${JSON.stringify(value)}: ${JSON.stringify(answer)}`);
      assert.match(answer.code, /^[a-z_]+$/);
    }
  const deep = "[".repeat(5000) + "]".repeat(5000);
  for (const text of ["", "{", "null", "[]", "7", '"x"', '{"type":7}', "{}", '{"type":"nothing"}', deep, '{"type":"ping","id":{}}'])
    (socket.say(text), await socket.next("error"));
  await socket.refused("message", { to: bob.id, content: "x".repeat(20_000) }, "too_long");
  await socket.refused("message", { to: "nobody-here", content: "x" }, "unknown_user");
  await socket.refused("message", { room_id: `direct~${bob.id}~someone`, content: "x" }, "not_a_member");
  const pong = await socket.done("ping", {}, 7);
  assert.equal(pong.re, 7);
  assert.deepEqual(await (await Socket.of(bob)).rest(), [], "nobody was told of any of this");
});

test("what is no text, or too much of it, closes the socket with its number", async () => {
  const alice = await Person.register(server);
  const closes = async (act) => {
    const socket = await Socket.of(alice);
    act(socket.ws);
    return socket.closed;
  };
  assert.equal(await closes((ws) => ws.send(Buffer.from([1, 2, 3]), { binary: true })), 1003);
  assert.equal(await closes((ws) => ws.send(Buffer.from([0xff, 0xfe]), { binary: false })), 1007);
  assert.equal(await closes((ws) => ws.send(`{"type":"message","content":"${"x".repeat(10_000_000)}"}`)), 1009);
});

test("who goes on sending too fast is warned, and then closed", async () => {
  const own = await Server.start({ SWITCHBOARD_LIMITS_CONNECTION_FRAME_BURST: "20", SWITCHBOARD_LIMITS_CONNECTION_FRAMES_PER_S: "1" });
  try {
    const socket = await Socket.of(await Person.register(own));
    for (let sent = 0; sent < 200; ++sent) socket.say({ type: "ping" });
    assert.equal(await socket.closed, 4501);
    assert.ok(socket.frames.some((each) => each.code === "rate_limited"));
  } finally {
    await own.stop();
  }
});

test("messages arrive once, in order, and are the same live and in the history", async () => {
  const [alice, bob] = [await Person.register(server), await Person.register(server)];
  const [a, other, b] = [await Socket.of(alice), await Socket.of(alice), await Socket.of(bob)];
  const extra_data = { b: 1, a: [true, null, "x"], nested: { z: 1, y: 2 } };
  const acks = [];
  for (let count = 0; count < 50; ++count)
    acks.push(await a.done("message", { to: bob.id, content: `message ${count}`, ...(count % 2 && { extra_data }) }));
  const history = (await bob.get(`/api/v1/chat/messages?with=${alice.id}&limit=100`)).body.messages;
  for (const [index, ack] of acks.entries()) {
    const live = await b.next("message");
    assert.deepEqual([live.id, live.seq], [ack.message_id, ack.seq]);
    const { type, stream, ...message } = live;
    assert.equal(stream, `room/${live.room_id}`);
    assert.deepEqual(message, history[index]);
    assert.deepEqual(message.extra_data, index % 2 ? extra_data : null);
    assert.deepEqual(await other.next("message"), live, "one's other devices are told too");
  }
  assert.deepEqual((await a.rest()).filter((each) => each.type === "message"), [], "the sender has the answer");
});

test("presence is told at once and at each change", async () => {
  const [alice, bob] = [await Person.register(server), await Person.register(server)];
  const watcher = await Socket.of(alice);
  watcher.say({ type: "presence_subscribe", user_ids: [bob.id] });
  assert.equal((await watcher.next("presence")).status, "offline");
  const device = await Socket.of(bob);
  assert.equal((await watcher.next("presence", { user_id: bob.id })).status, "online");
  await device.done("status_set", { status: "do_not_disturb" });
  assert.equal((await watcher.next("presence")).status, "do_not_disturb");
  await device.close();
  const gone = await watcher.next("presence");
  assert.deepEqual([gone.status, typeof gone.last_seen], ["offline", "string"]);
});

test("who comes back before anything was said to them has missed it all the same", async () => {
  const [alice, bob] = [await Person.register(server), await Person.register(server)];
  const [a, b] = [await Socket.of(alice), await Socket.of(bob)];
  await b.drop();
  await a.done("message", { to: bob.id, content: "the very first" });
  const back = await Socket.of(bob, { resume: { connection_id: b.hello.connection_id } });
  assert.equal(back.hello.resumed, true);
  assert.equal((await back.next("message")).content, "the very first");
});

test("a resume that cannot be done says what to fetch instead", async () => {
  const alice = await Person.register(server);
  const socket = await Socket.of(alice, { resume: { [`user/${alice.id}`]: 999 } });
  const failed = await socket.next("resume_failed");
  assert.equal(failed.code, "unknown_position");
  assert.ok(failed.fetch.includes("/api/v1/chat/messages"));
  await socket.done("ping");
});

test("a server that stops says so", async () => {
  const own = await Server.start();
  const socket = await Socket.of(await Person.register(own));
  const draining = own.drain();
  assert.equal(await socket.closed, 1001);
  assert.equal(await draining, 0);
});
