// Whatever was acknowledged is there after the power went out, between any two steps.
import assert from "node:assert/strict";
import { test } from "node:test";

import { call, Person } from "./support/person.js";
import { Server } from "./support/server.js";

test("each step is there after a crash right behind it", async () => {
  const server = await Server.start({ SWITCHBOARD_CALLS_RING_TIMEOUT_MS: "60000" });
  try {
    const alice = await Person.register(server);
    await server.restart();
    const bob = await Person.register(server);
    assert.equal((await alice.get(`/api/v1/users/${bob.id}`)).status, 200);
    const { message } = (await alice.post("/api/v1/chat/messages", { to: bob.id, content: "hello" })).body;
    await server.restart();
    assert.deepEqual((await bob.get(`/api/v1/chat/messages?with=${alice.id}`)).body.messages, [message]);
    const { call: started } = (await alice.post("/api/v1/calls/start", { callee: bob.id, call_type: "audio" })).body;
    await server.restart();
    const [ringing] = (await bob.get("/api/v1/calls/active")).body.calls;
    assert.deepEqual(ringing, started);
    assert.equal((await bob.post("/api/v1/calls/end", { call_id: started.id })).body.call.end_reason, "rejected");
    await server.restart();
    const [past] = (await alice.get("/api/v1/calls/history")).body.calls;
    assert.deepEqual([past.id, past.status, past.end_reason], [started.id, "ended", "rejected"]);
    await alice.logIn();
    await server.restart();
    assert.equal((await alice.get("/api/v1/users/me")).status, 200);
    assert.equal((await alice.post("/api/v1/auth/logout")).status, 204);
    await server.restart();
    assert.equal((await alice.get("/api/v1/users/me")).status, 401);
  } finally {
    await server.stop();
  }
});

test("a call that rings when the server dies is missed in the end", async () => {
  const server = await Server.start({ SWITCHBOARD_CALLS_RING_TIMEOUT_MS: "1500" });
  try {
    const [alice, bob] = [await Person.register(server), await Person.register(server)];
    const { call: started } = (await alice.post("/api/v1/calls/start", { callee: bob.id, call_type: "audio" })).body;
    await server.restart();
    let now = started;
    for (const until = Date.now() + 20_000; now.status !== "ended" && Date.now() < until; )
      now = (await alice.get(`/api/v1/calls/${started.id}`)).body.call ?? now;
    assert.deepEqual([now.status, now.end_reason], ["ended", "missed"]);
  } finally {
    await server.stop();
  }
});

test("accounts made while the server dies are there or can be made again, and never half", async () => {
  const server = await Server.start();
  try {
    for (let round = 0; round < 5; ++round) {
      const body = { username: `half-${round}`, email: `half-${round}@example.org`, password: "correct horse" };
      const headers = { "idempotency-key": `register-${round}` };
      const register = () => call(server, "POST", "/api/v1/auth/register", { body, headers });
      const cutOff = register().catch(() => undefined);
      // Some rounds die before, some behind and some in the middle of it.
      await call(server, "GET", "/healthz");
      for (let asked = 0; asked < round; ++asked) await call(server, "GET", "/readyz");
      await server.restart();
      await cutOff;
      assert.equal((await register()).status, 201);
    }
  } finally {
    await server.stop();
  }
});
