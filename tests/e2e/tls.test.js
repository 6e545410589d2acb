// What is served under TLS, with a certificate that is made here.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import https from "node:https";
import { join } from "node:path";
import { after, before, test } from "node:test";
import tls from "node:tls";
import { promisify } from "node:util";
import WebSocket from "ws";

import { Person } from "./support/person.js";
import { newFolder, run, Server } from "./support/server.js";
import { connected, Socket } from "./support/socket.js";

let folder;
let files;
let server;
let secure;
let trusting;

/** A key and a certificate for 127.0.0.1 that signs itself. */
async function makeCertificate(name) {
  const key = join(folder, `${name}-key.pem`);
  const certificate = join(folder, `${name}.pem`);
  await promisify(execFile)("openssl", [
    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc", "-days", "1",
    "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate]);
  return { key, certificate };
}

const settingsFor = ({ key, certificate }) => ({
  SWITCHBOARD_SERVER_LISTEN_TLS: "127.0.0.1:0",
  SWITCHBOARD_SERVER_TLS_CERTIFICATE: certificate,
  SWITCHBOARD_SERVER_TLS_KEY: key,
});

before(async () => {
  folder = await newFolder();
  files = await makeCertificate("own");
  server = await Server.start(settingsFor(files));
  secure = new URL(server.secureUrl);
  trusting = { ca: await readFile(files.certificate) };
});
after(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/** `{status, body}` over https, by a client that trusts this certificate alone. */
async function call(method, path, { body, token } = {}) {
  const asked = https.request(new URL(path, secure), {
    ...trusting,
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { "content-type": "application/json" }),
    },
  });
  asked.end(body && JSON.stringify(body));
  const [answer] = await once(asked, "response");
  let text = "";
  for await (const part of answer) text += part;
  return { status: answer.statusCode, body: JSON.parse(text) };
}

const address = () => ({ host: secure.hostname, port: Number(secure.port) });

/** The same frames as on any socket, over wss. */
async function openSecure(token) {
  const url = `${secure.href.replace(/^https/, "wss")}ws?token=${token}`;
  const socket = new Socket(new WebSocket(url, trusting));
  socket.hello = await socket.next("connection");
  return socket;
}

test("accounts are made and used over https", async () => {
  const person = { username: "tess", email: "tess@example.org", password: "correct horse battery" };
  const made = await call("POST", "/api/v1/auth/register", { body: person });
  assert.equal(made.status, 201);
  const me = await call("GET", "/api/v1/users/me", { token: made.body.token });
  assert.deepEqual([me.status, me.body.id], [200, "tess"]);
});

test("somebody over wss and somebody over ws are in one call", async () => {
  const [alice, bob] = [await Person.register(server), await Person.register(server)];
  const [caller, callee] = [await openSecure(alice.token), await Socket.of(bob)];
  const { call_id } = await connected(caller, callee);
  // More than fits into one TLS record, so it is put together again.
  const sdp = "v=0\r\n".repeat(6000);
  caller.say({ type: "offer", call_id, data: { sdp } });
  assert.equal((await callee.next("offer")).data.sdp, sdp);
  callee.say({ type: "answer", call_id, data: { sdp } });
  assert.equal((await caller.next("answer")).data.sdp, sdp);
  await caller.close();
  await callee.close();
});

test("the certificate is the configured one, and nothing older than TLS 1.2 is spoken", async () => {
  const modern = tls.connect({ ...address(), ...trusting });
  await once(modern, "secureConnect");
  assert.equal(modern.authorized, true);
  assert.match(modern.getProtocol(), /^TLSv1\.[23]$/);
  modern.destroy();
  const oldest = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" };
  const old = tls.connect({ ...address(), ...trusting, ...oldest });
  await assert.rejects(once(old, "secureConnect"), /protocol version/);
});

test("a client that trusts somebody else does not connect", async () => {
  const others = await makeCertificate("others");
  const wary = tls.connect({ ...address(), ca: await readFile(others.certificate) });
  await assert.rejects(once(wary, "secureConnect"), /self-signed certificate/);
});

test("whoever speaks plain HTTP to the secure address gets nothing, and the server goes on", async () => {
  await assert.rejects(fetch(`http://${secure.host}/healthz`));
  assert.equal((await call("GET", "/healthz")).status, 200);
});

test("a key that does not fit the certificate ends the start with one line", async () => {
  const { key } = await makeCertificate("another");
  const env = { ...server.env, ...settingsFor({ key, certificate: files.certificate }) };
  const ended = await run(["serve", "--listen", "127.0.0.1:0", "--data", join(folder, "never")], { env });
  assert.equal(ended.code, 2);
  assert.match(ended.err, /^switchboard: .*another-key\.pem.*\n$/);
});
