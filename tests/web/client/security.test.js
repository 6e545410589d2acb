import assert from "node:assert/strict";
import { test } from "node:test";

import { fromBase64url, toBase64url } from "../../../web/client/base64url.js";
import { Switchboard } from "../../../web/client/switchboard.js";

const user = { id: "alice" };
const tokens = { user, token: "t1", refresh_token: "r1", expires_in_s: 900 };

/** A client of a server that gives these answers, one after the other. */
function clientOf(answers) {
  const requests = [];
  const fetch = async (url, { method, body }) => {
    requests.push([method, url.pathname, body ? JSON.parse(body) : undefined]);
    const [status, content] = answers.shift();
    const headers = { "Content-Type": "application/json" };
    return new Response(content === undefined ? null : JSON.stringify(content), { status, headers });
  };
  return { client: new Switchboard({ url: "http://127.0.0.1:1", fetch }), requests };
}

test("a sign-in that needs a second step says so with its challenge, and goes on from there", async () => {
  const asked = { code: "second_factor_required", detail: "One step more.", challenge: "c1" };
  const { client, requests } = clientOf([[401, asked], [200, tokens]]);
  const error = await client.signIn({ username: "alice", password: "p" }).catch((each) => each);
  assert.deepEqual([error.code, error.challenge, client.user], ["second_factor_required", "c1", null]);
  await client.security.signInSecond({ challenge: error.challenge, code: "123456" });
  assert.deepEqual(client.user, user);
  assert.deepEqual(requests[1], ["POST", "/api/v1/auth/login/second", { challenge: "c1", code: "123456" }]);
});

test("whoever is not signed in asks for links without a token", async () => {
  const { client, requests } = clientOf([[202, {}], [204], [204]]);
  await client.security.requestReset({ email: "alice@example.org" });
  await client.security.resetPassword("token", "battery staple");
  await client.security.verifyEmail("token");
  assert.deepEqual(requests.map(([, path]) => path.slice("/api/v1/auth/".length)), [
    "reset",
    "reset/confirm",
    "email/confirm",
  ]);
});

test("bytes go to and fro as base64url", () => {
  for (const bytes of [[], [0], [251, 255], [1, 2, 3, 254]]) {
    const text = toBase64url(Uint8Array.from(bytes).buffer);
    assert.match(text, /^[\w-]*$/);
    assert.deepEqual([...fromBase64url(text)], bytes);
  }
});
