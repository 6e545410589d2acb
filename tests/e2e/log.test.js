// Looking into the log over HTTP: what the command line tells, for admins alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { assertProblem, call, Person } from "./support/person.js";
import { newFolder, run, Server } from "./support/server.js";
import { Socket } from "./support/socket.js";

let server;
let admin;
let alice;
let bob;
let callId;

before(async () => {
  server = new Server(await newFolder(), {});
  const made = await run(["admin", "create", "root", "--data", server.folder], {
    input: "correct horse battery\n",
    env: server.env,
  });
  assert.equal(made.code, 0, made.err);
  await server.boot();
  admin = new Person(server, "root");
  await admin.logIn();
  [alice, bob] = [await Person.register(server, "alice"), await Person.register(server, "bob")];
  const [phone, laptop] = [await Socket.of(alice), await Socket.of(bob)];
  ({ call_id: callId } = await phone.done("call_invitation", { target_user_id: "bob", call_type: "video" }));
  await laptop.next("call_invitation");
  await laptop.done("call_reject", { call_id: callId, reason: "<script>alert(1)</script>" });
  await phone.next("call_rejected");
  await Promise.all([phone.close(), laptop.close()]);
});
after(() => server.stop());

const search = async (query, asking = admin) => asking.get(`/api/v1/admin/log?${new URLSearchParams(query)}`);
const state = async (query) => admin.get(`/api/v1/admin/state?${new URLSearchParams(query)}`);
const room = "room/direct~alice~bob";

/** All events of a search, page by page. */
async function all(query) {
  const found = [];
  for (let before; ; ) {
    const { status, body } = await search({ ...query, ...(before && { before }) });
    assert.equal(status, 200, JSON.stringify(body));
    found.push(...body.events);
    if (body.next === undefined) return found;
    before = body.next;
  }
}

test("the log is for admins alone", async () => {
  const [{ id }] = (await search({ limit: 1 })).body.events;
  const paths = [
    "log", `log/${id}`, `calls/${callId}/why`, `calls/${callId}/diagram`, `state?stream=${room}`,
  ];
  for (const path of paths) {
    assert.equal((await admin.get(`/api/v1/admin/${path}`)).status, 200, path);
    assertProblem(await alice.get(`/api/v1/admin/${path}`), 403, "forbidden");
    assertProblem(await call(server, "GET", `/api/v1/admin/${path}`), 401, "unauthorized");
    assertProblem(await admin.post(`/api/v1/admin/${path}`, {}), 405, "method_not_allowed");
  }
});

test("a search finds by stream, type, call, user and time, the newest first, page by page", async () => {
  const ofRoom = await all({ stream: room });
  assert.deepEqual(ofRoom.map((each) => each.seq), ofRoom.map((_, index) => ofRoom.length - index));
  assert.deepEqual(await all({ stream: room, limit: 2 }), ofRoom);
  const exported = await run(["log", "export", "--data", server.folder, "--stream", room]);
  assert.deepEqual([...ofRoom].reverse(), exported.out.trim().split("\n").map((line) => JSON.parse(line)));
  for (const type of ["room.call_rejected", "call_rejected", "call_rej"]) {
    const found = await all({ type });
    assert.deepEqual(found.map((each) => each.type), ["room.call_rejected"]);
  }
  assert.ok((await all({ user: "bob" })).every((each) => JSON.stringify(each).includes("bob")));
  assert.ok((await all({ call: callId })).some((each) => each.type === "user.device_rang"));
  const everything = await all({});
  assert.deepEqual(await all({ since: "2020-01-01", until: "2999-01-01T00:00:00Z", limit: 3 }), everything);
  assert.deepEqual(await all({ until: "2020-01-01" }), []);
  assert.deepEqual(await all({ since: "2999-01-01" }), []);
});

test("a question that makes no sense is one clear line", async () => {
  for (const query of [
    { limit: "0" }, { limit: "201" }, { limit: "99999999999999999999" }, { before: "-1" }, { before: "soon" },
    { since: "yesterday" }, { until: "2026-13-41" }, { since: "99999999999999999d" }, { stream: "alice" },
    { stream: "planet/mars" }, { stream: "../../etc/passwd" }, { stream: "room/'; DROP TABLE events; --" },
    { user: "a/b" },
  ]) {
    const refused = await search(query);
    assertProblem(refused, 422, "bad_request");
    assert.ok(!refused.body.detail.includes("\n"));
  }
  for (const query of [
    {}, { stream: "mars" }, { stream: room, at: "soon" }, { stream: room, at: "9".repeat(40) }, { stream: room, from: "1" },
    { stream: room, from: "2", to: "1" }, { stream: room, from: "0", to: "100000" }, { stream: room, at: "1", from: "1", to: "2" },
  ])
    assertProblem(await state(query), 422, "bad_request");
  assertProblem(await admin.get(`/api/v1/admin/calls/${callId}/diagram?format=pdf`), 422, "bad_request");
});

