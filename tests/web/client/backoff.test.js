import assert from "node:assert/strict";
import { test } from "node:test";

import { Backoff } from "../../../web/client/backoff.js";
import { shouldReconnect } from "../../../web/client/close_codes.js";

test("the range of the wait doubles up to its limit", () => {
  const backoff = new Backoff({ first_ms: 500, max_ms: 3_000, random: () => 1 });
  assert.deepEqual(
    [1, 2, 3, 4, 5].map(() => backoff.next_ms()),
    [500, 1000, 2000, 3000, 3000],
  );
  backoff.reset();
  assert.equal(backoff.next_ms(), 500);
});

test("the wait is drawn from the whole range", () => {
  const draws = [0, 0.25];
  const backoff = new Backoff({ first_ms: 400, random: () => draws.shift() });
  assert.deepEqual([backoff.next_ms(), backoff.next_ms()], [0, 200]);
});

test("a close code says whether to come back", () => {
  for (const code of [1001, 1006, 1011, 4500, 4999])
    assert.equal(shouldReconnect(code), true, code);
  for (const code of [1000, 1002, 1007, 1009, 4000, 4499])
    assert.equal(shouldReconnect(code), false, code);
});
