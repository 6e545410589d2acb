// What is acknowledged can be read again, for ever: by resuming, by history, by a restart and by every tool.
import assert from "node:assert/strict";
import { createSign, generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { assertProblem, call, Person } from "./support/person.js";
import { newFolder, run, Server } from "./support/server.js";
import { connected, Socket } from "./support/socket.js";

let server;
before(async () => (server = await Server.start()));
after(() => server.stop());

const lists = (levels, inside = "") => "[".repeat(levels) + inside + "]".repeat(levels);
const depthOf = (value) =>
  value !== null && typeof value === "object" ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0;

/** Sends a frame as it is written here, and gives its answer. */
let sent = 0;
async function ask(socket, fields) {
  const id = `raw-${++sent}`;
  socket.say(`{"id":"${id}",${fields}}`);
  return socket.find((frame) => frame.re === id, `answer to ${fields.slice(0, 100)}`);
}

/** What a text says; as a number, minus zero is zero. */
const said = (text) => JSON.parse(JSON.stringify(JSON.parse(text)));

const odd = [
  ...[1, 31, 32, 33, 34, 62, 63, 64, 65, 66, 255, 256, 257, 1000].flatMap((levels) => [lists(levels), lists(levels, "1")]),
  '"\\ud800"', '"\\udc00"', '"\\ud83d\\ude00"', '"a\\u0000b"', "1e400", "-0", "1E+2", "123456789012345678901",
  "18446744073709551615", '{"a":1,"a":2}', "5e-324", `"${"\\b".repeat(2000)}"`,
];

/** Every tool that reads a log is content with this one. */
async function assertToolsRead(folder, callId) {
  const copy = join(await newFolder(), "copied.ndjson");
  for (const words of [["log", "verify"], ["log", "show", "1"], ["log", "export"], ["log", "copy", copy], ["audit"], ["replay"],
    ["why", callId], ["diagram", callId], ["bundle", callId]]) {
    const told = await run([...words, "--data", folder]);
    assert.equal(told.code, 0, `${words}: ${told.err}`);
  }
}

test("what is acknowledged is there after a resume, in the history, after a restart and for every tool", async () => {
  const [alice, bob] = [await Person.register(server), await Person.register(server)];
  const [a, b] = [await Socket.of(alice), await Socket.of(bob)];
  const { call_id } = await connected(a, b);
  const point = b.point;
  await b.drop();
  const taken = [];
  for (const value of odd) {
    for (const fields of [
      `"type":"message","to":"${bob.id}","content":"${taken.length}","extra_data":${value}`,
      `"type":"security_report","call_id":"${call_id}","subject_user_id":"${bob.id}","risk_score":0,"confidence":1,"signals":${value}`,
      `"type":"quality_report","call_id":"${call_id}","rtt":${value}`,
    ]) {
      const answer = await ask(a, fields);
      assert.ok(["ack", "error"].includes(answer.type), JSON.stringify(answer));
      if (answer.type === "ack" && fields.includes('"message"')) taken.push([answer.message_id, said(value)]);
    }
    const posted = await call(server, "POST", "/api/v1/chat/messages", {
      token: alice.token,
      raw: `{"to":"${bob.id}","content":"posted","extra_data":${value}}`,
    });
    if (posted.status === 201) taken.push([posted.body.message.id, said(value)]);
    else assert.ok([400, 422].includes(posted.status), JSON.stringify(posted.body));
  }
  assert.ok(taken.some(([, value]) => depthOf(value) === 32));
  assert.ok(taken.every(([, value]) => depthOf(value) <= 32));
  const back = await Socket.of(bob, { resume: point });
  assert.equal(back.hello.resumed, true);
  for (const [id, value] of taken) assert.deepEqual((await back.next("message", { id })).extra_data, value);
  await server.restart();
  const history = [];
  for (let next = ""; next !== undefined; ) {
    const { body } = await bob.get(`/api/v1/chat/messages?with=${alice.id}&limit=50${next && `&before=${next}`}`);
    history.unshift(...body.messages);
    next = body.next;
  }
  for (const [id, value] of taken) assert.deepEqual(history.find((each) => each.id === id).extra_data, value);
  await assertToolsRead(server.folder, call_id);
});

test("a log with what an earlier version let in opens again, and tells whoever missed it", async () => {
  const log = fileURLToPath(new URL("../golden/logs/nested.ndjson", import.meta.url));
  const [folder, key] = [await newFolder(), join(await newFolder(), "issuer.pem")];
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  await writeFile(key, publicKey.export({ type: "spki", format: "pem" }));
  const copied = await run(["log", "copy", folder, "--data", log]);
  assert.equal(copied.code, 0, copied.err);
  const old = new Server(folder, {
    SWITCHBOARD_ACCOUNTS_OUTSIDE_ISSUER: "people",
    SWITCHBOARD_ACCOUNTS_OUTSIDE_AUDIENCE: "calls",
    SWITCHBOARD_ACCOUNTS_OUTSIDE_PUBLIC_KEY: key,
  });
  await old.boot();
  try {
    const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = { iss: "people", aud: "calls", sub: "bob", exp: Math.floor(Date.now() / 1000) + 600 };
    const text = `${encode({ alg: "RS256", typ: "JWT" })}.${encode(claims)}`;
    const token = `${text}.${createSign("RSA-SHA256").update(text).sign(privateKey, "base64url")}`;
    const streams = { "room/direct~alice~bob": 7, "room/direct~bob~me": 1 };
    for (let times = 0; times < 2; ++times) {
      const bob = await Socket.open(old, { query: { token, resume: JSON.stringify(streams) } });
      const missed = [await bob.next("message"), await bob.next("message"), await bob.next("message")];
      assert.deepEqual(missed.map((each) => [each.sender_id, depthOf(each.extra_data)]), [["alice", 64], ["alice", 63], ["me", 63]]);
      const { body } = await call(old, "GET", "/api/v1/chat/messages?with=alice", { token });
      assert.deepEqual(body.messages.slice(0, 3).map((each) => depthOf(each.extra_data)), [2, 64, 63]);
      await bob.done("message", { to: "alice", content: "it goes on", extra_data: { times } }, `on-${times}`);
      await bob.close();
      await assertToolsRead(folder, "direct~alice~bob~3");
      if (times === 0) await old.restart();
    }
  } finally {
    await old.stop();
  }
});

test("a refused frame is named, whatever was wrong with it and however fast it came", async () => {
  const own = await Server.start({ SWITCHBOARD_LIMITS_CONNECTION_FRAME_BURST: "20", SWITCHBOARD_LIMITS_CONNECTION_FRAMES_PER_S: "1" });
  try {
    const socket = await Socket.of(await Person.register(own));
    for (const fields of [`"type":"message","to":"x","content":"x","extra_data":${lists(64)}`, '"type":"nothing"', '"type":"message","content":"\\ud800"'])
      assert.equal((await ask(socket, fields)).type, "error");
    for (let count = 0; count < 25; ++count) socket.say({ type: "ping", more: { id: "no" }, id: `ping-${count}` });
    const limited = await socket.next("error", { code: "rate_limited" });
    assert.match(limited.re, /^ping-\d+$/);
  } finally {
    await own.stop();
  }
});

test("a frame, or a body, for two is for nobody", async () => {
  const [alice, bob] = [await Person.register(server), await Person.register(server)];
  const socket = await Socket.of(alice);
  const room = (await alice.post("/api/v1/rooms", { name: "all", members: [bob.id] })).body.room.room_id;
  await socket.refused("message", { to: bob.id, room_id: room, content: "x" }, "bad_frame");
  await socket.refused("call_invitation", { target_user_id: bob.id, room_id: room }, "bad_frame");
  assert.equal((await ask(socket, `"type":"message","to":"${bob.id}","to":"x","content":"x"`)).code, "bad_frame");
  for (const [path, body] of [
    ["/api/v1/chat/messages", { to: bob.id, room_id: room, content: "x" }],
    ["/api/v1/calls/start", { callee: bob.id, room_id: room }],
    ["/api/v1/calls/start", { callee: bob.id, callee_id: "somebody-else" }],
  ])
    assert.equal((await alice.post(path, body)).status, 422, path);
});

test("nobody is called what means something else in an address", async () => {
  for (const name of ["me", ".", ".."]) {
    const answer = await call(server, "POST", "/api/v1/auth/register", {
      body: { username: name, email: "name@example.org", password: "correct horse battery" },
    });
    assert.deepEqual([answer.status, answer.body.code], [422, "bad_username"]);
  }
  const socket = await Socket.of(await Person.register(server));
  await socket.refused("message", { to: "me", content: "x" }, "bad_frame");
});

test("the schemas of events are at their ids", async () => {
  const envelope = (await call(server, "GET", "/api/schemas/record.json")).body;
  assert.equal(envelope.$id, "record.json");
  const names = envelope.allOf.map((each) => each.then.properties.data.$ref);
  assert.ok(names.includes("user.registered.v1.json"));
  for (const name of names) {
    const answer = await call(server, "GET", `/api/schemas/${name}`);
    assert.deepEqual([answer.status, answer.body.$id], [200, name]);
    assert.equal(answer.headers.get("content-type"), "application/schema+json");
  }
  assertProblem(await call(server, "GET", "/api/schemas/nothing.v1.json"), 404, "not_found");
});
