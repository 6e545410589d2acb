// Two hundred logins at once, with passwords hashed as carefully as ever, and those who are
// in calls are not to notice.
import assert from "node:assert/strict";
import { once } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { after, before, test } from "node:test";
import { Worker } from "node:worker_threads";

import { Person } from "../e2e/support/person.js";
import { Server } from "../e2e/support/server.js";
import { connected, Socket } from "../e2e/support/socket.js";
import { forEachOf, numbersTo, percentile } from "./support.js";

const calls = 10;
const logins = 200;
const loginsOfEach = 10;
const quietSignals = 3_000;
const maxSlowdown = 3;
/** Differences below this are those of this client's own event loop, not of the server. */
const smallestP99Ms = 2;

/** On a machine that has much else to do, the last of them wait longer than a request may take. */
const welcome = new Set(["200", "unavailable", "busy"]);

/** The real cost of a password, which the other end-to-end tests do without. */
const carefully = { SWITCHBOARD_ACCOUNTS_HASH_MEMORY_KIB: "19456", SWITCHBOARD_ACCOUNTS_HASH_PASSES: "2" };

let server;
before(async () => {
  server = await Server.start({
    ...carefully,
    SWITCHBOARD_LIMITS_CONNECTION_FRAMES_PER_S: "100000",
    SWITCHBOARD_LIMITS_USER_FRAMES_PER_S: "100000",
  });
});
after(() => server.stop());

async function makeCall() {
  const [alice, bob] = [await Person.register(server), await Person.register(server)];
  const [caller, callee] = [await Socket.of(alice), await Socket.of(bob)];
  const { call_id } = await connected(caller, callee);
  return { caller, callee, call_id };
}

/** How long one signal takes in each call in turn, from the one client to the other, in ms. */
async function measure(all, goesOn) {
  const latencies = [];
  while (goesOn(latencies.length)) {
    const { caller, callee, call_id } = all[latencies.length % all.length];
    const sent = performance.now();
    caller.say({ type: "ice_candidate", call_id, data: { candidate: "candidate:1 1 udp 1 203.0.113.7 9 typ host" } });
    await callee.next("ice_candidate", { call_id });
    latencies.push(performance.now() - sent);
    await nextTurn();
  }
  return latencies;
}

test(`${logins} logins at once leave the calls in progress alone`, async (t) => {
  const all = await forEachOf(numbersTo(calls), 2, makeCall);
  const people = await forEachOf(numbersTo(logins / loginsOfEach), 4, () => Person.register(server));
  await measure(all, (count) => count < quietSignals / 10);
  const quiet = await measure(all, (count) => count < quietSignals);

  // In a thread of its own, so that asking takes nothing from those who measure.
  const asked = numbersTo(logins).map((i) => people[i % people.length])
    .map(({ name, password }) => ({ username: name, password }));
  const storm = new Worker(new URL("./logins.js", import.meta.url), { workerData: { server: server.url, asked } });
  let answers;
  const begun = performance.now();
  const finished = once(storm, "message").then(([told]) => (answers = told));
  const stormy = await measure(all, () => !answers);
  await finished;
  const took = performance.now() - begun;

  const letIn = answers.filter((each) => each === "200").length;
  assert.ok(letIn > 0, "some are let in");
  assert.deepEqual(answers.filter((each) => !welcome.has(each)), [], "each is let in, or told to come again");
  const [calm, busy] = [percentile(quiet, 0.99), percentile(stormy, 0.99)];
  t.diagnostic(`${letIn} of ${logins} logins in ${(took / 1000).toFixed(1)} s; p99 of a relayed signal: `
    + `${calm.toFixed(2)} ms before, ${busy.toFixed(2)} ms meanwhile (of ${stormy.length})`);
  assert.ok(busy < maxSlowdown * Math.max(calm, smallestP99Ms), `${busy} ms, and ${calm} ms without logins`);
});
