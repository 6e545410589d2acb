import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertProblem, call, Person } from "./support/person.js";
import { customerSecret, customerToken } from "./support/customer_token.js";
import { Server } from "./support/server.js";

let server;
before(async () => {
  server = await Server.start({ SWITCHBOARD_QUEUES_WRAP_UP_MS: "0", SWITCHBOARD_QUEUES_CUSTOMER_SECRET: customerSecret });
});
after(() => server.stop());

let queues = 0;
const newQueue = () => `queue-${++queues}`;
const start = (user_type, queue, more = {}, headers = {}) =>
  call(server, "POST", "/api/calls/start", { body: { user_type, user_name: `a ${user_type}`, queue, ...more }, headers });
const match = (side) => call(server, "GET", `/api/calls/match/${side}`);
const order = (word, call_id) => call(server, "POST", `/api/calls/${word}`, { body: { call_id } });

for (const [first, second] of [["customer", "agent"], ["agent", "customer"]])
  test(`the ${first} comes first: both are matched as soon as both are there`, async () => {
    const queue = newQueue();
    const waiting = (await start(first, queue)).body;
    assert.equal(waiting.status, "waiting");
    assert.match(waiting.call_id, new RegExp(`^call_[0-9a-f]{32}\\.${queue}$`));
    assert.equal(waiting.ws_url, `${server.url.replace("http", "ws")}/ws/call/${waiting.call_id}`);
    if (first === "customer") assert.equal(waiting.position, 1);
    assert.equal((await match(waiting.call_id)).body.matched, false);

    const matched = (await start(second, queue)).body;
    assert.equal(matched.status, "matched");
    assert.deepEqual(matched.partner, { call_id: waiting.side_id, name: `a ${first}` });
    const told = (await match(waiting.call_id)).body;
    assert.deepEqual(
      [told.call_id, told.matched, told.partner_call_id, told.partner_name, told.status],
      [waiting.call_id, true, matched.side_id, `a ${second}`, "matched"],
    );
  });

test("customers are served in their order, the more urgent before, if somebody vouches for that", async () => {
  const queue = newQueue();
  const early = (await start("customer", queue, { user_name: "early" })).body;
  const late = (await start("customer", queue, { user_name: "late" })).body;
  const pushy = (await start("customer", queue, { user_name: "pushy", priority: 1000 })).body;
  assert.deepEqual([pushy.position, pushy.ignored], [3, ["priority"]]);
  const customer_token = customerToken({ sub: "c-1", priority: 5 });
  const urgent = (await start("customer", queue, { user_name: "urgent", customer_token })).body;
  assert.deepEqual([early.position, late.position, urgent.position, urgent.ignored], [1, 2, 1, undefined]);
  const served = [];
  for (let agents = 0; agents < 4; ++agents) served.push((await start("agent", queue)).body.partner.name);
  assert.deepEqual(served, ["urgent", "early", "late", "pushy"]);
});

test("an agent serves only whom they have the skills for", async () => {
  const queue = newQueue();
  await start("customer", queue, { user_name: "french", skills: ["fr"] });
  assert.equal((await start("agent", queue, { skills: ["de"] })).body.status, "waiting");
  assert.equal((await start("agent", queue, { skills: ["de", "fr"] })).body.partner.name, "french");
});

test("nobody is matched twice, however many come at once", async () => {
  const queue = newQueue();
  const sides = [];
  for (let count = 0; count < 40; ++count) sides.push(start(count % 2 ? "agent" : "customer", queue));
  const ids = (await Promise.all(sides)).map((each) => each.body.call_id);
  const told = await Promise.all(ids.map(async (id) => (await match(id)).body));
  const partnerOf = new Map(told.map((each) => [each.side_id, each.partner_call_id]));
  assert.equal(new Set(partnerOf.values()).size, 40);
  for (const [side, partner] of partnerOf) assert.equal(partnerOf.get(partner), side);
});

test("the call ends for both, and the agent serves the next", async () => {
  const queue = newQueue();
  const customer = (await start("customer", queue)).body;
  const agent = (await start("agent", queue)).body;
  assert.equal((await order("end", customer.call_id)).body.status, "ended");
  assert.equal((await match(agent.call_id)).body.status, "waiting");
  const next = (await start("customer", queue)).body;
  assert.equal(next.partner.call_id, agent.side_id);
});

test("whoever leaves is not matched any more", async () => {
  const queue = newQueue();
  const gone = (await start("customer", queue)).body;
  assert.equal((await order("leave", gone.call_id)).body.status, "ended");
  assert.equal((await start("agent", queue)).body.status, "waiting");
  assert.equal((await match(gone.call_id)).body.status, "ended");
});

test("an agent on a break gets nobody", async () => {
  const queue = newQueue();
  const agent = (await start("agent", queue)).body;
  assert.equal((await order("pause", agent.call_id)).body.status, "paused");
  const customer = (await start("customer", queue)).body;
  assert.equal(customer.status, "waiting");
  await order("ready", agent.call_id);
  assert.equal((await match(customer.call_id)).body.matched, true);
  assertProblem(await order("pause", customer.call_id), 422, "bad_target");
});

test("a start that is sent again under its key is the same side", async () => {
  const queue = newQueue();
  const key = { "idempotency-key": "come-once" };
  const first = (await start("customer", queue, {}, key)).body;
  await server.restart();
  const again = (await start("customer", queue, {}, key)).body;
  assert.equal(again.call_id, first.call_id);
  assert.equal((await start("customer", queue, {}, key)).body.position, 1);
});

test("what is not a side is not found", async () => {
  assertProblem(await match("garbage"), 404, "unknown_call");
  assertProblem(await match(`call_${"0".repeat(32)}`), 404, "unknown_call");
  assertProblem(await order("end", `call_${"0".repeat(32)}`), 404, "unknown_call");
  assertProblem(await start("spectator", newQueue()), 422, "bad_request");
  assertProblem(await start("customer", "No Such Name"), 422, "bad_request");
  assertProblem(await start("customer", newQueue(), { user_name: "" }), 422, "bad_value");
});

test("agents sign in where the configuration wants it", async () => {
  const strict = await Server.start({ SWITCHBOARD_QUEUES_OPEN_AGENTS: "false" });
  try {
    const person = await Person.register(strict);
    const body = { user_type: "agent", user_name: "an agent" };
    assertProblem(await call(strict, "POST", "/api/calls/start", { body }), 401, "unauthorized");
    assertProblem(await call(strict, "POST", "/api/calls/start", { body, token: "no token" }), 401, "unauthorized");
    assertProblem(await person.post("/api/calls/start", body), 403, "forbidden");
    const customer = { user_type: "customer", user_name: "a customer" };
    assert.equal((await call(strict, "POST", "/api/calls/start", { body: customer })).status, 200);
  } finally {
    await strict.stop();
  }
});
