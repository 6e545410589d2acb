import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { MailServer } from "./support/mail_server.js";
import { assertProblem, call, Person } from "./support/person.js";
import { newFolder, run, Server } from "./support/server.js";
import { Socket } from "./support/socket.js";

let mail;
let server;
before(async () => {
  mail = await MailServer.start();
  server = await Server.start(mail.settings);
});
after(async () => {
  await server.stop();
  await mail.stop();
});

const reset = (body, headers) => call(server, "POST", "/api/v1/auth/reset", { body, headers });
const confirm = (token, new_password) =>
  call(server, "POST", "/api/v1/auth/reset/confirm", { body: { token, new_password } });
const addressOf = (person) => `${person.name}@example.org`;

test("a forgotten password is mended by mail, once, and everybody else is signed out", async () => {
  const person = await Person.register(server);
  const socket = await Socket.of(person);
  assert.equal((await reset({ email: addressOf(person).toUpperCase() })).status, 202);
  const token = await mail.tokenTo(addressOf(person), /new password/);
  assertProblem(await confirm(token, "short"), 422, "weak_password");
  const both = await Promise.all([confirm(token, "battery staple"), confirm(token, "battery staples")]);
  assert.deepEqual(both.map((each) => each.status).sort(), [204, 404]);
  await socket.closed;
  assertProblem(await person.get("/api/v1/users/me"), 401, "unauthorized");
  assertProblem(
    await call(server, "POST", "/api/v1/auth/refresh", { body: { refresh_token: person.refreshToken } }), 401, "bad_refresh_token");
  person.password = both[0].status === 204 ? "battery staple" : "battery staples";
  await person.logIn();
  assertProblem(await confirm(token, "another one"), 404, "bad_link");
});

test("whether there is such an account is told by no answer", async () => {
  const person = await Person.register(server);
  const answers = [
    await reset({ email: addressOf(person) }),
    await reset({ email: "nobody@example.org" }),
    await reset({ username: "nobody-at-all" }),
    await reset({ username: person.name }),
  ];
  for (const each of answers) {
    assert.equal(each.status, 202);
    assert.deepEqual(each.body, { expires_in_s: 3600 });
  }
  assertProblem(await reset({}), 422, "bad_request");
});

test("a new account is asked to verify its address, in the language of its browser", async () => {
  const name = "xiaoming";
  const made = await call(server, "POST", "/api/v1/auth/register", {
    body: { username: name, email: "xiaoming@example.org", password: "correct horse battery" },
    headers: { "accept-language": "zh-CN,zh;q=0.9" },
  });
  const person = new Person(server, name);
  person.keep(made.body);
  const token = await mail.tokenTo("xiaoming@example.org", /确认/);
  const verify = () => call(server, "POST", "/api/v1/auth/email/confirm", { body: { token } });
  assert.equal((await verify()).status, 204);
  assertProblem(await verify(), 404, "bad_link");
  const security = await person.get("/api/v1/auth/security");
  assert.deepEqual([security.body.email, security.body.email_verified], ["xiaoming@example.org", true]);
  assertProblem(await person.post("/api/v1/auth/email/verify"), 409, "already_verified");
});

test("whoever lost the letter gets another, and not without end", async () => {
  const person = await Person.register(server);
  await mail.tokenTo(addressOf(person), /your address/);
  for (let i = 0; i < 4; ++i) assert.equal((await person.post("/api/v1/auth/email/verify")).status, 202);
  const stopped = await person.post("/api/v1/auth/email/verify");
  assertProblem(stopped, 429, "too_many_attempts");
  assert.ok(Number(stopped.headers.get("retry-after")) > 0);
  await mail.tokenTo(addressOf(person), /your address/);
});

test("a link outlives a crash of the server, and no secret is in its log or in the events", async () => {
  const person = await Person.register(server);
  await reset({ username: person.name });
  const token = await mail.tokenTo(addressOf(person), /new password/);
  await server.restart();
  assert.equal((await confirm(token, "battery staple")).status, 204);
  const exported = await run(["log", "export", "--stream", `user/${person.id}`, "--data", server.folder]);
  const events = exported.out.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(events.filter((each) => each.type === "user.password_reset").map((each) => each.data), [{ way: "mail" }]);
  for (const text of [exported.out, server.log]) assert.equal(text.includes(token), false);
});

test("an address may not ask for links without end", async () => {
  const strict = await Server.start({ ...mail.settings, SWITCHBOARD_ACCOUNTS_LINKS_PER_ADDRESS: "2" });
  const ask = () => call(strict, "POST", "/api/v1/auth/reset", { body: { email: "nobody@example.org" } });
  const answers = [await ask(), await ask(), await ask()];
  await strict.stop();
  assert.deepEqual(answers.map((each) => each.status), [202, 202, 429]);
});

