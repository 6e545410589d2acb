// People who write to each other without end, and what came of it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { run } from "../../e2e/support/server.js";

const pause_after_refusal_ms = 100;

const script = fileURLToPath(new URL("../../../scripts/kafka", import.meta.url));

/** `kill`, `revive`, `pause` or `resume` for one node of the brokers that the tests have. */
export const broker = (verb, node = 1) => promisify(execFile)(script, [verb, String(node)]);

export class Load {
  #writers = [];
  #progress = new EventEmitter();
  #isOver = false;
  #busy;

  /** Has `from` write to `to`, at the server of `from`. */
  add(from, to, label = "") {
    this.#writers.push({ from, to, label, acknowledged: [], refused: 0, longest_ms: 0 });
  }

  start() {
    this.#busy = Promise.all(this.#writers.map((each) => this.#write(each)));
    // Whoever awaits progress or the end is told; this keeps the failure from ending the process first.
    this.#busy.catch(() => {});
  }

  /** Waits until each has had so many more acknowledged; or fails as soon as one of them fails. */
  async goesOn(messages) {
    const goals = this.#writers.map((each) => each.acknowledged.length + messages);
    while (!this.#writers.every((each, index) => each.acknowledged.length >= goals[index]))
      await Promise.race([once(this.#progress, "acknowledged"), this.#busy]);
  }

  async stop() {
    this.#isOver = true;
    await this.#busy;
  }

  get writers() {
    return this.#writers;
  }

  get acknowledged() {
    return this.#writers.flatMap((each) => each.acknowledged);
  }

  get longest_ms() {
    return Math.max(...this.#writers.map((each) => each.longest_ms));
  }

  /** For what follows: how long the longest answer from now on takes. */
  forgetLongest() {
    for (const each of this.#writers) each.longest_ms = 0;
  }

  toString() {
    const refused = this.#writers.reduce((all, each) => all + each.refused, 0);
    return `${this.acknowledged.length} messages acknowledged, each there once; ${refused} times ` +
      `unavailable; the longest answer took ${this.longest_ms} ms`;
  }

  /** Message after message; the same one again until it is acknowledged. */
  async #write(writer) {
    const { from, to, label } = writer;
    for (let number = 1; !this.#isOver; ++number) {
      const content = `${from.id}-${label}${number}`;
      for (;;) {
        const begin = Date.now();
        const answer = await from.post("/api/v1/chat/messages", { to: to.id, content }, { "idempotency-key": content });
        writer.longest_ms = Math.max(writer.longest_ms, Date.now() - begin);
        if (answer.status === 201) break;
        assert.equal(`${answer.status} ${answer.body.code}`, "503 unavailable");
        writer.refused += 1;
        await sleep(pause_after_refusal_ms);
      }
      writer.acknowledged.push(content);
      this.#progress.emit("acknowledged");
    }
  }
}

/** Everything in the room of the two, page after page, as the server of `alice` has it. */
export async function history(alice, bob) {
  const found = [];
  for (let before = ""; ; ) {
    const { body } = await alice.get(`/api/v1/chat/messages?with=${bob.id}&limit=100${before}`);
    found.unshift(...body.messages.map((each) => each.content));
    if (!body.next) return found;
    before = `&before=${encodeURIComponent(body.next)}`;
  }
}

export async function auditIsClean(data) {
  const audit = await run(["audit", "--data", data]);
  assert.equal(audit.code, 0, audit.out + audit.err);
}
