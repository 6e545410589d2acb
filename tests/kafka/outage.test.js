// The broker goes away under load and comes back: clients get their answer or `unavailable` within
// the bounded time, nothing that was acknowledged is missing, nothing is there twice, and the server
// recovers by itself. OUTAGE_S is how long the broker is away, by default 8 seconds.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { Person } from "../e2e/support/person.js";
import { run, Server } from "../e2e/support/server.js";

const outage_ms = Number(process.env.OUTAGE_S ?? 8) * 1000;
const writers = 8;
const command_timeout_ms = 5_000;
// The load of a busy test machine comes on top of the bounded time.
const slack_ms = 3_000;

const script = fileURLToPath(new URL("../../scripts/kafka", import.meta.url));
const broker = (verb) => promisify(execFile)(script, [verb, "1"]);

/** Writes message after message until told to stop; the same one again until it is acknowledged. */
async function writeUntil(isOver, alice, bob, told, progress) {
  for (let number = 1; !isOver(); ++number) {
    const content = `${alice.id}-${number}`;
    for (;;) {
      const begin = Date.now();
      const answer = await alice.post("/api/v1/chat/messages", { to: bob.id, content }, { "idempotency-key": content });
      told.longest_ms = Math.max(told.longest_ms, Date.now() - begin);
      if (answer.status === 201) break;
      assert.equal(`${answer.status} ${answer.body.code}`, "503 unavailable");
      told.refused += 1;
      await sleep(100);
    }
    told.acknowledged.push(content);
    progress.emit("acknowledged");
  }
}

/** Everything in the room of the two, page after page. */
async function history(alice, bob) {
  const found = [];
  for (let before = ""; ; ) {
    const { body } = await alice.get(`/api/v1/chat/messages?with=${bob.id}&limit=100${before}`);
    found.unshift(...body.messages.map((each) => each.content));
    if (!body.next) return found;
    before = `&before=${encodeURIComponent(body.next)}`;
  }
}

for (const [away, back] of [["pause", "resume"], ["kill", "revive"]])
  test(`the broker is away: ${away}`, async (context) => {
    const server = await Server.start();
    try {
      const pairs = [];
      for (let each = 0; each < writers; ++each)
        pairs.push([await Person.register(server), await Person.register(server)]);
      const told = pairs.map(() => ({ acknowledged: [], refused: 0, longest_ms: 0 }));
      const progress = new EventEmitter();
      let isOver = false;
      const writing = pairs.map(([alice, bob], index) =>
        writeUntil(() => isOver, alice, bob, told[index], progress));
      const busy = Promise.all(writing);
      /** Waits until each has had so many more acknowledged; or fails as soon as one of them fails. */
      const eachGoesOn = async (messages) => {
        const goals = told.map((each) => each.acknowledged.length + messages);
        while (!told.every((each, index) => each.acknowledged.length >= goals[index]))
          await Promise.race([once(progress, "acknowledged"), busy]);
      };
      await eachGoesOn(50);
      await broker(away);
      await sleep(outage_ms);
      await broker(back);
      await eachGoesOn(50);
      isOver = true;
      await busy;

      for (const [index, { acknowledged, longest_ms }] of told.entries()) {
        assert.ok(longest_ms < command_timeout_ms + slack_ms, `an answer took ${longest_ms} ms`);
        assert.deepEqual(await history(...pairs[index]), acknowledged);
      }
      const audit = await run(["audit", "--data", server.folder]);
      assert.equal(audit.code, 0, audit.out + audit.err);
      const sum = (of) => told.reduce((all, each) => all + of(each), 0);
      context.diagnostic(
        `${sum((each) => each.acknowledged.length)} messages acknowledged, each there once; ` +
          `${sum((each) => each.refused)} times unavailable; the longest answer took ` +
          `${Math.max(...told.map((each) => each.longest_ms))} ms`,
      );
    } finally {
      await server.stop();
    }
  });
