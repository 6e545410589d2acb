// What clients are told of STUN and TURN servers, checked as coturn checks it.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { assertProblem, call, Person } from "./support/person.js";
import { newFolder, run, Server } from "./support/server.js";

const secret = "a secret that two servers share";
const turnUrls = "turn:127.0.0.1:3478?transport=udp,turn:127.0.0.1:3478?transport=tcp";

let server;
before(async () => {
  server = await Server.start({
    SWITCHBOARD_ICE_STUN_URLS: "stun:127.0.0.1:3478",
    SWITCHBOARD_ICE_TURN_URLS: turnUrls,
    SWITCHBOARD_ICE_TURN_SECRET: secret,
    SWITCHBOARD_ICE_CREDENTIAL_TTL_S: "600",
  });
});
after(() => server.stop());

/** The user of a credential that a TURN server with the secret would take. */
function userOf({ username, credential }) {
  assert.equal(credential, createHmac("sha1", secret).update(username).digest("base64"));
  const [expiry, user] = username.split(":");
  const leftS = Number(expiry) - Date.now() / 1000;
  assert.ok(leftS > 540 && leftS <= 600, username);
  return user;
}

test("somebody signed in gets credentials of their own, for a while", async () => {
  const person = await Person.register(server);
  const { status, body } = await person.get("/api/v1/ice-servers");
  assert.equal(status, 200);
  assert.equal(body.expires_in_s, 600);
  const [stun, turn] = body.ice_servers;
  assert.deepEqual(stun, { urls: ["stun:127.0.0.1:3478"] });
  assert.deepEqual(turn.urls, turnUrls.split(","));
  assert.equal(userOf(turn), person.id);
});

test("a queue's side needs no account, and what lets it in is not told to the TURN server", async () => {
  const side = (await call(server, "POST", "/api/calls/start", { body: { user_type: "customer", user_name: "ann" } })).body;
  const path = `/api/v1/ice-servers?call_id=${side.call_id}`;
  const { status, body } = await call(server, "GET", path);
  assert.equal(status, 200);
  const user = userOf(body.ice_servers[1]);
  assert.equal(user, side.side_id);
  assert.ok(!user.includes(side.call_id.slice(5)));
  await call(server, "POST", "/api/calls/leave", { body: { call_id: side.call_id } });
  assertProblem(await call(server, "GET", path), 404, "unknown_call");
});

test("nobody else is told anything", async () => {
  const path = "/api/v1/ice-servers";
  assertProblem(await call(server, "GET", path), 401, "unauthorized");
  assertProblem(await call(server, "GET", path, { token: "x.y.z" }), 401, "unauthorized");
  const side = `call_${"0".repeat(32)}`;
  assertProblem(await call(server, "GET", `${path}?call_id=${side}`, { token: "x.y.z" }), 401, "unauthorized");
  for (const id of [side, "", "call_", "alice", "%2e%2e%2f", "call_%27", "direct~alice~bob~2"])
    assertProblem(await call(server, "GET", `${path}?call_id=${id}`), 404, "unknown_call");
});

test("without servers there are none to tell of", async () => {
  const bare = await Server.start();
  const person = await Person.register(bare);
  assert.deepEqual((await person.get("/api/v1/ice-servers")).body, { ice_servers: [], expires_in_s: 14_400 });
  await bare.stop();
});

test("the secret comes from a file that is its owner's alone, and is never printed", async () => {
  const folder = await newFolder();
  const file = join(folder, "turn.secret");
  await writeFile(file, `${secret}\n`);
  await chmod(file, 0o644);
  const words = ["serve", "--listen", "127.0.0.1:0", "--data", folder];
  const settings = { SWITCHBOARD_ICE_TURN_URLS: "turn:127.0.0.1", SWITCHBOARD_ICE_TURN_SECRET_FILE: file };
  const careful = new Server(folder, settings);
  const refused = await run(words, { env: careful.env });
  assert.equal(refused.code, 2);
  assert.match(refused.err, /turn\.secret: others may read or change it \(mode 0644\).*chmod 600/);
  assert.ok(!refused.err.includes(secret));
  await chmod(file, 0o600);
  await careful.boot();
  const person = await Person.register(careful);
  const [turn] = (await person.get("/api/v1/ice-servers")).body.ice_servers;
  assert.equal(turn.credential, createHmac("sha1", secret).update(turn.username).digest("base64"));
  assert.ok(!careful.log.includes(secret));
  await careful.stop();
});
