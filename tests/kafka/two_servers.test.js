// Two servers over one topic that both believe that everything is theirs: the same people write the
// same conversations at both, and one or the other is paused again and again, so that each goes on
// from a past that the other has left behind. No stream is damaged, no acknowledged message is
// missing, none is there twice. CONTEST_S is how long it takes, by default 6 seconds.
import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { Person } from "../e2e/support/person.js";
import { Server } from "../e2e/support/server.js";
import { auditIsClean, history, Load } from "./support/load.js";

const contest_ms = Number(process.env.CONTEST_S ?? 6) * 1000;
const pairs = 4;
const longest_pause_ms = 2_000;
const longest_peace_ms = 1_000;

/** The same person at another server. */
const at = (server, person) => Object.assign(Object.create(Person.prototype), person, { server });

/** A second server with a copy of the first one's folder: its people and keys, and the same topic. */
async function twinOf(server) {
  const folder = `${server.folder}-twin`;
  await cp(server.folder, folder, { recursive: true });
  return new Server(folder, {
    SWITCHBOARD_KAFKA_TOPIC: server.env.SWITCHBOARD_KAFKA_TOPIC,
    SWITCHBOARD_KAFKA_SIGNALS_TOPIC: server.env.SWITCHBOARD_KAFKA_SIGNALS_TOPIC,
  });
}

/** Pauses one of them after the other, at moments that nobody can foresee. */
async function pauseByTurns(servers, until) {
  let pauses = 0;
  for (; Date.now() < until; ++pauses) {
    const { child } = servers[pauses % 2];
    child.kill("SIGSTOP");
    await sleep(Math.random() * longest_pause_ms);
    child.kill("SIGCONT");
    await sleep(Math.random() * longest_peace_ms);
  }
  return pauses;
}

test("two servers that both own everything", async (context) => {
  const first = await Server.start();
  let second;
  try {
    const people = [];
    for (let each = 0; each < pairs; ++each)
      people.push([await Person.register(first), await Person.register(first)]);
    await first.kill();
    second = await twinOf(first);
    await first.boot();
    await second.boot();

    const load = new Load();
    for (const [alice, bob] of people) {
      load.add(alice, bob, "first-");
      load.add(at(second, alice), bob, "second-");
    }
    load.start();
    const pauses = await pauseByTurns([first, second], Date.now() + contest_ms);
    await load.stop();

    for (const [alice, bob] of people) {
      const acknowledged = load.acknowledged.filter((each) => each.startsWith(`${alice.id}-`));
      const here = await history(alice, bob);
      assert.deepEqual([...here].sort(), acknowledged.sort());
      // What one has acknowledged last, the other may still be reading.
      let there = [];
      while (there.length < here.length) there = await history(at(second, alice), bob);
      assert.deepEqual(there, here);
    }
    for (const each of [first, second]) await auditIsClean(each.folder);
    await auditIsClean(`kafka://${process.env.KAFKA_BROKERS}/${first.env.SWITCHBOARD_KAFKA_TOPIC}`);
    context.diagnostic(`${load}; ${pauses} pauses`);
  } finally {
    await first.stop();
    if (second) await second.stop();
  }
});
