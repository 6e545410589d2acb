import assert from "node:assert/strict";
import { test } from "node:test";

import { differenceOf } from "../../../web/app/views/admin/difference.js";
import { Series } from "../../../web/app/views/admin/series.js";

/** The paths of all that did not stay the same, each with what became of it. */
function marks({ parts = [] }, path = "") {
  return parts.flatMap(([name, part]) => {
    const here = `${path}/${name}`;
    const own = part.kind === "same" ? [] : [`${part.kind} ${here}`];
    return part.parts ? [...own, ...marks(part, here)] : own;
  });
}

test("nothing is marked in a state that stayed as it was", () => {
  const state = { name: "Team", members: ["alice", "bob"], call: null };
  assert.deepEqual(marks(differenceOf(state, structuredClone(state))), []);
  assert.equal(differenceOf(state, structuredClone(state)).kind, "same");
});

test("what is new, changed and gone is marked, up to the whole that it is in", () => {
  const before = { call: { status: "ringing", caller: "alice" }, seq: 4, note: "x" };
  const after = { call: { status: "active", caller: "alice", since: 1 }, seq: 5 };
  assert.deepEqual(marks(differenceOf(before, after)), [
    "changed /call",
    "changed /call/status",
    "new /call/since",
    "changed /seq",
    "gone /note",
  ]);
});

test("a thing where there was none is new with all its parts", () => {
  assert.deepEqual(marks(differenceOf({ call: null }, { call: { status: "ringing" } })), [
    "changed /call",
    "new /call/status",
  ]);
  assert.deepEqual(marks(differenceOf({ call: { status: "ringing" } }, {})), [
    "gone /call",
    "gone /call/status",
  ]);
});

test("a list and a record are not laid over each other", () => {
  const [[, part]] = differenceOf({ all: ["a"] }, { all: { 0: "a" } }).parts;
  assert.equal(part.kind, "changed");
  assert.deepEqual(part.parts, [["0", { kind: "new", after: "a" }]]);
});

test("a number stays as it was told until it is told anew", () => {
  const series = new Series(10_000);
  series.add(0, 4);
  series.add(95_000, 1);
  series.add(98_000, 2);
  assert.equal(series.most, 4);
  assert.equal(series.last, 2);
  assert.deepEqual(series.corners(100_000, { width: 100, height: 8, most: 4 }), [
    { x: 0, y: 0 },
    { x: 50, y: 0 },
    { x: 50, y: 6 },
    { x: 80, y: 6 },
    { x: 80, y: 4 },
    { x: 100, y: 4 },
  ]);
});

test("a chart begins with what is known, while that is less than the span", () => {
  const series = new Series(60_000);
  series.add(5_000, 1);
  assert.equal(series.from_ms(8_000), -2_000);
  assert.equal(series.from_ms(35_000), 5_000);
  assert.equal(series.from_ms(100_000), 40_000);
});

test("what is older than the span counts only as far as it reaches into it", () => {
  const series = new Series(10_000);
  for (const [at_ms, value] of [
    [0, 9],
    [1_000, 3],
    [20_000, 1],
  ])
    series.add(at_ms, value);
  assert.equal(series.most, 3);
});
