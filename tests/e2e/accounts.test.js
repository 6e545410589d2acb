import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertProblem, call, Person } from "./support/person.js";
import { Server } from "./support/server.js";
import { Socket } from "./support/socket.js";

let server;
before(async () => (server = await Server.start()));
after(() => server.stop());

const register = (body, headers) => call(server, "POST", "/api/v1/auth/register", { body, headers });

test("an account is made, and says who it is", async () => {
  const made = await register({ username: "ada", email: "ada@example.org", password: "correct horse", full_name: "Ada" });
  assert.equal(made.status, 201);
  const { user, token, refresh_token, expires_in_s } = made.body;
  assert.equal(user.id, "ada");
  assert.equal(user.username, "ada");
  assert.equal(user.email, "ada@example.org");
  assert.equal(user.full_name, "Ada");
  assert.match(user.uuid, /^[0-9a-f-]{36}$/);
  assert.match(user.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.equal(token.split(".").length, 3);
  assert.ok(refresh_token.length >= 32);
  assert.equal(expires_in_s, 900);
  const me = await call(server, "GET", "/api/v1/users/me", { token });
  assert.equal(me.status, 200);
  assert.equal(me.body.email, "ada@example.org");
  assert.equal(me.body.presence.status, "offline");
});

test("the number 7 is the user \"7\", wherever it stands", async () => {
  const seven = await Person.register(server, 7);
  assert.equal(seven.id, "7");
  assert.equal((await call(server, "POST", "/api/v1/auth/login", { body: { username: 7, password: seven.password } })).status, 200);
  const friend = await Person.register(server);
  for (const callee of [7, "7"]) {
    const started = await friend.post("/api/v1/calls/start", { callee, call_type: "audio" }, { "idempotency-key": "call-seven" });
    assert.equal(started.status, 201, JSON.stringify(started.body));
    assert.equal(started.body.call.callee_id, "7");
  }
});

test("what will not do is said by its code", async () => {
  await Person.register(server, "taken");
  const good = { username: "fine", email: "fine@example.org", password: "correct horse" };
  for (const [change, status, code] of [
    [{ username: "taken" }, 409, "username_taken"],
    [{ password: "short" }, 422, "weak_password"],
    [{ password: "password" }, 422, "weak_password"],
    [{ username: "" }, 422, "bad_username"],
    [{ username: "two words" }, 422, "bad_username"],
    [{ username: "call_0123456789abcdef0123456789abcdef" }, 422, "bad_username"],
    [{ email: "nowhere" }, 422, "bad_email"],
    [{ full_name: "n".repeat(300) }, 422, "too_long"],
    [{ email: undefined }, 422, "bad_request"],
  ])
    assertProblem(await register({ ...good, ...change }), status, code);
});

test("a registration that is sent again under its key makes one account", async () => {
  const body = { username: "twice", email: "twice@example.org", password: "correct horse" };
  const headers = { "idempotency-key": "first-try" };
  const first = await register(body, headers);
  const again = await register(body, headers);
  assert.equal(again.status, 201);
  assert.deepEqual(again.body.user, first.body.user);
  assertProblem(await register({ ...body, password: "another horse" }, headers), 422, "idempotency_mismatch");
  assertProblem(await register(body), 409, "username_taken");
});

test("a wrong name and a wrong password look alike", async () => {
  const person = await Person.register(server);
  const logIn = (username, password) => call(server, "POST", "/api/v1/auth/login", { body: { username, password } });
  const wrongName = await logIn("nobody-is-called-so", person.password);
  const wrongPassword = await logIn(person.name, "wrong horse battery");
  assertProblem(wrongName, 401, "bad_credentials");
  assert.deepEqual(wrongName.body, wrongPassword.body);
  const byAddress = { email: `${person.name}@example.org`, password: person.password };
  assert.equal((await call(server, "POST", "/api/v1/auth/login", { body: byAddress })).status, 200);
});

test("guessing is slowed down, and says for how long", async () => {
  const person = await Person.register(server);
  const guess = () => call(server, "POST", "/api/v1/auth/login", { body: { username: person.name, password: "wrong horse" } });
  let answer;
  for (let tries = 0; tries < 11; ++tries) answer = await guess();
  assertProblem(answer, 429, "too_many_attempts");
  assert.ok(Number(answer.headers.get("retry-after")) > 0);
});

test("a changed password signs everybody else out, and their sockets close", async () => {
  const person = await Person.register(server);
  const elsewhere = new Person(server, person.name);
  await elsewhere.logIn();
  const [here, there] = [await Socket.of(person), await Socket.of(elsewhere)];
  const change = (current_password, new_password) =>
    person.post("/api/v1/auth/password", { current_password, new_password });
  assertProblem(await change("wrong horse battery", "a better horse"), 401, "bad_credentials");
  assertProblem(await change(person.password, "short"), 422, "weak_password");
  assertProblem(await person.post("/api/v1/auth/password", {}), 422, "bad_request");
  const unsigned = { body: { current_password: person.password, new_password: "a better horse" } };
  assertProblem(await call(server, "POST", "/api/v1/auth/password", unsigned), 401, "unauthorized");
  assert.equal((await change(person.password, "a better horse")).status, 204);
  assert.equal(await there.closed, 4000);
  assertProblem(await elsewhere.get("/api/v1/users/me"), 401, "unauthorized");
  assert.equal((await here.ask("ping")).type, "pong");
  const logIn = (password) => call(server, "POST", "/api/v1/auth/login", { body: { username: person.name, password } });
  assertProblem(await logIn(person.password), 401, "bad_credentials");
  assert.equal((await logIn("a better horse")).status, 200);
});

test("an address gets so many accounts, and is told when to come back", async () => {
  const strict = await Server.start({ SWITCHBOARD_ACCOUNTS_REGISTRATIONS_PER_ADDRESS: "2" });
  const ask = (username) =>
    call(strict, "POST", "/api/v1/auth/register", { body: { username, email: `${username}@example.org`, password: "correct horse" } });
  assert.equal((await ask("first")).status, 201);
  assert.equal((await ask("second")).status, 201);
  const refused = await ask("third");
  assertProblem(refused, 429, "too_many_attempts");
  assert.ok(Number(refused.headers.get("retry-after")) > 0);
  await strict.stop();
});

test("a refresh token is good once, and its reuse ends the session", async () => {
  const person = await Person.register(server);
  const refresh = (token) => call(server, "POST", "/api/v1/auth/refresh", { body: { refresh_token: token } });
  const next = await refresh(person.refreshToken);
  assert.equal(next.status, 200);
  assert.notEqual(next.body.refresh_token, person.refreshToken);
  assertProblem(await refresh(person.refreshToken), 401, "token_reused");
  assertProblem(await refresh(next.body.refresh_token), 401, "bad_refresh_token");
  assertProblem(await call(server, "GET", "/api/v1/users/me", { token: next.body.token }), 401, "unauthorized");
});

test("sessions are listed, and end one by one", async () => {
  const person = await Person.register(server);
  const firstToken = person.token;
  await person.logIn();
  const { sessions } = (await person.get("/api/v1/auth/sessions")).body;
  assert.equal(sessions.length, 2);
  const [other] = sessions.filter((each) => !each.current);
  for (const field of ["ip_address", "user_agent", "created_at", "expires_at"]) assert.equal(typeof other[field], "string");
  assert.equal((await person.send("DELETE", `/api/v1/auth/sessions/${other.id}`)).status, 204);
  assertProblem(await person.send("DELETE", `/api/v1/auth/sessions/${other.id}`), 404, "unknown_session");
  assertProblem(await call(server, "GET", "/api/v1/users/me", { token: firstToken }), 401, "unauthorized");
  assert.equal((await person.post("/api/v1/auth/logout")).status, 204);
  assertProblem(await person.get("/api/v1/users/me"), 401, "unauthorized");
});

test("nobody ends another's session", async () => {
  const [one, other] = [await Person.register(server), await Person.register(server)];
  const [session] = (await one.get("/api/v1/auth/sessions")).body.sessions;
  assertProblem(await other.send("DELETE", `/api/v1/auth/sessions/${session.id}`), 404, "unknown_session");
  assert.equal((await one.get("/api/v1/users/me")).status, 200);
});

test("a ticket is given to whoever is signed in", async () => {
  const person = await Person.register(server);
  const made = await person.post("/api/v1/auth/ticket");
  assert.equal(made.status, 201);
  assert.equal(made.body.expires_in_s, 30);
  assert.ok(made.body.ticket.length >= 32);
});

test("others are shown without their address, and found by those who have to do with them, or by their name", async () => {
  const [seer, seen] = [await Person.register(server), await Person.register(server, "zebra-crossing")];
  const found = await seer.get(`/api/v1/users/${seen.id}`);
  assert.equal(found.status, 200);
  assert.equal(found.body.id, seen.id);
  assert.equal("email" in found.body, false);
  const search = async (query) => (await seer.get(`/api/v1/users?query=${query}`)).body.users;
  const ids = async (query) => (await search(query)).map((each) => each.id);
  assert.deepEqual(await ids("ZEBRA"), [], "strangers are not found by a part of their name");
  assert.deepEqual(await ids("zebra-crossing@example.org"), [], "nor by their address");
  assert.deepEqual(await ids("Zebra-Crossing"), [seen.id]);
  await seer.post("/api/v1/chat/messages", { to: seen.id, content: "hello" });
  assert.deepEqual(await ids("ZEBRA"), [seen.id]);
  assert.equal("email" in (await search("ZEBRA"))[0], false);
  assertProblem(await seer.get("/api/v1/users/nobody-at-all"), 404, "unknown_user");
});

test("what somebody says of themselves is kept", async () => {
  const person = await Person.register(server);
  assert.equal((await person.send("PATCH", "/api/v1/users/me", { full_name: "New Name" })).body.full_name, "New Name");
  assert.equal((await person.post("/api/v1/users/me/status", { status: "do_not_disturb" })).status, 200);
  const presences = await person.get(`/api/v1/presence?user_ids=${person.id},nobody-at-all`);
  assert.deepEqual(presences.body.presences.map((each) => each.status), ["offline", "offline"]);
});
