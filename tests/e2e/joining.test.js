// Being in a call: whoever comes learns of everybody, and everybody of whoever comes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Person } from "./support/person.js";
import { Server } from "./support/server.js";
import { connected, Socket } from "./support/socket.js";

let server;
before(async () => (server = await Server.start({ SWITCHBOARD_CALLS_RECONNECT_GRACE_MS: "2000" })));
after(() => server.stop());

const people = (count) => Promise.all(Array.from({ length: count }, () => Person.register(server)));
const sockets = (all) => Promise.all(all.map((each) => Socket.of(each)));

test("who comes is told of who is there, and the other way round", async () => {
  const [alice, bob] = await people(2);
  const [a, b] = await sockets([alice, bob]);
  const { call_id } = await a.done("call_invitation", { target_user_id: bob.id, call_type: "video" });
  await b.next("call_invitation");
  const first = await a.done("join", { call_id });
  assert.deepEqual(first.participants.map((each) => each.connection_id), [a.hello.connection_id]);
  const second = await b.done("join", { call_id, media: { video: false } });
  assert.deepEqual(second.participants.map((each) => each.user_id), [alice.id, bob.id]);
  assert.equal(second.participants[0].user.username, alice.id);
  assert.deepEqual(second.participants[1].media, { audio: true, video: false, screen: false });
  const came = await a.next("join");
  assert.deepEqual([came.user_id, came.connection_id, came.data.user.id],
    [bob.id, b.hello.connection_id, bob.id]);
  assert.equal((await a.next("call_accepted")).user_id, bob.id, "a join accepts");
});

test("a second join of the same socket changes nothing: it is told the roster again, and nobody else anything", async () => {
  const [alice, bob] = await people(2);
  const [a, b] = await sockets([alice, bob]);
  const { call_id } = await connected(a, b);
  await a.rest();
  await b.rest();
  const again = await b.done("join", { call_id, media: { audio: false } });
  assert.equal(again.type, "joined");
  assert.deepEqual(again.participants.map((each) => each.connection_id).sort(),
    [a.hello.connection_id, b.hello.connection_id].sort());
  assert.deepEqual(await a.rest(), []);
  assert.deepEqual(await b.rest(), []);
});

test("twenty come at once: nobody is missed, nobody is told of twice", async () => {
  const all = await people(20);
  const room = await all[0].post("/api/v1/rooms", { name: "all of us", members: all.slice(1).map((each) => each.id) });
  assert.equal(room.status, 201, JSON.stringify(room.body));
  const devices = await sockets(all);
  const { call_id } = await devices[0].done("call_invitation", { room_id: room.body.room.room_id, call_type: "video" });
  await Promise.all(devices.slice(1).map((each) => each.next("call_invitation", { call_id })));
  const rosters = await Promise.all(devices.map((each) => each.done("join", { call_id })));
  const everybody = all.map((each) => each.id).sort();
  for (const [index, device] of devices.entries()) {
    const known = rosters[index].participants.map((each) => each.user_id);
    while (known.length < everybody.length) known.push((await device.next("join", { call_id })).user_id);
    assert.deepEqual(known.sort(), everybody);
    assert.deepEqual((await device.rest()).filter((each) => each.type === "join"), []);
  }
});

test("signalling goes to whom it is for, and only from who is in the call", async () => {
  const [alice, bob, eve] = await people(3);
  const [a, b, e] = await sockets([alice, bob, eve]);
  const { call_id } = await connected(a, b);
  const data = { type: "offer", sdp: "v=0\r\n", list: [1, "two", null, { three: 3.5 }] };
  a.say({ type: "offer", call_id, to: bob.id, data });
  const offer = await b.next("offer");
  assert.deepEqual([offer.from, offer.from_connection, offer.call_id], [alice.id, a.hello.connection_id, call_id]);
  assert.deepEqual(offer.data, data);
  b.say({ type: "answer", call_id, to: a.hello.connection_id, data: { type: "answer", sdp: "" } });
  assert.equal((await a.next("answer")).from, bob.id);
  a.say({ type: "ice_candidate", call_id, data: { candidate: "" } });
  await b.next("ice_candidate");
  await e.refused("offer", { call_id, data }, "not_a_participant");
  await a.refused("offer", { call_id, to: eve.id, data }, "bad_target");
  await a.refused("offer", { call_id: "direct~x~y~9", data }, "unknown_call");
  await b.done("leave", { call_id });
  await a.next("call_ended");
  await a.refused("offer", { call_id, data }, "already_ended");
  assert.deepEqual(await e.rest(), []);
});

test("a call is left, ended and told of", async () => {
  const [alice, bob] = await people(2);
  const [a, b] = await sockets([alice, bob]);
  const { call_id } = await connected(a, b);
  await b.done("media", { call_id, media: { audio: false } });
  assert.deepEqual((await a.next("media")).media, { audio: false, video: true, screen: false });
  await b.done("recording", { call_id, is_recording: true });
  assert.equal((await a.next("recording")).is_recording, true);
  await b.done("transcript", { call_id, text: "hello" });
  const said = await a.next("transcript");
  assert.deepEqual([said.speaker, said.text, typeof said.timestamp], [bob.id, "hello", "string"]);
  await a.done("security_report", { call_id, subject_user_id: bob.id, risk_score: 0.9, confidence: 0.8 });
  for (const each of [a, b]) {
    const told = await each.next("security_status");
    assert.deepEqual([told.subject_user_id, told.risk_score, told.status], [bob.id, 0.9, "risk"]);
  }
  await a.refused("security_report", { call_id, subject_user_id: bob.id, risk_score: 2, confidence: 1 }, "bad_value");
  await a.done("quality_report", { call_id, rtt_ms: 40, loss: 0.01 });
  await b.done("leave", { call_id });
  const left = await a.next("leave");
  assert.deepEqual([left.user_id, left.connection_id, left.reason], [bob.id, b.hello.connection_id, "left"]);
  assert.equal((await a.next("call_ended")).reason, "completed");
});

