import assert from "node:assert/strict";
import { test } from "node:test";

import { HttpApi } from "../../../web/client/http_api.js";
import { Session, inTurn, memoryStore } from "../../../web/client/session.js";
import { ManualTimers } from "./support/manual_timers.js";

const user = { id: "alice" };

function signedIn(options = {}) {
  let now_ms = 0;
  const session = new Session({ now_ms: () => now_ms, ...options });
  session.begin({ user, token: "t1", refresh_token: "r1", expires_in_s: 900 });
  return { session, passTo: (later_ms) => (now_ms = later_ms) };
}

const answer = (token, refresh_token) => ({ user, token, refresh_token, expires_in_s: 900 });

test("a token is used until shortly before its end", async () => {
  const { session, passTo } = signedIn();
  const refresh = async () => answer("t2", "r2");
  passTo(800_000);
  assert.equal(await session.token(refresh), "t1");
  passTo(880_000);
  session.on("user", () => assert.fail("it is the same person"));
  assert.equal(await session.token(refresh), "t2");
});

test("a refresh token is used once, however many need it", async () => {
  const { session, passTo } = signedIn();
  passTo(900_000);
  const used = [];
  const refresh = async (token) => {
    used.push(token);
    return answer("t2", "r2");
  };
  const tokens = await Promise.all([1, 2, 3].map(() => session.token(refresh)));
  assert.deepEqual(tokens, ["t2", "t2", "t2"]);
  assert.deepEqual(used, ["r1"]);
});

test("two pages that share a store do not refresh at once", async () => {
  const shared = { store: memoryStore(), exclusive: inTurn() };
  const { session: one } = signedIn(shared);
  const other = new Session({ ...shared, now_ms: () => 0 });
  let refreshes = 0;
  const refresh = async () => answer(`t${++refreshes + 1}`, "r2");
  const tokens = await Promise.all([one.token(refresh, "t1"), other.token(refresh, "t1")]);
  assert.deepEqual(tokens, ["t2", "t2"]);
});

function api(answers, session = new Session()) {
  const requests = [];
  const timers = new ManualTimers();
  const fetch = async (url, request) => {
    requests.push({ path: url.pathname, request });
    const next = answers.shift();
    if (next instanceof Error) throw next;
    const [status, body] = next;
    return new Response(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: { "Content-Type": status < 400 ? "application/json" : "application/problem+json" },
    });
  };
  return {
    http: new HttpApi({ origin: "http://switchboard.test", session, fetch, timers }),
    requests,
    timers,
  };
}

test("all tries of a request carry the same key", async () => {
  const { http, requests, timers } = api([new TypeError("network"), [503], [201, { ok: true }]]);
  const posted = http.post("/api/v1/chat/messages", { to: "bob", content: "hello" });
  await timers.advance(10_000);
  assert.deepEqual(await posted, { ok: true });
  const keys = new Set(requests.map(({ request }) => request.headers.get("Idempotency-Key")));
  assert.equal(requests.length, 3);
  assert.equal(keys.size, 1);
});

test("an unreachable server is told apart from a refusal", async () => {
  const { http, timers } = api(Array.from({ length: 4 }, () => new TypeError("network")));
  const asked = assert.rejects(http.get("/healthz"), { code: "offline", status: undefined });
  await timers.advance(60_000);
  await asked;
});

test("a problem document becomes an error with its code", async () => {
  const { http } = api([
    [404, { code: "unknown_call", detail: "There is no such call.", status: 404 }],
  ]);
  await assert.rejects(http.get("/api/v1/calls/x"), {
    code: "unknown_call",
    message: "There is no such call.",
    status: 404,
  });
});

test("a refused token is refreshed and the request repeated", async () => {
  const { session } = signedIn();
  const { http, requests } = api(
    [
      [401, {}],
      [200, answer("t2", "r2")],
      [200, { calls: [] }],
    ],
    session,
  );
  assert.deepEqual(await http.get("/api/v1/calls/active"), { calls: [] });
  const tokens = requests.map(({ request }) => request.headers.get("Authorization"));
  assert.deepEqual(tokens, ["Bearer t1", null, "Bearer t2"]);
});

test("a session that the server has ended ends here", async () => {
  const { session } = signedIn();
  const { http } = api(
    [
      [401, {}],
      [401, { code: "token_reused" }],
    ],
    session,
  );
  await assert.rejects(http.get("/api/v1/calls/active"), { code: "token_reused" });
  assert.equal(session.user, null);
});
