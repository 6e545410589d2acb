import assert from "node:assert/strict";
import { test } from "node:test";

import { IceServers } from "../../../web/client/ice_servers.js";
import { Switchboard } from "../../../web/client/switchboard.js";
import { FakeMedia, FakeMediaStream, FakePeerConnection } from "./support/fake_media.js";
import { fakeSockets } from "./support/fake_sockets.js";
import { ManualTimers, settled } from "./support/manual_timers.js";

globalThis.MediaStream = FakeMediaStream;

const turn = { urls: ["turn:turn.test:3478"], username: "1:alice", credential: "abc" };

/** Servers that are asked of what stands in `answers`, one after the other; an error is thrown. */
function asking(...answers) {
  const timers = new ManualTimers();
  let asked = 0;
  const ask = async () => {
    const answer = answers[Math.min(asked++, answers.length - 1)];
    if (answer instanceof Error) throw answer;
    return { ice_servers: answer, expires_in_s: 3_600 };
  };
  return { servers: new IceServers(ask, timers), timers, count: () => asked };
}

test("they are asked for once, however many want them, until shortly before they end", async () => {
  const { servers, timers, count } = asking([turn], []);
  assert.deepEqual(await Promise.all([servers.list(), servers.list()]), [[turn], [turn]]);
  await timers.advance(3_500_000);
  assert.deepEqual(await servers.list(), [turn]);
  assert.equal(count(), 1);
  await timers.advance(60_000);
  assert.deepEqual(await servers.list(), []);
});

test("without an answer there are none, and it is asked again after a while", async () => {
  const { servers, timers, count } = asking(new Error("offline"), [turn]);
  assert.deepEqual(await servers.list(), []);
  assert.deepEqual(await servers.list(), []);
  assert.equal(count(), 1);
  await timers.advance(30_000);
  assert.deepEqual(await servers.list(), [turn]);
});

/** A server that knows these calls, and a client of it. */
function clientOf(routes) {
  const requests = [];
  const fetch = async (url, { method }) => {
    requests.push(`${method} ${url.pathname}${url.search}`);
    const [status, body] = routes[url.pathname] ?? [404, { code: "not_found" }];
    const headers = { "Content-Type": "application/json" };
    return new Response(JSON.stringify(body), { status, headers });
  };
  const { FakeSocket, latest } = fakeSockets();
  const client = new Switchboard({
    url: "http://switchboard.test",
    fetch,
    WebSocket: FakeSocket,
    RTCPeerConnection: FakePeerConnection,
    timers: new ManualTimers(),
  });
  return { client, requests, latest };
}

/** Lets a call join in which somebody is already, and gives the configuration of the path to them. */
async function configurationOf(joining, socket) {
  while (!socket.last("join")) await settled();
  const participants = [{ user_id: "bob", connection_id: "c2" }];
  socket.say({ type: "joined", re: socket.last("join").id, call_id: "x", participants });
  await joining;
  return FakePeerConnection.made.at(-1).configuration;
}

test("a call goes over the servers that the server names", async () => {
  const answer = { ice_servers: [turn], expires_in_s: 3_600 };
  const { client, requests, latest } = clientOf({
    "/api/v1/auth/ticket": [201, { ticket: "t" }],
    "/api/v1/ice-servers": [200, answer],
  });
  const opened = client.connect();
  await settled();
  latest().greet();
  await opened;
  const joining = client.join("x", new FakeMedia());
  assert.deepEqual(await configurationOf(joining, latest()), { iceServers: [turn] });
  assert.ok(requests.includes("GET /api/v1/ice-servers"));
});

test("a customer shows their call, and a server that names none is no obstacle", async () => {
  const { client, requests, latest } = clientOf({});
  const side = client.queueSide("call_1~q", { user_type: "customer", user_name: "Mia" });
  const opened = side.open();
  await settled();
  latest().greet();
  await opened;
  const joining = side.joinCall(new FakeMedia());
  assert.deepEqual(await configurationOf(joining, latest()), { iceServers: [] });
  assert.deepEqual(requests, ["GET /api/v1/ice-servers?call_id=call_1%7Eq"]);
});
