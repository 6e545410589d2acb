// Tokens of an outside issuer, which has the accounts and this server has not.
import assert from "node:assert/strict";
import { createSign, generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { assertProblem, call, Person } from "./support/person.js";
import { newFolder, run, Server } from "./support/server.js";
import { Socket } from "./support/socket.js";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
let server;

before(async () => {
  const file = join(await newFolder(), "issuer.pem");
  await writeFile(file, publicKey.export({ type: "spki", format: "pem" }));
  server = await Server.start({
    SWITCHBOARD_ACCOUNTS_OUTSIDE_ISSUER: "https://people.example.org",
    SWITCHBOARD_ACCOUNTS_OUTSIDE_AUDIENCE: "calls",
    SWITCHBOARD_ACCOUNTS_OUTSIDE_PUBLIC_KEY: file,
  });
});
after(() => server.stop());

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

function tokenFor(sub, more = {}) {
  const now_s = Math.floor(Date.now() / 1000);
  const claims = { iss: "https://people.example.org", aud: "calls", sub, iat: now_s, exp: now_s + 600, ...more };
  const text = `${encode({ alg: "RS256", typ: "JWT" })}.${encode(claims)}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(privateKey, "base64url")}`;
}

test("whoever has such a token is somebody here, and can be called", async () => {
  const token = tokenFor("guest-1");
  const me = await call(server, "GET", "/api/v1/users/me", { token });
  assert.equal(me.status, 200);
  assert.equal(me.body.id, "guest-1");
  const local = await Person.register(server);
  const started = await local.post("/api/v1/calls/start", { callee: "guest-1", call_type: "audio" });
  assert.equal(started.status, 201);
  const { calls } = (await call(server, "GET", "/api/v1/calls/active", { token })).body;
  assert.deepEqual(calls.map((each) => each.id), [started.body.call.id]);
});

test("the name of such a user is not given to another", async () => {
  await call(server, "GET", "/api/v1/users/me", { token: tokenFor("guest-2") });
  const body = { username: "guest-2", email: "guest-2@example.org", password: "correct horse" };
  assertProblem(await call(server, "POST", "/api/v1/auth/register", { body }), 409, "username_taken");
});

test("a token that is for others, or over, lets nobody in", async () => {
  for (const wrong of [{ aud: "mail" }, { iss: "https://others.example.org" }, { exp: 1 }, { sub: "not an id" }])
    assertProblem(await call(server, "GET", "/api/v1/users/me", { token: tokenFor("guest-3", wrong) }), 401, "unauthorized");
});

/** An account that may do everything, made by the tool of whoever runs the server. */
async function anAdmin() {
  const name = "admin-1";
  await server.drain();
  const made = await run(["admin", "create", name, "--data", server.folder], { input: "correct horse battery\n", env: server.env });
  assert.equal(made.code, 0, made.err);
  await server.boot();
  const admin = new Person(server, name);
  await admin.logIn();
  return admin;
}

test("a ban ends the sockets of such a token and holds at every door", async () => {
  const admin = await anAdmin();
  const token = tokenFor("guest-5");
  const headers = { authorization: `Bearer ${token}` };
  const socket = await Socket.open(server, { headers });
  const { ticket } = (await call(server, "POST", "/api/v1/auth/ticket", { token })).body;
  assert.equal((await admin.post("/api/v1/admin/users/guest-5/ban", { reason: "rude" })).status, 200);
  assert.equal(await socket.closed, 4000);
  assertProblem(await call(server, "GET", "/api/v1/users/me", { token }), 403, "banned");
  assertProblem(await call(server, "POST", "/api/v1/auth/ticket", { token }), 403, "banned");
  const starts = { user_type: "customer", user_name: "Guest" };
  assertProblem(await call(server, "POST", "/api/calls/start", { token, body: starts }), 403, "banned");
  assertProblem(await call(server, "GET", "/api/v1/ice-servers", { token }), 403, "banned");
  for (const way of [{ headers }, { query: { ticket } }, { query: { resume: JSON.stringify(socket.point), token } }])
    await assert.rejects(Socket.open(server, way), /closed with 4002/);
  assert.equal((await admin.post("/api/v1/admin/users/guest-5/unban")).status, 200);
  assert.equal((await call(server, "GET", "/api/v1/users/me", { token })).status, 200);
});

test("a socket ends with its token, also when nothing is said on it", async () => {
  const now_s = Math.floor(Date.now() / 1000);
  const socket = await Socket.open(server, { headers: { authorization: `Bearer ${tokenFor("guest-6", { exp: now_s + 2 })}` } });
  assert.equal(await socket.closed, 4000);
  assert.ok(Date.now() >= (now_s + 2) * 1000, "not before its time");
});

test("its session is its issuer's to end", async () => {
  assertProblem(await call(server, "POST", "/api/v1/auth/logout", { token: tokenFor("guest-4") }), 409, "outside_session");
});