test("names with odd characters are found nowhere, and break nothing", async () => {
  for (const call of ["'", "%", "\u{1f600}", "call_", "<b>", "x".repeat(2000)]) {
    assert.deepEqual((await search({ call })).body, { events: [] });
    const path = `/api/v1/admin/calls/${encodeURIComponent(call)}`;
    assertProblem(await admin.get(`${path}/why`), 404, "unknown_call");
    assertProblem(await admin.get(`${path}/diagram`), 404, "unknown_call");
    assertProblem(await admin.get(`/api/v1/admin/log/${encodeURIComponent(call)}`), 404, "unknown_event");
  }
});

test("an event is shown with what led to it and what it led to", async () => {
  const [rejected] = await all({ type: "call_rejected" });
  const { body } = await admin.get(`/api/v1/admin/log/${rejected.id}`);
  assert.deepEqual(body.event, rejected);
  assert.deepEqual(body.causes, []);
  assert.ok(body.consequences.some((each) => each.causation_id === rejected.id));
  const [consequence] = body.consequences;
  const back = (await admin.get(`/api/v1/admin/log/${consequence.id}`)).body;
  assert.deepEqual(back.causes[0], rejected);
  assertProblem(await admin.get("/api/v1/admin/log/00000000-0000-7000-8000-000000000000"), 404, "unknown_event");
  assertProblem(await admin.get("/api/v1/admin/log/999999"), 404, "unknown_event");
});

test("why and diagram are what the command line tells", async () => {
  const why = await admin.get(`/api/v1/admin/calls/${callId}/why`);
  const told = await run(["why", callId, "--data", server.folder, "--json"]);
  assert.deepEqual(why.body, JSON.parse(told.out));
  for (const [format, type] of [["svg", "image/svg+xml"], ["mermaid", "text/plain"], ["text", "text/plain"]]) {
    const drawn = await admin.get(`/api/v1/admin/calls/${callId}/diagram?format=${format}`);
    assert.ok(drawn.headers.get("content-type").startsWith(type));
    assert.equal(drawn.body, (await run(["diagram", callId, "--data", server.folder, "--format", format])).out);
  }
  const usual = await admin.get(`/api/v1/admin/calls/${callId}/diagram`);
  assert.match(usual.body, /^<svg /);
  assert.ok(!usual.body.includes("<script"));
  assertProblem(await admin.get("/api/v1/admin/calls/direct~alice~bob~999/why"), 404, "unknown_call");
});

test("a state is shown as it was after any event, and what changed between two", async () => {
  const events = (await all({ stream: room })).reverse();
  const now = (await state({ stream: room })).body;
  assert.equal(now.seq, events.length);
  assert.equal(now.last_seq, events.length);
  assert.deepEqual(now.event, events.at(-1));
  const early = (await state({ stream: room, at: "2" })).body;
  assert.deepEqual([early.seq, early.last_seq, early.event, early.time], [2, events.length, events[1], events[1].time]);
  const told = await run(["state", room, "--data", server.folder, "--at", "2", "--json"]);
  assert.deepEqual(early.state, JSON.parse(told.out).state);
  const before = (await state({ stream: room, at: "2020-01-01" })).body;
  assert.deepEqual([before.seq, before.event, before.time], [0, null, undefined]);
  const changes = await fetch(`${server.url}/api/v1/admin/state?stream=${room}&from=0&to=${events.length}`, {
    headers: { authorization: `Bearer ${admin.token}` },
  });
  const lines = await run(["state", room, "--data", server.folder, "--diff", `0..${events.length}`, "--json"]);
  assert.equal(changes.headers.get("content-type"), "application/x-ndjson");
  assert.equal(await changes.text(), lines.out);
  assertProblem(await state({ stream: "room/direct~zoe~zora" }), 404, "unknown_stream");
  assertProblem(await state({ stream: room, at: "999" }), 404, "unknown_stream");
});

test("many questions at once are all answered, or told to come again", async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, () => search({ type: "no_such_type" })));
  for (const { status, body, headers } of answers) {
    if (status === 200) assert.deepEqual(body, { events: [] });
    else assertProblem({ status, body, headers }, 503, "busy");
  }
  assert.ok(answers.some(({ status }) => status === 200));
});
