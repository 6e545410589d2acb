import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { codeOf } from "./support/authenticator_app.js";
import { assertProblem, call, Person } from "./support/person.js";
import { run, Server } from "./support/server.js";

let server;
before(async () => (server = await Server.start()));
after(() => server.stop());

const logIn = (person, password = person.password) =>
  call(server, "POST", "/api/v1/auth/login", { body: { username: person.name, password } });
const second = (body) => call(server, "POST", "/api/v1/auth/login/second", { body });

/** Somebody whose password alone does not let them in. */
async function protectedPerson() {
  const person = await Person.register(server);
  const begun = await person.post("/api/v1/auth/authenticator", { password: person.password });
  assert.equal(begun.status, 201, JSON.stringify(begun.body));
  person.key = begun.body.key;
  assert.match(begun.body.address, new RegExp(`^otpauth://totp/switchboard:${person.name}\\?secret=${person.key}&`));
  const confirmed = await person.post("/api/v1/auth/authenticator/confirm", { code: codeOf(person.key) });
  assert.equal(confirmed.status, 200, JSON.stringify(confirmed.body));
  person.codes = confirmed.body.recovery_codes;
  return person;
}

async function challengeOf(person) {
  const asked = await logIn(person);
  assertProblem(asked, 401, "second_factor_required");
  return asked.body.challenge;
}

test("a password is answered with a challenge, and a code of the app lets in", async () => {
  const person = await protectedPerson();
  assert.equal(new Set(person.codes).size, 10);
  const challenge = await challengeOf(person);
  assertProblem(await second({ challenge, code: codeOf(person.key) }), 401, "bad_code");
  const came = await second({ challenge, code: codeOf(person.key, 1) });
  assert.equal(came.status, 200, JSON.stringify(came.body));
  assert.equal(came.body.user.id, person.id);
  assert.equal((await call(server, "GET", "/api/v1/users/me", { token: came.body.token })).status, 200);
  assertProblem(await second({ challenge, recovery_code: person.codes[0] }), 401, "bad_challenge");
});

test("a recovery code lets in once, also when it is shown twice at once, and after a crash", async () => {
  const person = await protectedPerson();
  const challenges = [await challengeOf(person), await challengeOf(person)];
  const both = await Promise.all(challenges.map((challenge) => second({ challenge, recovery_code: person.codes[0] })));
  assert.deepEqual(both.map((each) => each.status).sort(), [200, 401]);
  await server.restart();
  const challenge = await challengeOf(person);
  assertProblem(await second({ challenge, recovery_code: person.codes[0] }), 401, "bad_code");
  assert.equal((await second({ challenge, recovery_code: person.codes[1].toUpperCase() })).status, 200);
  assert.equal((await person.get("/api/v1/auth/security")).body.recovery_codes_left, 8);
});

test("what asks for the password is not done without it", async () => {
  const person = await protectedPerson();
  for (const path of ["authenticator/remove", "recovery_codes"])
    assertProblem(await person.post(`/api/v1/auth/${path}`, { password: "wrong password" }), 401, "bad_credentials");
  assertProblem(await person.post("/api/v1/auth/authenticator", { password: person.password }), 409, "second_factor_on");
  const renewed = await person.post("/api/v1/auth/recovery_codes", { password: person.password });
  assert.equal(renewed.status, 201);
  const challenge = await challengeOf(person);
  assertProblem(await second({ challenge, recovery_code: person.codes[0] }), 401, "bad_code");
  assert.equal((await second({ challenge, recovery_code: renewed.body.recovery_codes[0] })).status, 200);
  assert.equal((await person.post("/api/v1/auth/authenticator/remove", { password: person.password })).status, 204);
  assert.equal((await logIn(person)).status, 200);
});

test("what will not do is said by its code", async () => {
  const person = await Person.register(server);
  assertProblem(await person.post("/api/v1/auth/authenticator/confirm", { code: "000000" }), 409, "second_factor_off");
  assertProblem(await second({ challenge: "x" }), 422, "bad_request");
  assertProblem(await second({ challenge: "x", code: "1", recovery_code: "2" }), 422, "bad_request");
  assertProblem(await second({ challenge: "x", code: "000000" }), 401, "bad_challenge");
  const { body } = await person.get("/api/v1/auth/security");
  assert.deepEqual([body.authenticator, body.email_verified, body.passkeys], [false, false, []]);
  assert.deepEqual((await call(server, "GET", "/api/v1/auth/methods")).body, { passkeys: false, mail: false });
});

test("an admin takes the second factor from somebody who has lost it", async () => {
  const person = await protectedPerson();
  assertProblem(await person.post(`/api/v1/admin/users/${person.id}/second_factor/remove`, {}), 403, "forbidden");
});

test("the log knows of it, once, and holds no secret", async () => {
  const person = await protectedPerson();
  const exported = await run(["log", "export", "--stream", `user/${person.id}`, "--data", server.folder]);
  assert.equal(exported.code, 0, exported.err);
  const types = exported.out.trim().split("\n").map((line) => JSON.parse(line).type);
  assert.equal(types.filter((type) => type === "user.second_factor_added").length, 1, exported.out);
  for (const secret of [person.key, ...person.codes]) assert.equal(exported.out.includes(secret), false);
  for (const secret of [person.key, ...person.codes]) assert.equal(server.log.includes(secret), false);
});

test("what a crash kept from the log is told by the next server, once", async () => {
  const person = await Person.register(server);
  await server.kill();
  // As the process leaves it that dies between the store's word and the log's.
  const note = `INSERT INTO notes VALUES ('note-1', '${person.id}', 'user/${person.id}', 'passkey_added', 'p1', 'phone', 1)`;
  const program = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute(sys.argv[2]); db.commit()";
  execFileSync("/usr/bin/python3", ["-c", program, join(server.folder, "credentials.db"), note]);
  await server.boot();
  await server.logged("user.passkey_added");
  await server.restart();
  const exported = await run(["log", "export", "--stream", `user/${person.id}`, "--data", server.folder]);
  const told = exported.out.trim().split("\n").map((line) => JSON.parse(line)).filter((each) => each.type === "user.passkey_added");
  assert.deepEqual(told.map((each) => each.data), [{ passkey_id: "p1", name: "phone" }]);
});

test("a session says when it was last used", async () => {
  const person = await Person.register(server);
  const [session] = (await person.get("/api/v1/auth/sessions")).body.sessions;
  assert.equal(session.last_used_at, session.created_at);
  const next = await call(server, "POST", "/api/v1/auth/refresh", { body: { refresh_token: person.refreshToken } });
  person.keep(next.body);
  const [later] = (await person.get("/api/v1/auth/sessions")).body.sessions;
  assert.ok(later.last_used_at >= session.last_used_at);
});
