// Queues are there when an admin or the configuration made them; what is made up leaves nothing behind.
import assert from "node:assert/strict";
import { test } from "node:test";

import { assertProblem, call, Person } from "./support/person.js";
import { newFolder, run, Server } from "./support/server.js";
import { Socket } from "./support/socket.js";

const start = (server, queue, user_type = "customer") =>
  call(server, "POST", "/api/calls/start", { body: { user_type, user_name: "ann", ...(queue && { queue }) } });

async function withAdmin(settings, act) {
  const server = new Server(await newFolder(), settings);
  const made = await run(["admin", "create", "root", "--data", server.folder], {
    input: "correct horse battery\n",
    env: server.env,
  });
  assert.equal(made.code, 0, made.err);
  await server.boot();
  try {
    const admin = new Person(server, "root");
    await admin.logIn();
    await act(server, admin);
  } finally {
    await server.stop();
  }
}

const awake = async (server) => Number(/^switchboard_entities_awake (\d+)/m.exec((await call(server, "GET", "/metrics")).body)[1]);

test("a made-up queue is not there, at any door, and costs no memory", async () => {
  const settings = { SWITCHBOARD_QUEUES_OPEN: "0", SWITCHBOARD_QUEUES_NAMES: "default,sales", SWITCHBOARD_SERVER_METRICS: "true" };
  await withAdmin(settings, async (server, admin) => {
    assert.equal((await start(server)).status, 200);
    assert.equal((await start(server, "sales")).status, 200);
    const before = await awake(server);
    for (let count = 0; count < 300; ++count) {
      const queue = `made-up-${count}`;
      const key = `call_${"0".repeat(32)}.${queue}`;
      assertProblem(await start(server, queue), 404, "unknown_queue");
      assertProblem(await start(server, queue, "agent"), 404, "unknown_queue");
      assertProblem(await call(server, "GET", `/api/calls/match/${key}`), 404, "unknown_call");
      assertProblem(await call(server, "GET", `/api/v1/ice-servers?call_id=${key}`), 404, "unknown_call");
      if (count < 20) assert.equal((await Socket.refusal(server, { path: `/ws/call/${key}` })).status, 401);
    }
    assert.equal(await awake(server), before);
    assert.deepEqual((await admin.get("/api/v1/queues")).body.queues.map((each) => each.queue), ["default", "sales"]);

    const { body } = await admin.get("/api/v1/admin/state?stream=queue/sales");
    await admin.send("PUT", "/api/v1/queues/by-admin/settings", { ...body.state.settings, wrap_up_ms: 1 });
    assert.equal((await start(server, "by-admin")).status, 200);
    await server.restart();
    assert.equal((await start(server, "by-admin")).status, 200);
  });
});

test("anybody opens queues up to the setting, and the overview of many is bounded", async () => {
  await withAdmin({ SWITCHBOARD_QUEUES_OPEN: "100" }, async (server, admin) => {
    let opened = 0;
    for (let count = 0; count < 110; ++count) opened += (await start(server, `lane-${count}`)).status === 200;
    assert.equal(opened, 100);
    assertProblem(await start(server, "one-more"), 404, "unknown_queue");
    await server.restart();
    assertProblem(await start(server, "one-more"), 404, "unknown_queue");
    assert.equal((await start(server, "lane-7")).status, 200);

    const { body } = await call(server, "GET", "/api/v1/queues?limit=60", { token: admin.token });
    assert.equal(body.queues.length, 60);
    const rest = await admin.get(`/api/v1/queues?limit=60&after=${body.next}`);
    assert.deepEqual([rest.body.queues.length, rest.body.next], [40, undefined]);
    assertProblem(await admin.get("/api/v1/queues?limit=0"), 422, "bad_request");
    const settings = { ...(await admin.get("/api/v1/admin/state?stream=queue/lane-7")).body.state.settings };
    for (let count = 0; count < 20; ++count)
      assert.equal((await admin.send("PUT", `/api/v1/queues/z-${count}/settings`, { ...settings, wrap_up_ms: 1 })).status, 200);
    const overview = (await admin.get("/api/v1/admin/overview")).body;
    assert.deepEqual([overview.queues.length, overview.queue_count], [100, 120]);
    const watching = await Socket.of(admin);
    await watching.done("overview_subscribe");
    assert.equal((await watching.next("overview")).queues.length, 100);
    await watching.close();
  });
});
