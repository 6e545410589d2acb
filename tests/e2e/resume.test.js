// Coming back to very much that was missed: all of it comes, in order, once, and costs whoever does not read it alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Person } from "./support/person.js";
import { Server } from "./support/server.js";
import { Socket } from "./support/socket.js";

const messages = 400;

let server;
let alice;
let writers;
before(async () => {
  server = await Server.start({
    SWITCHBOARD_LIMITS_CONNECTION_FRAMES_PER_S: "100000",
    SWITCHBOARD_LIMITS_USER_FRAMES_PER_S: "100000",
    SWITCHBOARD_LIMITS_CONNECTION_BYTES_PER_S: "1000000000",
    SWITCHBOARD_LIMITS_USER_BYTES_PER_S: "1000000000",
    SWITCHBOARD_LIMITS_RESUME_BYTES: "262144",
    SWITCHBOARD_DEADLINES_RESUME_STALL_MS: "1000",
  });
  alice = await Person.register(server);
  writers = await Promise.all([1, 2].map(() => Person.register(server)));
});
after(() => server.stop());

/** Lets two people write a lot to somebody who is away; the contents by room, in order. */
async function writeMuch(to, count) {
  const written = {};
  const away = await Socket.of(to);
  const sockets = await Promise.all(writers.map((each) => Socket.of(each)));
  for (const each of writers) await away.done("message", { to: each.id, content: "write to me" });
  const point = away.point;
  for (const each of writers) delete point.streams[`user/${each.id}`];
  await away.close();
  for (let i = 0; i < count; ++i)
    for (const each of sockets) {
      const content = `${i} ${"x".repeat(15_000)}`;
      const { stream } = await each.done("message", { to: to.id, content, extra_data: { i, more: "y".repeat(10_000) } });
      (written[stream] ??= []).push(i);
    }
  for (const each of sockets) await each.close();
  return { written, point };
}

test("much that was missed comes in order and once, on many sockets at the same time, and what happens meanwhile behind it", async () => {
  const { written, point } = await writeMuch(alice, messages / 2);
  const streams = Object.fromEntries(Object.keys(written).map((stream) => [stream, point.streams[stream] ?? 1]));
  const resumed = await Promise.all(Array.from({ length: 6 }, () => Socket.of(alice, { resume: { streams } })));
  const live = await Socket.of(writers[0]);
  await live.done("message", { to: alice.id, content: "meanwhile" });
  for (const socket of resumed) {
    const seen = {};
    for (;;) {
      const frame = await socket.next("message");
      if (frame.content === "meanwhile") break;
      if (frame.extra_data) (seen[frame.stream] ??= []).push(frame.extra_data.i);
    }
    assert.deepEqual(seen, written);
    assert.deepEqual((await socket.rest()).filter((each) => each.type === "message"), []);
  }
});

test("whoever stops reading what they missed is closed, and the others go on", async () => {
  const { written, point } = await writeMuch(alice, messages / 2);
  const streams = Object.fromEntries(Object.keys(written).map((stream) => [stream, point.streams[stream] ?? 1]));
  const stalled = await Socket.of(alice, { resume: { streams } });
  stalled.ws.pause();
  const others = await Promise.all(Array.from({ length: 3 }, () => Socket.of(alice, { resume: { streams } })));
  for (const each of others) {
    let last;
    do last = (await each.next("message")).extra_data?.i;
    while (last !== messages / 2 - 1);
  }
  // A socket that does not read cannot be told that it is closed, so nothing can be awaited here.
  await new Promise((done) => setTimeout(done, 1_500));
  stalled.ws.resume();
  assert.equal(await stalled.closed, 4500);
});
