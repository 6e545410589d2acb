// Whatever ends a session ends its sockets, with a number that says not to come back.
import assert from "node:assert/strict";
import { test } from "node:test";

import { assertProblem, call, Person } from "./support/person.js";
import { newFolder, run, Server } from "./support/server.js";
import { Socket } from "./support/socket.js";

const session_ended = 4000;

async function withServer(settings, act) {
  const server = await Server.start(settings);
  try {
    await act(server);
  } finally {
    await server.stop();
  }
}

test("a session whose time is up ends, though nobody asks for it", () =>
  withServer({ SWITCHBOARD_ACCOUNTS_TOKEN_LIFETIME_S: "3", SWITCHBOARD_ACCOUNTS_REFRESH_LIFETIME_S: "3" }, async (server) => {
    const person = await Person.register(server);
    const socket = await Socket.open(server, { query: { token: person.token } });
    assert.equal(await socket.closed, session_ended);
    const refresh = { refresh_token: person.refreshToken };
    assertProblem(await call(server, "POST", "/api/v1/auth/refresh", { body: refresh }), 401, "bad_refresh_token");
    await server.logged("user.session_expired");
  }));

test("a socket outlives its token for as long as the session lasts", () =>
  withServer({ SWITCHBOARD_ACCOUNTS_TOKEN_LIFETIME_S: "3", SWITCHBOARD_LIMITS_USER_FRAME_BURST: "1000000" }, async (server) => {
    const person = await Person.register(server);
    const socket = await Socket.of(person);
    while ((await person.get("/api/v1/users/me")).status === 200);
    assert.equal((await socket.ask("ping")).type, "pong");
    await socket.close();
  }));

test("a refresh token that is shown twice ends the session and its sockets", () =>
  withServer({}, async (server) => {
    const person = await Person.register(server);
    const socket = await Socket.of(person);
    const refresh = () => call(server, "POST", "/api/v1/auth/refresh", { body: { refresh_token: person.refreshToken } });
    assert.equal((await refresh()).status, 200);
    assertProblem(await refresh(), 401, "token_reused");
    assert.equal(await socket.closed, session_ended);
  }));

test("ending one session leaves the sockets of the others open", () =>
  withServer({}, async (server) => {
    const person = await Person.register(server);
    const ending = await Socket.of(person);
    await person.logIn();
    const staying = await Socket.of(person);
    const { sessions } = (await person.get("/api/v1/auth/sessions")).body;
    const other = sessions.find((each) => !each.current);
    assert.equal((await person.send("DELETE", `/api/v1/auth/sessions/${other.id}`)).status, 204);
    assert.equal(await ending.closed, session_ended);
    assert.equal((await staying.ask("ping")).type, "pong");
    await staying.close();
  }));

test("whoever signs in once too often loses the oldest session", () =>
  withServer({}, async (server) => {
    const person = await Person.register(server);
    const oldest = await Socket.of(person);
    for (let count = 0; count < 32; ++count) await person.logIn();
    assert.equal(await oldest.closed, session_ended);
    assert.equal((await person.get("/api/v1/auth/sessions")).body.sessions.length, 32);
  }));

test("whoever is shut out, or may do something else now, is out at once", async () => {
  const server = new Server(await newFolder(), {});
  await run(["admin", "create", "root", "--data", server.folder], { input: "correct horse battery\n", env: server.env });
  await server.boot();
  try {
    const admin = new Person(server, "root");
    await admin.logIn();
    for (const [word, body] of [["ban", { reason: "spam" }], ["role", { role: "agent" }]]) {
      const person = await Person.register(server);
      const socket = await Socket.of(person);
      assert.equal((await admin.post(`/api/v1/admin/users/${person.id}/${word}`, body)).status, 200);
      assert.equal(await socket.closed, session_ended);
    }
  } finally {
    await server.stop();
  }
});
