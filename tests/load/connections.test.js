// Ten thousand people who only listen, and a thousand calls among them at the same time.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Person } from "../e2e/support/person.js";
import { Server } from "../e2e/support/server.js";
import { connected, Socket } from "../e2e/support/socket.js";
import { forEachOf, numbersTo, residentKib } from "./support.js";

const connections = Number(process.env.LOAD_CONNECTIONS ?? 10_000);
const calls = Number(process.env.LOAD_CALLS ?? 1_000);
const devicesOfEach = 5;
const atOnce = 64;
/** What one idle connection may take, with its share of the actor, the account and the queues. */
const maxKibOfConnection = 16;

let server;
before(async () => {
  server = await Server.start({ SWITCHBOARD_LIMITS_CONNECTIONS_PER_ADDRESS: String(2 * connections) });
});
after(() => server.stop());

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

test(`${connections} idle connections and ${calls} calls at once, without an error`, async (t) => {
  const people = await forEachOf(numbersTo(connections / devicesOfEach), atOnce, () => Person.register(server));
  assert.ok(people.length >= 2 * calls, "everybody can be in one call only");
  const before = await residentKib(server);

  const opening = performance.now();
  const sockets = await forEachOf(numbersTo(connections), atOnce, (i) =>
    Socket.open(server, { query: { token: people[i % people.length].token } }));
  const after = await residentKib(server);
  const kib = (after - before) / connections;
  t.diagnostic(`${connections} connections opened in ${seconds(opening)}: ${kib.toFixed(1)} KiB each, `
    + `${(after / 1024).toFixed(0)} MiB in all`);

  const ringing = performance.now();
  const pairs = numbersTo(calls).map((i) => [sockets[2 * i], sockets[2 * i + 1]]);
  const made = await forEachOf(pairs, atOnce, ([caller, callee]) => connected(caller, callee));
  t.diagnostic(`${calls} calls rung, accepted and joined in ${seconds(ringing)}`);

  await signalInAll(pairs, made);
  const ending = performance.now();
  await forEachOf(pairs, atOnce, async ([caller, callee], i) => {
    const { call_id } = made[i];
    await caller.done("call_end", { call_id });
    await callee.next("call_ended", { call_id, reason: "completed" });
  });
  t.diagnostic(`${calls} calls ended in ${seconds(ending)}`);

  await assertAllAlive(sockets);
  assert.ok(kib < maxKibOfConnection, `${kib} KiB a connection`);
});

/** All calls are there at the same time: each hands on what is said in it, and nothing else. */
async function signalInAll(pairs, made) {
  await forEachOf(pairs, pairs.length, async ([caller, callee], i) => {
    const { call_id } = made[i];
    caller.say({ type: "offer", call_id, data: { sdp: `offer of ${i}` } });
    assert.equal((await callee.next("offer", { call_id })).data.sdp, `offer of ${i}`);
    callee.say({ type: "answer", call_id, data: { sdp: `answer of ${i}` } });
    assert.equal((await caller.next("answer", { call_id })).data.sdp, `answer of ${i}`);
  });
}

async function assertAllAlive(sockets) {
  await forEachOf(sockets, 256, async (socket) => {
    const came = await socket.rest();
    assert.deepEqual(came.filter(({ type }) => type === "error"), []);
  });
}
