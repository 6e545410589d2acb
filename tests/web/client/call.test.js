import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { Call } from "../../../web/client/call.js";
import { IceServers } from "../../../web/client/ice_servers.js";
import { FakeMedia, FakeMediaStream, FakePeerConnection } from "./support/fake_media.js";
import { FakeRoom } from "./support/fake_room.js";
import { ManualTimers, settled } from "./support/manual_timers.js";

globalThis.MediaStream = FakeMediaStream;

let room;
let timers;

beforeEach(() => {
  room = new FakeRoom();
  timers = new ManualTimers();
  FakePeerConnection.made = [];
});

function callOf(connection, media = new FakeMedia(), iceServers = undefined) {
  return new Call({
    connection,
    callId: "call",
    media,
    iceServers,
    RTCPeerConnection: FakePeerConnection,
    timers,
  });
}

async function quiet() {
  for (let turn = 0; turn < 20; ++turn) await settled();
}

async function joined(connection, media) {
  const call = callOf(connection, media);
  await call.join();
  await quiet();
  return call;
}

const whoIsThere = (call) => call.participants.map(({ connectionId }) => connectionId).sort();
const areStable = () =>
  FakePeerConnection.made.every(
    ({ isClosed, signalingState, remoteDescription }) =>
      isClosed || (signalingState === "stable" && remoteDescription !== null),
  );

test("whoever comes learns of all, and all learn of whoever comes", async () => {
  const calls = [];
  for (const name of ["a", "b", "c"]) calls.push(await joined(room.connect(name)));
  assert.deepEqual(calls.map(whoIsThere), [
    ["b", "c"],
    ["a", "c"],
    ["a", "b"],
  ]);
  assert.equal(FakePeerConnection.made.length, 6);
  assert.ok(areStable());
});

test("the one who comes makes the offer, so nobody's is in vain", async () => {
  await joined(room.connect("a"));
  await joined(room.connect("b"));
  assert.deepEqual(room.relayed, ["offer b>a", "answer a>b"]);
});

test("two offers at once end in one negotiation on both sides", async () => {
  await joined(room.connect("a"));
  await joined(room.connect("b"));
  for (const connection of FakePeerConnection.made) connection.addTrack({ kind: "video" });
  await quiet();
  assert.ok(areStable());
  assert.ok(room.relayed.filter((line) => line.startsWith("offer")).length >= 3);
});

test("when no offer comes, the one who waits makes it", async () => {
  const connection = room.connect("a");
  await joined(connection);
  const silent = room.connect("b");
  await silent.command({ type: "join" });
  await quiet();
  assert.deepEqual(room.relayed, []);
  await timers.advance(8_000);
  assert.deepEqual(room.relayed, ["offer a>b"]);
});

test("an offer that is quicker than the news of its maker is taken", async () => {
  const one = room.connect("a");
  const call = await joined(one);
  const data = { sdp: "offer with 2", life: "first" };
  one.emit("offer", { type: "offer", call_id: "call", from: "b", from_connection: "b", data });
  await quiet();
  one.emit("join", { type: "join", call_id: "call", user_id: "b", connection_id: "b", data: {} });
  assert.deepEqual(whoIsThere(call), ["b"]);
  assert.equal(FakePeerConnection.made.length, 1);
  assert.deepEqual(room.relayed, ["answer a>b"]);
});

test("a page that was loaded again takes its own place", async () => {
  const stays = await joined(room.connect("a"));
  const connection = room.connect("b");
  await joined(connection);
  const before = stays.participants[0];
  await joined(connection);
  assert.deepEqual(whoIsThere(stays), ["b"]);
  assert.notEqual(stays.participants[0], before);
  assert.ok(FakePeerConnection.made[0].isClosed);
  assert.ok(areStable());
});

test("signals of a life that is over are left aside", async () => {
  const one = room.connect("a");
  await joined(one);
  const offer = (life) => {
    const data = { sdp: "offer with 2", life };
    one.emit("offer", { type: "offer", call_id: "call", from: "b", from_connection: "b", data });
  };
  offer("first");
  await quiet();
  offer("second");
  await quiet();
  const data = { candidate: "late", life: "first" };
  let taken = 0;
  FakePeerConnection.made[1].addIceCandidate = async () => void ++taken;
  one.emit("ice_candidate", { call_id: "call", from: "b", from_connection: "b", data });
  await quiet();
  assert.equal(FakePeerConnection.made.length, 2);
  assert.equal(taken, 0);
});

