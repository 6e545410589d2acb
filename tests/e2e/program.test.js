// How the program starts, refuses to start, and ends.
import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { call, Person } from "./support/person.js";
import { newFolder, run, Server } from "./support/server.js";

/** One line on standard error that says what and where, and exit code 2. */
function assertRefused(ended, what) {
  assert.equal(ended.code, 2, ended.err);
  assert.match(ended.err, what);
  assert.equal(ended.err.trim().split("\n").length, 1, ended.err);
}

test("it says in one line why it does not start", async () => {
  const folder = await newFolder();
  const taken = await Server.start();
  const port = new URL(taken.url).port;
  const data = join(folder, "data");
  const serve = (...words) => run(["serve", ...words]);
  try {
    assertRefused(await serve("--data", data, "--listen", `127.0.0.1:${port}`), new RegExp(`127.0.0.1:${port}.*in use`));
    assertRefused(await serve("--data", taken.folder), /already writes in this data folder/);
    assertRefused(await serve("--data", "/proc/nowhere"), /\/proc\/nowhere: cannot be made/);
    assertRefused(await serve("--listen", "here"), /--listen/);
    assertRefused(await serve("--config", join(folder, "missing.toml")), /missing\.toml/);
    await writeFile(join(folder, "wrong.toml"), "[server]\nlisten = 7\n");
    assertRefused(await serve("--config", join(folder, "wrong.toml")), /wrong\.toml:2/);
    assertRefused(await serve("--no-such-flag"), /no-such-flag/);
    assertRefused(await run([]), /subcommand/);
  } finally {
    await taken.stop();
  }
});

test("it drains when it is told to stop, and ends well", async () => {
  const server = await Server.start();
  const person = await Person.register(server);
  assert.equal((await person.get("/api/v1/users/me")).status, 200);
  assert.equal(await server.drain(), 0);
  assert.match(server.log, /draining/);
});

test("it says whether it lives and whether it serves", async () => {
  const server = await Server.start();
  try {
    assert.equal((await call(server, "GET", "/healthz")).status, 200);
    assert.equal((await call(server, "GET", "/readyz")).status, 200);
  } finally {
    await server.stop();
  }
});

test("it is not ready before its read models know the log", async () => {
  const server = await Server.start();
  try {
    const alice = await Person.register(server);
    await server.kill();
    await rm(join(server.folder, "projections.db"));
    // What is in the way of a new file is left alone, and the making is tried again.
    await mkdir(join(server.folder, "projections.db.new", "of-somebody-else"), { recursive: true });
    await server.boot();
    assert.equal((await call(server, "GET", "/healthz")).status, 200);
    const refused = await call(server, "GET", "/readyz");
    assert.deepEqual([refused.status, refused.body.code], [503, "not_ready"]);
    assert.match(refused.body.detail, /read models/);
    await rm(join(server.folder, "projections.db.new"), { recursive: true });
    while ((await call(server, "GET", "/readyz")).status !== 200);
    assert.equal((await alice.get("/api/v1/users/me")).status, 200);
  } finally {
    await server.stop();
  }
});

test("its log tells who did what, and no secret", async () => {
  const server = await Server.start();
  try {
    const [alice, bob] = [await Person.register(server), await Person.register(server)];
    await alice.post("/api/v1/chat/messages", { to: bob.id, content: "between us" });
    const { call: started } = (await alice.post("/api/v1/calls/start", { callee: bob.id, call_type: "audio" })).body;
    await server.logged("user.invitation_received");
    const about = server.log.split("\n").filter((line) => line.includes(started.id));
    assert.ok(about.some((line) => line.includes("room.call_invited") && line.includes(`caller_id=${alice.id}`)), server.log);
    assert.ok(about.some((line) => line.includes("user.invitation_received") && line.includes(`stream=user/${bob.id}`)), server.log);
    for (const secret of [alice.password, alice.token, alice.refreshToken, "between us", `${alice.name}@example.org`])
      assert.equal(server.log.includes(secret), false, secret);
  } finally {
    await server.stop();
  }
});

test("it tells a monitoring system how it is, where that is wanted", async () => {
  const server = await Server.start({ SWITCHBOARD_SERVER_METRICS: "true" });
  try {
    await Person.register(server);
    const told = await call(server, "GET", "/metrics");
    assert.match(told.headers.get("content-type"), /^text\/plain; version=0\.0\.4/);
    const value = (name) => Number(new RegExp(`^switchboard_${name} (.*)$`, "m").exec(told.body)[1]);
    assert.ok(value('http_requests_total\\{status="2xx"\\}') >= 1);
    assert.ok(value("log_position") >= 2);
    assert.equal(value("entities_awake"), 1);
  } finally {
    await server.stop();
  }
  const quiet = await Server.start({ SWITCHBOARD_SERVER_METRICS: "false" });
  try {
    assert.equal((await call(quiet, "GET", "/metrics")).status, 404);
  } finally {
    await quiet.stop();
  }
});

test("the web app's files are served as they are, and nothing else", async () => {
  const web = await newFolder();
  await mkdir(join(web, "app"));
  await mkdir(join(web, "client"));
  await writeFile(join(web, "app", "index.html"), "<!doctype html><title>it</title>");
  await writeFile(join(web, "client", "switchboard.js"), "export {};");
  await writeFile(join(web, "secret.txt"), "not for you");
  const server = await Server.start({ SWITCHBOARD_SERVER_WEB: web });
  try {
    const page = await call(server, "GET", "/");
    assert.equal(page.status, 200);
    assert.match(page.headers.get("content-type"), /^text\/html/);
    const policy = page.headers.get("content-security-policy");
    assert.match(policy, /default-src 'self'/);
    assert.equal(policy.includes("unsafe"), false);
    const tag = page.headers.get("etag");
    const statusFor = async (tags) => (await call(server, "GET", "/index.html", { headers: { "if-none-match": tags } })).status;
    for (const tags of [tag, `W/${tag}`, `"other", ${tag}`, `"other",W/${tag},"more"`, "*"])
      assert.equal(await statusFor(tags), 304, tags);
    for (const tags of ['"other"', tag.slice(1), `"other", ${tag.slice(0, -1)}`, "W/", ",", "x"])
      assert.equal(await statusFor(tags), 200, tags);
    assert.match((await call(server, "GET", "/client/switchboard.js")).headers.get("content-type"), /^text\/javascript/);
    for (const path of ["/secret.txt", "/../secret.txt", "/..%2fsecret.txt", "/client/..%2f..%2fsecret.txt", "/app"])
      assert.ok([400, 404].includes((await call(server, "GET", path)).status), path);
  } finally {
    await server.stop();
  }
});
