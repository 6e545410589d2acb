// What happened is played again to a client, as it was told of it then.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { createInterface } from "node:readline";
import WebSocket from "ws";

import { Person } from "./support/person.js";
import { run, Server } from "./support/server.js";
import { connected, Socket } from "./support/socket.js";

let server;
before(async () => (server = await Server.start({ SWITCHBOARD_CALLS_RING_TIMEOUT_MS: "1000" })));
after(() => server.stop());

/** A replay that runs until it is told to end. */
class Replay {
  static async of(test, words) {
    const child = spawn(process.env.PROGRAM_UNDER_TEST, ["replay", "--data", server.folder, "--json", ...words]);
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    const replay = new Replay(child, JSON.parse(line));
    test.after(() => replay.end());
    return replay;
  }

  constructor(child, told) {
    Object.assign(this, { child, told });
  }

  /** All frames that a client gets, with the moments at which they came. */
  async frames() {
    const ws = new WebSocket(this.told.url);
    const got = [];
    ws.on("message", (data) => got.push({ at: performance.now(), frame: JSON.parse(data) }));
    const [code] = await once(ws, "close");
    assert.equal(code, 1000);
    return got;
  }

  async end() {
    this.child.kill("SIGTERM");
    const [code] = await once(this.child, "exit");
    assert.equal(code, 0);
  }
}

const fromTheLog = (frames) => frames.filter((each) => each.stream);

test("a client that listens gets what another device of the same person got, in the same order", async (t) => {
  const [alice, bob] = [await Person.register(server), await Person.register(server)];
  const [a, b, listening] = [await Socket.of(alice), await Socket.of(bob), await Socket.of(alice)];
  const { call_id } = await connected(b, a);
  await b.done("message", { to: alice.id, content: "first" });
  await a.done("call_end", { call_id });
  await b.next("call_ended");
  await b.done("message", { to: alice.id, content: "last" });
  const live = [];
  while (live.at(-1)?.content !== "last") live.push(await listening.find((frame) => frame.stream, "frame"));

  const replay = await Replay.of(t, ["--speed", "max", "--as", alice.id]);
  const played = (await replay.frames()).map((each) => each.frame);
  assert.deepEqual([played[0].type, played[0].user_id], ["connection", alice.id]);
  assert.deepEqual(played.at(-1), { type: "replay_ended", frames: played.length - 2 });
  const place = ({ type, stream, seq }) => `${type} ${stream} ${seq}`;
  const again = new Set(fromTheLog(played).map(place));
  assert.deepEqual(live.filter((each) => !again.has(place(each)) && each.type !== "call_invitation"), []);
  assert.deepEqual(played.find((each) => each.content === "last"), live.at(-1));
  const order = fromTheLog(played).map(place).filter((each) => live.some((one) => place(one) === each));
  assert.deepEqual(order, live.map(place).filter((each) => order.includes(each)));
});

test("a call is played in its own time, so many times as fast", async (t) => {
  const [alice, bob] = [await Person.register(server), await Person.register(server)];
  const a = await Socket.of(alice);
  const { call_id } = await a.done("call_invitation", { target_user_id: bob.id, call_type: "audio" });
  await a.next("call_missed");
  const replay = await Replay.of(t, ["--speed", "2", "--as", alice.id, "--call", call_id]);
  const got = await replay.frames();
  assert.deepEqual(got.map((each) => each.frame.type), ["connection", "call_missed", "replay_ended"]);
  const took = got[1].at - got[0].at;
  assert.ok(took > 450, `${took} ms, and it had rung for a second`);
});

test("nothing can be done in a replay, and who is no page of its own may not listen", async (t) => {
  const [alice, bob] = [await Person.register(server), await Person.register(server)];
  await bob.post("/api/v1/chat/messages", { to: alice.id, content: "to be played a while after the beginning" });
  const replay = await Replay.of(t, ["--speed", "0.01", "--as", alice.id]);
  const there = { url: new URL(replay.told.url).origin };
  const socket = await Socket.open(there);
  socket.say({ type: "message", to: alice.id, content: "too late" });
  await socket.next("error", { code: "read_only" });
  const refused = await Socket.refusal(there, { headers: { origin: "https://elsewhere.example" } });
  assert.deepEqual([refused.status, refused.body.code], [403, "origin_not_allowed"]);
});

test("what cannot be played is said in one line", async () => {
  const refused = async (words, code, what) => {
    const ended = await run(["replay", "--data", server.folder, ...words]);
    assert.equal(ended.code, code, ended.err);
    assert.match(ended.err, what);
    assert.equal(ended.err.trim().split("\n").length, 1, ended.err);
  };
  await refused(["--speed", "fast", "--as", "alice"], 2, /'fast' is no speed/);
  await refused(["--speed", "0", "--as", "alice"], 2, /'0' is no speed/);
  await refused(["--speed", "1"], 2, /--as USER_ID/);
  await refused(["--speed", "1", "--as", "nobody"], 1, /no user\/nobody in this log/);
  await refused(["--as", "alice"], 2, /--speed/);
  await refused(["--since", "1h"], 2, /--what-if or --speed/);
  const alice = await Person.register(server);
  await refused(["--speed", "1", "--as", alice.id, "--since", "2099-01-01"], 1, /nothing happened then/);
  await refused(["--speed", "1", "--as", alice.id, "--call", "direct~x~y~3"], 1, /no call direct~x~y~3/);
  const { port } = new URL(server.url);
  await refused(["--speed", "1", "--as", alice.id, "--port", port], 1, /in use/);
});