test("a dropped connection comes back unnoticed, and gets what it missed", async () => {
  const [alice, bob] = await people(2);
  const [a, b] = await sockets([alice, bob]);
  const { call_id, room_id } = await connected(a, b);
  const point = b.point;
  await b.drop();
  assert.equal((await a.next("peer_state")).state, "suspect");
  const sent = [];
  for (const content of ["one", "two", "three"]) sent.push((await a.done("message", { to: bob.id, content })).message_id);
  const back = await Socket.of(bob, { resume: point });
  assert.deepEqual([back.hello.connection_id, back.hello.resumed], [b.hello.connection_id, true]);
  for (const id of sent) assert.equal((await back.next("message")).id, id);
  assert.equal((await a.next("peer_state")).state, "connected");
  a.say({ type: "offer", call_id, data: {} });
  await back.next("offer");
  assert.deepEqual((await a.rest()).filter((each) => ["leave", "call_ended", "join"].includes(each.type)), []);
  assert.deepEqual((await back.rest()).filter((each) => each.type === "message"), []);
  assert.equal(room_id, `direct~${[alice.id, bob.id].sort().join("~")}`);
});

test("a client that knows only the streams resumes too", async () => {
  const [alice, bob] = await people(2);
  const [a, b] = await sockets([alice, bob]);
  const { call_id } = await connected(a, b);
  await b.drop();
  await a.next("peer_state", { state: "suspect" });
  const back = await Socket.of(bob, { resume: b.seen });
  assert.equal(back.hello.connection_id, b.hello.connection_id);
  await a.done("call_end", { call_id });
  await back.next("call_ended", { call_id });
});

test("who does not come back within the grace has left", async () => {
  const [alice, bob] = await people(2);
  const [a, b] = await sockets([alice, bob]);
  const { call_id } = await connected(a, b);
  await b.drop();
  const left = await a.next("leave");
  assert.deepEqual([left.user_id, left.reason], [bob.id, "connection_lost"]);
  assert.deepEqual((({ call_id, reason }) => [call_id, reason])(await a.next("call_ended")), [call_id, "abandoned"]);
});

test("a page that goes away is a drop: loaded again, it is back unnoticed", async () => {
  const [alice, bob] = await people(2);
  const [a, b] = await sockets([alice, bob]);
  const { call_id } = await connected(a, b);
  await b.close(1001);
  assert.equal((await a.next("peer_state")).state, "suspect");
  const back = await Socket.of(bob, { resume: b.point });
  assert.deepEqual([back.hello.connection_id, back.hello.resumed], [b.hello.connection_id, true]);
  assert.equal((await a.next("peer_state")).state, "connected");
  a.say({ type: "offer", call_id, data: {} });
  await back.next("offer");
  assert.deepEqual((await a.rest()).filter((each) => ["leave", "call_ended", "join"].includes(each.type)), []);
});

test("a page that goes away for good has left when the grace is over", async () => {
  const [alice, bob] = await people(2);
  const [a, b] = await sockets([alice, bob]);
  await connected(a, b);
  await b.close(1001);
  assert.equal((await a.next("peer_state")).state, "suspect");
  assert.equal((await a.next("leave", { user_id: bob.id })).reason, "connection_lost");
  assert.equal((await a.next("call_ended")).reason, "abandoned");
});

test("one who says goodbye has left at once, also right after coming in", async () => {
  const [alice, bob] = await people(2);
  const a = await Socket.of(alice);
  for (let round = 0; round < 10; round += 1) {
    const b = await Socket.of(bob);
    await connected(a, b);
    await b.close(1000);
    assert.equal((await a.next("leave", { user_id: bob.id })).reason, "left");
    await a.next("call_ended");
  }
  assert.deepEqual((await a.rest()).filter((each) => each.type === "peer_state"), []);
});

test("a socket that is bound to a call needs no call_id", async () => {
  const [alice, bob, eve] = await people(3);
  const [a, b] = await sockets([alice, bob]);
  const { call_id, room_id } = await a.done("call_invitation", { target_user_id: bob.id, call_type: "audio" });
  await b.next("call_invitation");
  const bound = await Socket.of(bob, { path: `/ws/call/${call_id}` });
  await bound.done("call_accept");
  await bound.done("join");
  const inRoom = await Socket.of(alice, { path: `/ws/call/${room_id}` });
  const roster = await inRoom.done("join");
  assert.equal(roster.call_id, call_id);
  assert.equal(roster.participants.length, 2);
  const { ticket } = (await eve.post("/api/v1/auth/ticket")).body;
  const refused = await Socket.refusal(server, { path: `/ws/call/${call_id}`, query: { ticket } });
  assert.deepEqual([refused.status, refused.body.code], [403, "not_a_participant"]);
});