test("a new track goes to all, and needs no negotiation in the place of another", async () => {
  const media = new FakeMedia();
  await joined(room.connect("a"), media);
  await joined(room.connect("b"));
  room.relayed = [];
  media.tracks.video = { kind: "video", label: "screen" };
  media.emit("track", "video");
  await quiet();
  const sent = FakePeerConnection.made[0].senders.map(({ track }) => track?.label);
  assert.ok(sent.includes("screen"));
  assert.deepEqual(room.relayed, []);
});

test("what others show and lack is told", async () => {
  const connection = room.connect("a");
  const call = await joined(connection);
  await joined(room.connect("b"));
  const of = { call_id: "call", user_id: "b", connection_id: "b" };
  const media = { audio: false, video: true, screen: true };
  connection.emit("media", { ...of, media });
  connection.emit("peer_state", { ...of, state: "suspect" });
  connection.emit("recording", { ...of, is_recording: true });
  const [other] = call.participants;
  assert.deepEqual(other.media, media);
  assert.ok(other.isSuspect && other.isRecording);
});

test("what was said while there was no socket is said again", async () => {
  const connection = room.connect("a");
  await joined(connection);
  await joined(room.connect("b"));
  const [peer] = FakePeerConnection.made;
  peer.signalingState = "have-local-offer";
  peer.localDescription = { type: "offer", toJSON: () => ({ type: "offer", sdp: "again" }) };
  room.relayed = [];
  connection.emit("connection", { connection_id: "a", resumed: true });
  assert.deepEqual(room.relayed, ["offer a>b"]);
});

test("after the grace it comes in again as a new device", async () => {
  const connection = room.connect("a");
  const call = await joined(connection);
  await joined(room.connect("b"));
  connection.connectionId = "a2";
  connection.emit("connection", { connection_id: "a2", resumed: false });
  await quiet();
  assert.equal(connection.commands.filter(({ type }) => type === "join").length, 2);
  assert.deepEqual(whoIsThere(call), ["b"]);
});

test("the end closes everything and is told once", async () => {
  const connection = room.connect("a");
  const call = await joined(connection);
  await joined(room.connect("b"));
  const ends = [];
  call.on("ended", (how) => ends.push(how));
  for (let twice = 0; twice < 2; ++twice)
    connection.emit("call_ended", { call_id: "call", reason: "completed", duration_s: 3 });
  assert.deepEqual(ends, [{ reason: "completed", duration_s: 3 }]);
  assert.ok(FakePeerConnection.made[0].isClosed);
});

test("between two people a refusal is the end, in a group it is not", async () => {
  for (const [id, isOver] of [
    ["direct~a~b~3", true],
    ["group~x~3", false],
  ]) {
    const connection = room.connect(id);
    const call = new Call({ connection, callId: id, media: new FakeMedia(), timers });
    const ends = [];
    call.on("ended", ({ reason }) => ends.push(reason));
    connection.emit("call_rejected", { call_id: id, user_id: "b" });
    assert.deepEqual(ends, isOver ? ["rejected"] : []);
  }
});

test("frames of another call are not taken for its own", async () => {
  const connection = room.connect("a");
  const call = await joined(connection);
  connection.emit("join", { call_id: "other", user_id: "x", connection_id: "x", data: {} });
  connection.emit("call_ended", { call_id: "other", reason: "completed" });
  assert.deepEqual(whoIsThere(call), []);
  assert.equal(call.isOver, false);
});

test("a call has servers for its paths before it has paths, and new ones before those end", async () => {
  let asked = 0;
  const ask = async () => ({ ice_servers: [{ urls: `turn:${++asked}` }], expires_in_s: 600 });
  const call = callOf(room.connect("a"), new FakeMedia(), new IceServers(ask, timers));
  await call.join();
  await joined(room.connect("b"));
  const [first] = FakePeerConnection.made;
  assert.deepEqual(first.configuration.iceServers, [{ urls: "turn:1" }]);

  first.configuration.iceTransportPolicy = "relay";
  await timers.advance(600_000);
  assert.deepEqual(first.configuration, {
    iceServers: [{ urls: "turn:2" }],
    iceTransportPolicy: "relay",
  });
  await call.leave();
  await timers.advance(6_000_000);
  assert.equal(asked, 2);
});
