// What an agent may know of a customer: the talk they are in, and earlier ones of somebody who is vouched for.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { customerSecret, customerToken } from "./support/customer_token.js";
import { assertProblem, call, Person } from "./support/person.js";
import { Server } from "./support/server.js";
import { Socket } from "./support/socket.js";

let server;
before(async () => {
  server = await Server.start({ SWITCHBOARD_QUEUES_WRAP_UP_MS: "0", SWITCHBOARD_QUEUES_CUSTOMER_SECRET: customerSecret });
});
after(() => server.stop());

let queues = 0;
const newQueue = () => `desk-${++queues}`;
const history = (side, query = "") => call(server, "GET", `/api/calls/match/${side}/history${query}`);

async function come(user_type, queue, { token, ...more } = {}) {
  const body = { user_type, user_name: "Alice Smith", queue, ...more };
  const { status, body: told } = await call(server, "POST", "/api/calls/start", { body, token });
  assert.equal(status, 200, JSON.stringify(told));
  const socket = await Socket.ofSide(server, told.call_id);
  socket.call_id = told.call_id;
  await socket.done("start_call");
  return socket;
}

/** A customer has a talk with the agent, and says these words. */
async function talk(agent, queue, words, who) {
  const customer = await come("customer", queue, who);
  await agent.next("matched");
  await customer.done("transcript", { text: words });
  await agent.next("transcript");
  await customer.done("call_ended");
  await agent.next("call_ended");
  return customer;
}

const wordsOf = ({ calls }) => calls.map((each) => each.transcript.map(({ speaker, text }) => [speaker, text]));

test("a name says nothing: who calls themselves the same is told nothing of the other", async () => {
  const queue = newQueue();
  const agent = await come("agent", queue);
  const person = await Person.register(server);
  await talk(agent, queue, "secret of the first", {});
  await talk(agent, queue, "secret of somebody signed in", { token: person.token });
  await talk(agent, queue, "secret of the site's", { customer_token: customerToken({ sub: "Alice Smith" }) });
  await come("customer", queue);
  await agent.next("matched");
  assert.deepEqual((await history(agent.call_id)).body, { customer_name: "Alice Smith", is_vouched_for: false, calls: [] });
});

for (const [how, vouch] of [
  ["a login", async () => ({ token: (await Person.register(server)).token })],
  ["the embedding site", async () => ({ customer_token: customerToken({ sub: `customer ${++queues}` }) })],
])
  test(`an agent sees what a customer said before whom ${how} vouches for`, async () => {
    const queue = newQueue();
    const who = await vouch();
    const agent = await come("agent", queue);
    assert.deepEqual((await history(agent.call_id)).body, { is_vouched_for: false, calls: [] });
    for (const words of ["the first time", "the second time"]) {
      const customer = await talk(agent, queue, words, who);
      assertProblem(await history(customer.call_id), 403, "not_an_agent");
      await talk(agent, queue, "somebody else", {});
    }
    await come("customer", queue, who);
    await agent.next("matched");
    const { body } = await history(agent.call_id);
    assert.deepEqual(wordsOf(body), [[["customer", "the second time"]], [["customer", "the first time"]]]);
    const [newest] = body.calls;
    assert.deepEqual([newest.agent_name, newest.queue, newest.end_reason], ["Alice Smith", queue, "completed"]);
    assert.ok(newest.duration_s >= 0 && Date.parse(newest.ended_at) >= Date.parse(newest.started_at));
    assert.doesNotMatch(JSON.stringify(body), /(call|side)_[0-9a-f]{32}/);
    const page = (await history(agent.call_id, "?limit=1")).body;
    assert.deepEqual(page.calls, [newest]);
    const older = (await history(agent.call_id, `?limit=1&before=${page.next}`)).body;
    assert.deepEqual([older.calls, older.next], [[body.calls[1]], undefined]);
    for (const query of ["?limit=0", "?limit=201", "?before=-1", "?before=%27"])
      assertProblem(await history(agent.call_id, query), 422, "bad_request");
  });

test("no history without an agent's own call id", async () => {
  for (const side of [`call_${"0".repeat(32)}`, "alice", "%27%20OR%201=1"])
    assertProblem(await history(side), 404, "unknown_call");
});

test("a customer's token that is no good is refused, whatever is wrong with it", async () => {
  const start = (customer_token) =>
    call(server, "POST", "/api/calls/start", { body: { user_type: "customer", user_name: "ann", customer_token } });
  const good = customerToken({ sub: "7" });
  assert.equal((await start(good)).status, 200);
  const bad = [
    "", "x", "..", "a.b.c", `${good}x`, good.slice(0, -2), good.replace(".", ".x"),
    customerToken({ sub: "7" }, { secret: "another secret of the site, as long" }),
    customerToken({ sub: "7" }, { alg: "none" }), customerToken({ sub: "7" }, { alg: "RS256" }),
    customerToken({ sub: "7", exp: 1 }), customerToken({ sub: "7", exp: undefined }), customerToken({ sub: "7", exp: "soon" }),
    customerToken({}), customerToken({ sub: "" }), customerToken({ sub: "a\nb" }), customerToken({ sub: "x".repeat(129) }),
    customerToken({ sub: ["7"] }), customerToken({ sub: "7", priority: "high" }), customerToken({ sub: "7", skills: "all" }),
  ];
  for (const each of bad) assertProblem(await start(each), 422, "bad_customer_token");
  assertProblem(await start(customerToken({ sub: "7", priority: 1e6 })), 422, "bad_value");
  const plain = await Server.start();
  try {
    const body = { user_type: "customer", user_name: "ann", customer_token: good };
    assertProblem(await call(plain, "POST", "/api/calls/start", { body }), 422, "bad_customer_token");
  } finally {
    await plain.stop();
  }
});