test("mail goes over TLS, to whom the certificate names, with a password from a file; a busy server is asked again", async () => {
  const folder = await newFolder();
  const [certificate, key, secret] = ["cert.pem", "key.pem", "secret"].map((name) => join(folder, name));
  execFileSync("openssl", [
    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate], { stdio: "ignore" });
  writeFileSync(secret, "open sesame\n");
  chmodSync(secret, 0o600);
  const strict = await MailServer.start({
    certificate, key, user: "calls", password: "open sesame", refusals: ["451 4.7.1 later", "452 4.3.1 full"],
  });
  const settings = {
    ...strict.settings,
    SWITCHBOARD_MAIL_TLS: "starttls",
    SWITCHBOARD_MAIL_USER: "calls",
    SWITCHBOARD_MAIL_PASSWORD_FILE: secret,
  };
  const trusting = await Server.start({ ...settings, SWITCHBOARD_MAIL_TLS_CA: certificate });
  const person = await Person.register(trusting);
  const letter = await strict.letterTo(addressOf(person));
  assert.deepEqual([letter.is_encrypted, letter.user, letter.from], [true, "calls", "calls@example.org"]);
  await trusting.logged("mail_sent");
  await trusting.stop();

  const doubting = await Server.start({ ...settings, SWITCHBOARD_MAIL_ATTEMPTS: "1" });
  await Person.register(doubting);
  await doubting.logged("mail_given_up");
  await doubting.stop();
  await strict.stop();
  await rm(folder, { recursive: true });
});

test("a letter that is never taken is given up, and the server goes on", async () => {
  const strict = await MailServer.start({ refusals: ["554 5.7.1 never"] });
  const refused = await Server.start(strict.settings);
  const person = await Person.register(refused);
  await refused.logged("mail_given_up");
  await person.post("/api/v1/auth/email/verify");
  await strict.letterTo(addressOf(person));
  await refused.stop();
  await strict.stop();
});

test("without mail an admin hands over a link, by HTTP or by the command line beside the server", async () => {
  const folder = await newFolder();
  const made = await run(["admin", "create", "root", "--data", folder], { input: "correct horse battery\n" });
  assert.equal(made.code, 0, made.err);
  const quiet = new Server(folder, {});
  await quiet.boot();
  const root = new Person(quiet, "root");
  await root.logIn();
  const person = await Person.register(quiet);
  assertProblem(await call(quiet, "POST", "/api/v1/auth/reset", { body: { username: person.name } }), 409, "mail_off");
  assertProblem(await person.post("/api/v1/auth/email/verify"), 409, "mail_off");
  assertProblem(await person.post(`/api/v1/admin/users/${person.id}/reset_link`), 403, "forbidden");
  assertProblem(await root.post("/api/v1/admin/users/nobody-at-all/reset_link"), 404, "unknown_user");

  const link = await root.post(`/api/v1/admin/users/${person.id}/reset_link`);
  assert.equal(link.status, 201);
  assert.equal(link.body.url, `/#/reset/${link.body.token}`);
  const use = (token, new_password) =>
    call(quiet, "POST", "/api/v1/auth/reset/confirm", { body: { token, new_password } });
  assert.equal((await use(link.body.token, "battery staple")).status, 204);

  const told = await run(["admin", "reset-link", person.name, "--data", folder]);
  assert.equal(told.code, 0, told.err);
  const [, token] = /^\/#\/reset\/(\S+)$/m.exec(told.out);
  assert.equal((await use(token, "horse battery")).status, 204);
  person.password = "horse battery";
  await person.logIn();
  const nobody = await run(["admin", "reset-link", "nobody-at-all", "--data", folder]);
  assert.deepEqual([nobody.code, nobody.err], [1, "switchboard: nobody-at-all: there is no such account\n"]);

  const begun = await person.post("/api/v1/auth/authenticator", { password: person.password });
  assert.equal(begun.status, 201);
  assertProblem(await root.post(`/api/v1/admin/users/${person.id}/second_factor/remove`), 409, "second_factor_off");
  await quiet.stop();
});

test("settings of mail that do not go together are one line", async () => {
  for (const [env, words] of [
    [{ SWITCHBOARD_MAIL_HOST: "mail.example.org" }, "needs mail.from"],
    [{ ...mail.settings, SWITCHBOARD_MAIL_USER: "calls" }, "needs mail.password"],
    [{ ...mail.settings, SWITCHBOARD_MAIL_USER: "calls", SWITCHBOARD_MAIL_PASSWORD: "x" }, "in the clear"],
    [{ ...mail.settings, SWITCHBOARD_MAIL_PUBLIC_URL: "calls.example.org" }, "https://HOST"],
    [{ ...mail.settings, SWITCHBOARD_MAIL_TLS: "starttls", SWITCHBOARD_MAIL_USER: "u", SWITCHBOARD_MAIL_PASSWORD_FILE: "/no/such/file" }, "no such file"],
  ]) {
    const folder = await newFolder();
    const { code, err } = await run(["serve", "--listen", "127.0.0.1:0", "--data", folder], { env });
    await rm(folder, { recursive: true });
    assert.equal(code, 2, err);
    assert.equal(err.trim().split("\n").length, 1, err);
    assert.ok(err.includes(words), err);
  }
});
