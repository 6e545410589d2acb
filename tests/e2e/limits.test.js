// What one user or address may ask for, by whichever door, and where the server says somebody comes from.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";

import { assertProblem, call, Person } from "./support/person.js";
import { newFolder, run, Server } from "./support/server.js";
import { Socket } from "./support/socket.js";

let server;
before(async () => {
  server = await Server.start({
    SWITCHBOARD_LIMITS_USER_FRAMES_PER_S: "1",
    SWITCHBOARD_LIMITS_USER_FRAME_BURST: "20",
    SWITCHBOARD_LIMITS_HEADER_BYTES: "65536",
    SWITCHBOARD_SERVER_TRUSTED_PROXIES: "127.0.0.0/8",
  });
});
after(() => server.stop());

test("frames and requests come out of one budget, which is told, and another's is another", async () => {
  const [greedy, other] = [await Person.register(server), await Person.register(server)];
  const socket = await Socket.open(server, { headers: { authorization: `Bearer ${greedy.token}` } });
  for (let i = 0; i < 10; ++i) await socket.done("ping");
  let answer;
  for (let i = 0; i < 12; ++i) answer = await greedy.get("/api/v1/users/me");
  assertProblem(answer, 429, "rate_limited");
  assert.ok(Number(answer.headers.get("retry-after")) >= 1);
  assert.equal(answer.headers.get("ratelimit-policy"), '"user";q=20;w=20');
  assert.match(answer.headers.get("ratelimit"), /^"user";r=0;t=\d+$/);
  socket.say({ type: "ping" });
  await socket.next("error", { code: "rate_limited" });
  assert.equal((await other.get("/api/v1/users/me")).status, 200);
  await socket.close();
});

test("a header as long as may be is read or refused, and the server lives", async () => {
  for (const bytes of [60_000, 65_400, 65_530, 65_534, 65_535, 70_000]) {
    const { status } = await call(server, "GET", "/healthz", { headers: { "x-long": "h".repeat(bytes) } });
    assert.ok([200, 431].includes(status), `${bytes} bytes were answered ${status}`);
  }
  assert.equal((await call(server, "GET", "/healthz")).status, 200);
});

test("behind a proxy that is trusted, people come from where it says", async () => {
  const headers = { "x-forwarded-for": "6.6.6.6, 192.0.2.7", "x-forwarded-proto": "https", "x-forwarded-host": "calls.example.org" };
  const body = { username: "far-away", email: "far-away@example.org", password: "correct horse" };
  const made = await call(server, "POST", "/api/v1/auth/register", { body, headers });
  assert.equal(made.status, 201);
  const { sessions } = (await call(server, "GET", "/api/v1/auth/sessions", { token: made.body.token })).body;
  assert.deepEqual(sessions.map((each) => each.ip_address), ["192.0.2.7"]);
  const side = await call(server, "POST", "/api/calls/start", { body: { user_type: "customer", user_name: "Cus" }, headers });
  assert.match(side.body.ws_url, /^wss:\/\/calls\.example\.org\/ws\/call\//);
  const named = await call(server, "GET", "/healthz", { headers: { forwarded: "for=192.0.2.8;proto=https" } });
  assert.equal(named.headers.get("strict-transport-security"), null, "the connection itself is not under TLS");
});

test("a page under a name that was made to mean this server opens no socket", async () => {
  const { port } = new URL(server.url);
  const person = await Person.register(server);
  const headers = { authorization: `Bearer ${person.token}`, host: `evil.example:${port}`, origin: `http://evil.example:${port}` };
  assert.deepEqual([(await Socket.refusal(server, { headers })).status], [403]);
  const own = { authorization: `Bearer ${person.token}`, origin: server.url };
  await (await Socket.open(server, { headers: own })).close();
});

test("an account asks for tickets without end, and the newest are good", async () => {
  const generous = await Server.start();
  const person = await Person.register(generous);
  const tickets = [];
  for (let i = 0; i < 80; ++i) tickets.push((await person.post("/api/v1/auth/ticket")).body.ticket);
  assert.equal((await Socket.refusal(generous, { query: { ticket: tickets[0] } })).status, 401);
  await (await Socket.open(generous, { query: { ticket: tickets.at(-1) } })).close();
  await generous.stop();
});

const modesOf = async (folder) => {
  const names = (await readdir(folder)).filter((name) => name !== "keys");
  const modes = await Promise.all([".", ...names].map(async (name) => ((await stat(join(folder, name))).mode & 0o777).toString(8)));
  return [...new Set(modes)].sort();
};

test("a data folder is its owner's alone, whatever the umask, and an old one is mended", async () => {
  const folder = join(await newFolder(), "data");
  const lax = new Server(folder, {});
  const umask = process.umask(0);
  try {
    await lax.boot();
  } finally {
    process.umask(umask);
  }
  await Person.register(lax);
  assert.deepEqual(await modesOf(folder), ["600", "700"]);
  await lax.kill();
  await chmod(folder, 0o755);
  for (const name of await readdir(folder)) if (/^(log|lock|snap|proj)/.test(name)) await chmod(join(folder, name), 0o644);
  await lax.boot();
  await lax.logged("data_folder_closed");
  assert.deepEqual(await modesOf(folder), ["600", "700"]);
  await lax.stop();
});

test("a TLS key that others may read is refused in one line", async () => {
  const folder = await newFolder();
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  await promisify(execFile)("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc",
    "-days", "1", "-subj", "/CN=localhost", "-keyout", key, "-out", certificate]);
  await chmod(key, 0o644);
  const env = { SWITCHBOARD_SERVER_LISTEN_TLS: "127.0.0.1:0", SWITCHBOARD_SERVER_TLS_KEY: key, SWITCHBOARD_SERVER_TLS_CERTIFICATE: certificate };
  const ended = await run(["serve", "--listen", "127.0.0.1:0", "--data", join(folder, "data")], { env });
  assert.equal(ended.code, 2);
  assert.match(ended.err, /^switchboard: the private key in \S+ may be read or changed by others: chmod 600 \S+\n$/m);
  await rm(folder, { recursive: true });
});

test("a proxy that is no address is a wrong configuration", async () => {
  const folder = await newFolder();
  const ended = await run(["serve", "--listen", "127.0.0.1:0", "--data", folder], { env: { SWITCHBOARD_SERVER_TRUSTED_PROXIES: "proxy.example" } });
  assert.equal(ended.code, 2);
  assert.match(ended.err, /^switchboard: server\.trusted_proxies holds /m);
  await rm(folder, { recursive: true });
});
