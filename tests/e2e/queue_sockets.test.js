// Customers and agents over sockets: whoever comes first, both meet, once.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertProblem, call } from "./support/person.js";
import { Server } from "./support/server.js";
import { Socket } from "./support/socket.js";

let server;
before(async () => (server = await Server.start({ SWITCHBOARD_QUEUES_GRACE_MS: "1500", SWITCHBOARD_QUEUES_WRAP_UP_MS: "0" })));
after(() => server.stop());

let queues = 0;
const newQueue = () => `lane-${++queues}`;
const begin = async (user_type, queue, at = server) =>
  (await call(at, "POST", "/api/calls/start", { body: { user_type, user_name: `a ${user_type}`, queue } })).body;

async function come(user_type, queue) {
  const { call_id } = await begin(user_type, queue);
  const socket = await Socket.ofSide(server, call_id);
  socket.call_id = call_id;
  await socket.done("start_call", { call_id, [`${user_type}_name`]: `a ${user_type}` });
  return socket;
}

for (const [first, second] of [["customer", "agent"], ["agent", "customer"]])
  test(`the ${first} comes first, and both are told`, async () => {
    const queue = newQueue();
    const early = await come(first, queue);
    assert.equal((await early.next("waiting")).position, 1);
    const late = await come(second, queue);
    assert.equal((await late.next("matched")).partner_name, `a ${first}`);
    const matched = await early.next("matched");
    assert.deepEqual([matched.partner_name, matched.call_id], [`a ${second}`, early.call_id]);
    for (const [speaker, from, to] of [[first, early, late], [second, late, early]]) {
      await from.done("transcript", { call_id: from.call_id, text: `from the ${speaker}` });
      const said = await to.next("transcript");
      assert.deepEqual([said.speaker, said.text, said.call_id], [speaker, `from the ${speaker}`, to.call_id]);
    }
    early.say({ type: "offer", call_id: early.call_id, data: { sdp: "" } });
    assert.equal((await late.next("offer")).call_id, late.call_id);
    await early.done("call_ended", { call_id: early.call_id });
    assert.deepEqual([(await late.next("call_ended")).reason], ["completed"]);
    for (const each of [early, late])
      assert.deepEqual((await each.rest()).filter((frame) => frame.type === "matched"), [], "matched once");
  });

test("both start before either has a socket", async () => {
  const queue = newQueue();
  const ids = [(await begin("customer", queue)).call_id, (await begin("agent", queue)).call_id];
  const sockets = await Promise.all(ids.map((id) => Socket.ofSide(server, id)));
  await Promise.all(sockets.map((each) => each.done("start_call")));
  for (const each of sockets) await each.next("matched");
});

test("a customer who goes while waiting is taken off, and the next one comes up", async () => {
  const queue = newQueue();
  const gone = await come("customer", queue);
  await gone.next("waiting");
  const stays = await come("customer", queue);
  assert.equal((await stays.next("waiting")).position, 2);
  await gone.done("leave");
  const agent = await come("agent", queue);
  await agent.next("matched");
  await stays.next("matched");
});

test("a side that drops and comes back goes on; one that stays away has left", async () => {
  const queue = newQueue();
  const customer = await come("customer", queue);
  const agent = await come("agent", queue);
  await Promise.all([customer.next("matched"), agent.next("matched")]);
  await customer.drop();
  const back = await Socket.ofSide(server, customer.call_id, customer.point);
  await back.done("start_call");
  await back.next("matched");
  await agent.done("transcript", { text: "are you there?" });
  await back.next("transcript");
  await back.drop();
  assert.equal((await agent.next("call_ended")).reason, "abandoned");
});

test("what belongs to others cannot be done with a side's id", async () => {
  const side = await come("customer", newQueue());
  await side.refused("message", { to: "somebody", content: "x" }, "forbidden");
  await side.refused("call_invitation", { target_user_id: "somebody" }, "forbidden");
  await side.refused("presence_subscribe", { user_ids: ["somebody"] }, "forbidden");
  await side.refused("transcript", { text: "nobody hears it" }, "not_matched");
  await side.refused("offer_accept", { offer_id: "x" }, "bad_target");
});

test("a thousand come at random: everybody is matched once, with somebody who says the same", async () => {
  const patient = await Server.start();
  try {
    const kinds = Array.from({ length: 1000 }, (_, index) => (index % 2 ? "agent" : "customer"));
    for (let index = kinds.length - 1; index > 0; --index) {
      const other = Math.floor(Math.random() * (index + 1));
      [kinds[index], kinds[other]] = [kinds[other], kinds[index]];
    }
    const inTurns = async (all, act) => {
      const done = [];
      for (let from = 0; from < all.length; from += 50)
        done.push(...(await Promise.all(all.slice(from, from + 50).map(act))));
      return done;
    };
    const sides = await inTurns(kinds, (kind) => begin(kind, "default", patient));
    const told = await inTurns(sides, async ({ call_id }) =>
      (await call(patient, "GET", `/api/calls/match/${call_id}`)).body);
    const partners = new Map(told.map((each) => [each.side_id, each.partner_call_id]));
    assert.ok(told.every((each) => each.matched));
    for (const [side, partner] of partners) assert.equal(partners.get(partner), side);
    assert.equal(new Set(partners.values()).size, 1000);
  } finally {
    await patient.stop();
  }
});
