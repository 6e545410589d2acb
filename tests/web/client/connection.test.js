import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Connection } from "../../../web/client/connection.js";
import { SwitchboardError } from "../../../web/client/errors.js";
import { fakeSockets } from "./support/fake_sockets.js";
import { ManualTimers, settled } from "./support/manual_timers.js";

let timers;
let sockets;
let tickets;

beforeEach(() => {
  timers = new ManualTimers();
  sockets = fakeSockets();
  tickets = 0;
});

function connection(options = {}) {
  return new Connection({
    url: "ws://switchboard.test/ws",
    getTicket: async () => `ticket-${++tickets}`,
    WebSocket: sockets.FakeSocket,
    timers,
    random: () => 1,
    ...options,
  });
}

async function opened(options) {
  const made = connection(options);
  const open = made.open();
  await settled();
  sockets.latest().greet();
  await open;
  return made;
}

test("each attempt has a ticket of its own", async () => {
  await opened();
  sockets.latest().drop();
  await timers.advance(500);
  assert.deepEqual(
    sockets.opened.map(({ url }) => url.searchParams.get("ticket")),
    ["ticket-1", "ticket-2"],
  );
});

test("it is open with the first frame, not with the socket", async () => {
  const made = connection();
  void made.open();
  await settled();
  assert.equal(made.state, "connecting");
  sockets.latest().greet("c7");
  assert.equal(made.state, "open");
  assert.equal(made.connectionId, "c7");
});

test("it resumes behind the last frame of each stream", async () => {
  await opened();
  const first = sockets.latest();
  assert.equal(first.resume, undefined);
  first.say({ type: "message", stream: "room/r", seq: 4 });
  first.say({ type: "message", stream: "room/r", seq: 7 });
  first.say({ type: "room_created", stream: "user/alice", seq: 2 });
  first.drop();
  await timers.advance(500);
  assert.deepEqual(sockets.latest().resume, {
    connection_id: "c1",
    streams: { "room/r": 7, "user/alice": 2 },
  });
});

test("an answer does not move the position, since it may overtake frames", async () => {
  const made = await opened();
  const first = sockets.latest();
  first.say({ type: "message", stream: "room/r", seq: 4 });
  void made.command({ type: "message", id: "m" });
  first.say({ type: "ack", re: "m", stream: "room/r", seq: 6 });
  first.drop();
  await timers.advance(500);
  assert.deepEqual(sockets.latest().resume.streams, { "room/r": 4 });
});

test("after resume_failed it asks for nothing that was before", async () => {
  await opened();
  const first = sockets.latest();
  first.say({ type: "message", stream: "room/r", seq: 4 });
  first.say({ type: "resume_failed", code: "too_old", message: "", fetch: [] });
  first.drop();
  await timers.advance(500);
  assert.deepEqual(sockets.latest().resume.streams, {});
});

test("a resume that is too long for an address leaves out the quietest, and says so", async () => {
  const streams = Object.fromEntries(
    Array.from({ length: 400 }, (_, i) => [`room/direct~alice~somebody-${i}`, i + 1]),
  );
  const made = connection({ resume: { connection_id: "c1", streams } });
  const failures = [];
  made.on("resume_failed", (frame) => failures.push(frame.code));
  const open = made.open();
  await settled();
  const { resume, url } = sockets.latest();
  assert.ok(url.href.length < 8_000);
  assert.equal(resume.streams["room/direct~alice~somebody-399"], 400);
  assert.equal(resume.streams["room/direct~alice~somebody-0"], undefined);
  sockets.latest().greet();
  await open;
  assert.deepEqual(failures, ["too_many_streams"]);
});

test("a command is sent again over the next socket with the same id", async () => {
  const made = await opened();
  const answer = made.command({ type: "message", content: "hello" });
  const { id } = sockets.latest().last("message");
  sockets.latest().drop();
  await timers.advance(500);
  sockets.latest().greet("c1", { resumed: true });
  assert.equal(sockets.latest().last("message").id, id);
  sockets.latest().say({ type: "ack", re: id, message_id: "m1" });
  assert.equal((await answer).message_id, "m1");
});

test("a command that was answered is not sent again", async () => {
  const made = await opened();
  const answer = made.command({ type: "message", content: "hello" });
  sockets.latest().say({ type: "ack", re: sockets.latest().last("message").id });
  await answer;
  sockets.latest().drop();
  await timers.advance(500);
  sockets.latest().greet();
  assert.equal(sockets.latest().last("message"), undefined);
});

