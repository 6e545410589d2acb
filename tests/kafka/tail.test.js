// Whoever looks at a topic without a server sees what comes as it comes.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";

import { Person } from "../e2e/support/person.js";
import { Server } from "../e2e/support/server.js";

test("`log tail` of a topic follows it", async () => {
  const server = await Server.start();
  let tail;
  try {
    const [alice, bob] = [await Person.register(server), await Person.register(server)];
    const topic = `kafka://${process.env.KAFKA_BROKERS}/${server.env.SWITCHBOARD_KAFKA_TOPIC}`;
    tail = spawn(process.env.PROGRAM_UNDER_TEST, ["log", "tail", "--data", topic, "--json"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const events = createInterface({ input: tail.stdout })[Symbol.asyncIterator]();
    const next = async (type) => {
      for (;;) {
        const { value } = await events.next();
        assert.ok(value !== undefined, `the tail ended before ${type} came`);
        const event = JSON.parse(value);
        if (event.type === type) return event;
      }
    };
    await next("user.registered");
    for (const content of ["while it looks", "and once more"]) {
      const answer = await alice.post("/api/v1/chat/messages", { to: bob.id, content });
      assert.equal(answer.status, 201, JSON.stringify(answer.body));
      assert.equal((await next("room.message_posted")).data.content, content);
    }
    tail.kill("SIGINT");
    assert.deepEqual(await once(tail, "exit"), [0, null]);
  } finally {
    tail?.kill("SIGKILL");
    await server.stop();
  }
});
