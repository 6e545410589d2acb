// The server is killed between any two steps of a call. What was acknowledged is there afterwards,
// clients resume, and every invitation ends.
import assert from "node:assert/strict";
import { test } from "node:test";

import { run, Server } from "./support/server.js";
import { Person } from "./support/person.js";
import { Socket } from "./support/socket.js";

/** One call, step by step; each gives what was acknowledged. */
const steps = [
  ["invite", async (call) => Object.assign(call, await call.a.done("call_invitation", { target_user_id: call.bob.id, call_type: "video" }))],
  ["accept", async (call) => call.b.done("call_accept", { call_id: call.call_id })],
  ["caller joins", async (call) => call.a.done("join", { call_id: call.call_id })],
  ["callee joins", async (call) => call.b.done("join", { call_id: call.call_id })],
  ["message", async (call) => (call.message = await call.a.done("message", { to: call.bob.id, content: "still here?" }))],
  ["end", async (call) => call.b.done("call_end", { call_id: call.call_id })],
];

async function resume(server, person, socket) {
  await person.logIn();
  return Socket.of(person, { resume: socket.point });
}

for (let crashAfter = 0; crashAfter < steps.length; ++crashAfter)
  test(`kill -9 after "${steps[crashAfter][0]}"`, async () => {
    const server = await Server.start({ SWITCHBOARD_CALLS_RING_TIMEOUT_MS: "20000" });
    try {
      const [alice, bob] = [await Person.register(server), await Person.register(server)];
      const call = { alice, bob, a: await Socket.of(alice), b: await Socket.of(bob) };
      for (const [index, [, step]] of steps.entries()) {
        await step(call);
        if (index !== crashAfter) continue;
        await server.restart();
        [call.a, call.b] = [await resume(server, alice, call.a), await resume(server, bob, call.b)];
        assert.deepEqual([call.a.hello.resumed, call.b.hello.resumed], [true, true]);
      }
      const told = (await alice.get(`/api/v1/calls/${call.call_id}`)).body.call;
      assert.deepEqual([told.status, told.end_reason], ["ended", "completed"]);
      const { messages } = (await bob.get(`/api/v1/chat/messages?with=${alice.id}`)).body;
      assert.equal(messages.filter((each) => each.id === call.message.message_id).length, 1);
      assert.equal(messages[0].extra_data.call_invitation.status, "accepted");
      const audit = await run(["audit", "--data", server.folder]);
      assert.equal(audit.code, 0, audit.out + audit.err);
    } finally {
      await server.stop();
    }
  });