test("a command waits for a socket that is not there yet", async () => {
  const made = connection();
  void made.open();
  const answer = made.command({ type: "message", content: "early" });
  await settled();
  assert.equal(sockets.latest().sent.length, 0);
  sockets.latest().greet();
  sockets.latest().say({ type: "ack", re: sockets.latest().last("message").id });
  assert.equal((await answer).type, "ack");
});

test("a refusal rejects with the server's word for it", async () => {
  const made = await opened();
  const answer = made.command({ type: "call_accept", call_id: "x" });
  const re = sockets.latest().last("call_accept").id;
  sockets.latest().say({ type: "error", re, code: "already_answered", message: "Too late." });
  await assert.rejects(answer, { code: "already_answered", message: "Too late." });
});

test("what the server cannot do at the moment is tried again", async () => {
  const made = await opened();
  const answer = made.command({ type: "message", id: "m", content: "hello" });
  const socket = sockets.latest();
  socket.say({ type: "error", re: "m", code: "unavailable", message: "Later." });
  await timers.advance(1_000);
  assert.deepEqual(
    socket.sent.map(({ id }) => id),
    ["m", "m"],
  );
  socket.say({ type: "ack", re: "m" });
  await answer;
});

test("a command without an answer is given up in the end", async () => {
  const made = await opened();
  const answer = assert.rejects(made.command({ type: "message" }), { code: "timeout" });
  await timers.advance(30_000);
  await answer;
});

test("silence is asked about, and a dead socket is left for a new one", async () => {
  const made = await opened();
  const first = sockets.latest();
  await timers.advance(20_000);
  assert.equal(first.last("ping").type, "ping");
  await timers.advance(8_000);
  assert.notEqual(first.closedWith, undefined);
  await timers.advance(500);
  assert.equal(sockets.opened.length, 2);
  assert.equal(made.state, "connecting");
});

test("a sign of life puts the question off", async () => {
  await opened();
  await timers.advance(15_000);
  sockets.latest().say({ type: "pong" });
  await timers.advance(15_000);
  assert.equal(sockets.latest().last("ping"), undefined);
});

test("it stays closed where coming back would be in vain", async () => {
  const made = await opened();
  const closed = made.next("closed");
  const pending = assert.rejects(made.command({ type: "message" }), { code: "replaced" });
  sockets.latest().drop(4001);
  assert.equal((await closed).code, "replaced");
  await pending;
  await timers.advance(60_000);
  assert.equal(sockets.opened.length, 1);
  await assert.rejects(made.command({ type: "message" }), { code: "closed" });
});

test("a refused ticket ends it, an unreachable server does not", async () => {
  const failures = [
    new SwitchboardError("offline", "The server is not reached."),
    new SwitchboardError("bad_token", "Sign in.", { status: 401 }),
  ];
  const made = connection({ getTicket: () => Promise.reject(failures.shift()) });
  const outcome = assert.rejects(made.open(), { code: "bad_token" });
  await settled();
  assert.equal(made.state, "waiting");
  await timers.advance(500);
  await outcome;
  assert.equal(made.state, "closed");
});

test("signals wait for a socket in small numbers", async () => {
  const made = connection();
  void made.open();
  for (let i = 0; i < 300; ++i) made.signal({ type: "ice_candidate", data: i });
  await settled();
  sockets.latest().greet();
  assert.equal(sockets.latest().sent.length, 256);
});

test("hurrying cuts the wait short", async () => {
  const made = await opened();
  sockets.latest().drop();
  made.hurry();
  await settled();
  assert.equal(sockets.opened.length, 2);
});

test("closing says goodbye and stays closed", async () => {
  const made = await opened();
  const socket = sockets.latest();
  made.close();
  assert.equal(socket.closedWith, 1000);
  socket.drop(1000);
  await timers.advance(60_000);
  assert.equal(sockets.opened.length, 1);
});

test("a frame of a socket that was left changes nothing", async () => {
  const made = await opened();
  const first = sockets.latest();
  first.drop();
  await timers.advance(500);
  const frames = [];
  made.on("frame", (frame) => frames.push(frame));
  first.say({ type: "message", stream: "room/r", seq: 9 });
  assert.deepEqual(frames, []);
});
