// The broker goes away under load and comes back: clients get their answer or `unavailable` within
// the bounded time, nothing that was acknowledged is missing, nothing is there twice, and the server
// recovers by itself. OUTAGE_S is how long the broker is away, by default 8 seconds.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

import { Person } from "../e2e/support/person.js";
import { Server } from "../e2e/support/server.js";
import { auditIsClean, broker, history, Load } from "./support/load.js";

const outage_ms = Number(process.env.OUTAGE_S ?? 8) * 1000;
const writers = 8;
const command_timeout_ms = 5_000;
// The load of a busy test machine comes on top of the bounded time.
const slack_ms = 3_000;
// What waits for the broker at most, and as much again for what surrounds it.
const growth_limit_kib = 128 * 1024;

/** What the server's process has in memory. */
async function resident_kib(server) {
  const status = await readFile(`/proc/${server.child.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)[1]);
}

for (const [away, back] of [["pause", "resume"], ["kill", "revive"]])
  test(`the broker is away: ${away}`, async (context) => {
    const server = await Server.start();
    try {
      const load = new Load();
      for (let each = 0; each < writers; ++each)
        load.add(await Person.register(server), await Person.register(server));
      load.start();
      await load.goesOn(50);
      const before_kib = await resident_kib(server);
      await broker(away);
      await sleep(outage_ms);
      const growth_kib = (await resident_kib(server)) - before_kib;
      await broker(back);
      await load.goesOn(50);
      await load.stop();

      for (const { from, to, acknowledged } of load.writers)
        assert.deepEqual(await history(from, to), acknowledged);
      assert.ok(load.longest_ms < command_timeout_ms + slack_ms, `an answer took ${load.longest_ms} ms`);
      assert.ok(growth_kib < growth_limit_kib, `the server grew by ${growth_kib} KiB`);
      await auditIsClean(server.folder);
      context.diagnostic(`${load}; the server grew by ${growth_kib} KiB meanwhile`);
    } finally {
      await server.stop();
    }
  });
