// A log moves from a data folder to Kafka and back: ids, times and the order of each stream stay, a
// server goes on from the copy, and all have the same states, hash for hash.
import assert from "node:assert/strict";
import { cp, rm } from "node:fs/promises";
import { basename } from "node:path";
import { test } from "node:test";

import { Person } from "../e2e/support/person.js";
import { newFolder, run, Server } from "../e2e/support/server.js";
import { Socket } from "../e2e/support/socket.js";

async function told(...words) {
  const { code, out, err } = await run(words);
  assert.equal(code, 0, out + err);
  return out;
}

/** A line for each state, and one for all of them; what was kept beside the log is not asked for. */
async function hashes(data) {
  const lines = await told("replay", "--hashes", "--data", data);
  return lines.split("\n").filter((each) => !each.includes("kept state"));
}

/** A call, and what was said in it. */
async function live(server) {
  const [alice, bob] = [await Person.register(server), await Person.register(server)];
  const [a, b] = [await Socket.of(alice), await Socket.of(bob)];
  const { call_id } = await a.done("call_invitation", { target_user_id: bob.id, call_type: "video" });
  await b.done("call_accept", { call_id });
  for (const each of [a, b]) await each.done("join", { call_id });
  for (const content of ["hello", "and goodbye"]) await a.done("message", { to: bob.id, content });
  await b.done("call_end", { call_id });
  return [alice, bob];
}

test("a log moves to Kafka and back", async () => {
  const server = await Server.start({ SWITCHBOARD_EVENTS_BACKEND: "embedded" });
  const back = await newFolder();
  let moved;
  try {
    const [alice, bob] = await live(server);
    assert.equal(await server.drain(), 0);
    const before = await hashes(server.folder);
    const count = Number(/(\d+) events?/.exec(await told("log", "verify", "--data", server.folder))[1]);
    const topic = `moved-${basename(server.folder)}`;
    const uri = `kafka://${process.env.KAFKA_BROKERS}/${topic}?partitions=2`;

    const copy = (from, to) => told("log", "copy", "--from", from, "--to", to);
    assert.match(await copy(server.folder, uri), new RegExp(`^${count} events copied to .*, 0 had been there before\n$`));
    assert.match(await copy(server.folder, uri), new RegExp(`^0 events copied to .*, ${count} had been there before\n$`));
    assert.deepEqual(await hashes(uri), before);
    assert.match(await copy(uri, back), new RegExp(`^${count} events copied`));
    assert.match(await copy(uri, back), new RegExp(`^0 events copied to .*, ${count} had been there before\n$`));
    assert.deepEqual(await hashes(back), before);
    for (const data of [uri, back]) await told("audit", "--data", data);

    // The people and keys move with the folder; the log of the new one is the copy in Kafka.
    const folder = `${server.folder}-moved`;
    await cp(server.folder, folder, { recursive: true, filter: (file) => !/\/(log|snapshots|projections)\.[^/]*$/.test(file) });
    moved = new Server(folder, { SWITCHBOARD_KAFKA_TOPIC: topic });
    await moved.boot();
    assert.deepEqual(await hashes(folder), before);
    alice.server = moved;
    const { messages } = (await alice.get(`/api/v1/chat/messages?with=${bob.id}`)).body;
    assert.deepEqual(messages.map((each) => each.content).slice(-2), ["hello", "and goodbye"]);
    const answer = await alice.post("/api/v1/chat/messages", { to: bob.id, content: "in the cluster" });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
  } finally {
    await rm(back, { recursive: true });
    await server.stop();
    if (moved) await moved.stop();
  }
});
