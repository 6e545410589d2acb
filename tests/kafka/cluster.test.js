// Three brokers, each record on all of them, two of which must have it: whichever is killed under
// load, nothing acknowledged is lost, and it goes on without it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Person } from "../e2e/support/person.js";
import { Server } from "../e2e/support/server.js";
import { auditIsClean, broker, history, Load } from "./support/load.js";

const nodes = [1, 2, 3];
const writers = 8;
const command_timeout_ms = 5_000;
const slack_ms = 3_000;

test("any of three brokers is killed", async (context) => {
  const server = await Server.start({
    SWITCHBOARD_KAFKA_PARTITIONS: "6",
    SWITCHBOARD_KAFKA_REPLICATION_FACTOR: "3",
    SWITCHBOARD_KAFKA_MIN_INSYNC_REPLICAS: "2",
  });
  try {
    const load = new Load();
    for (let each = 0; each < writers; ++each)
      load.add(await Person.register(server), await Person.register(server));
    load.start();
    await load.goesOn(50);
    context.diagnostic(`all three there: the longest answer took ${load.longest_ms} ms`);
    for (const node of nodes) {
      load.forgetLongest();
      await broker("kill", node);
      const begin = Date.now();
      await load.goesOn(1);
      const pause_ms = Date.now() - begin;
      await load.goesOn(50);
      context.diagnostic(
        `node ${node} killed: everybody was answered again after ${pause_ms} ms; the longest ` +
          `answer took ${load.longest_ms} ms`,
      );
      assert.ok(load.longest_ms < command_timeout_ms + slack_ms);
      await broker("revive", node);
      await load.goesOn(50);
    }
    await load.stop();
    for (const { from, to, acknowledged } of load.writers)
      assert.deepEqual(await history(from, to), acknowledged);
    await auditIsClean(server.folder);
    context.diagnostic(String(load));
  } finally {
    await server.stop();
  }
});
