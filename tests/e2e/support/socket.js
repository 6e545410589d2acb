// A socket as an independent client opens it; frames are kept until somebody asks for them.
import assert from "node:assert/strict";
import { once } from "node:events";
import WebSocket from "ws";

import { assertDescribed } from "./frames.js";

let commands = 0;

export class Socket {
  /** Opens one with a ticket and waits for its first frame. */
  static async of(person, { path = "/ws", resume } = {}) {
    const { ticket } = (await person.post("/api/v1/auth/ticket")).body;
    return Socket.open(person.server, { path, query: { ticket, ...(resume && { resume: JSON.stringify(resume) }) } });
  }

  static async ofSide(server, side, resume) {
    return Socket.open(server, { path: `/ws/call/${side}`, query: resume ? { resume: JSON.stringify(resume) } : {} });
  }

  static async open(server, { path = "/ws", query = {}, headers = {}, protocols = [] } = {}) {
    const url = new URL(server.url.replace(/^http/, "ws") + path);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const socket = new Socket(new WebSocket(url, protocols, { headers }));
    socket.hello = await socket.next("connection");
    return socket;
  }

  /** What an upgrade that is refused is answered with. */
  static async refusal(server, { path = "/ws", query = {}, headers = {} } = {}) {
    const url = new URL(server.url.replace(/^http/, "ws") + path);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const ws = new WebSocket(url, { headers });
    const [, answer] = await once(ws, "unexpected-response");
    let text = "";
    for await (const part of answer) text += part;
    return { status: answer.statusCode, body: JSON.parse(text), type: answer.headers["content-type"] };
  }

  constructor(ws) {
    this.ws = ws;
    this.frames = [];
    this.waiting = [];
    this.seen = {};
    ws.on("message", (data) => this.take(JSON.parse(data)));
    this.closed = once(ws, "close").then(([code]) => code);
    ws.on("close", (code) => this.waiting.splice(0).forEach((each) => each.failed(new Error(`closed with ${code}`))));
    ws.on("error", (error) => this.waiting.splice(0).forEach((each) => each.failed(error)));
  }

  take(frame) {
    assertDescribed(frame);
    if (frame.stream) this.seen[frame.stream] = Math.max(frame.seq, this.seen[frame.stream] ?? 0);
    const index = this.waiting.findIndex((each) => each.wants(frame));
    if (index < 0) return this.frames.push(frame);
    this.waiting.splice(index, 1)[0].found(frame);
  }

  /** The first frame that fits, of those that came and those that come. */
  find(wants, what) {
    const index = this.frames.findIndex(wants);
    if (index >= 0) return this.frames.splice(index, 1)[0];
    return new Promise((found, failed) => {
      const limit = setTimeout(
        () => failed(new Error(`no ${what} came; there are ${JSON.stringify(this.frames)}`)), 10_000);
      this.waiting.push({
        wants,
        found: (frame) => (clearTimeout(limit), found(frame)),
        failed: (error) => (clearTimeout(limit), failed(error)),
      });
    });
  }

  next(type, fields = {}) {
    const fits = (frame) =>
      frame.type === type && Object.entries(fields).every(([name, value]) => frame[name] === value);
    return this.find(fits, `${type} ${JSON.stringify(fields)}`);
  }

  say(frame) {
    this.ws.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  /** Sends a command and gives its answer, whichever it is. */
  async ask(type, fields = {}, id = `command-${++commands}`) {
    this.say({ type, id, ...fields });
    return this.find((frame) => frame.re === id, `answer to ${type}`);
  }

  /** Sends a command that must be done. */
  async done(type, fields = {}, id) {
    const answer = await this.ask(type, fields, id);
    assert.notEqual(answer.type, "error", JSON.stringify(answer));
    return answer;
  }

  async refused(type, fields, code) {
    const answer = await this.ask(type, fields);
    assert.deepEqual([answer.type, answer.code], ["error", code], JSON.stringify(answer));
    assert.equal(typeof answer.message, "string");
  }

  /** All that came so far, once the server has answered a ping behind it. */
  async rest() {
    await this.ask("ping");
    return this.frames.splice(0);
  }

  /** Where to go on after the socket is gone. */
  get point() {
    return { connection_id: this.hello.connection_id, streams: { ...this.seen } };
  }

  /** As if the cable had been pulled. */
  async drop() {
    this.ws.terminate();
    await this.closed;
  }

  async close(code = 1000) {
    this.ws.close(code);
    await this.closed;
  }
}

/** Two people in a call: rung, accepted and joined by both. */
export async function connected(caller, callee, call_type = "video") {
  const { call_id, room_id } = await caller.done("call_invitation", { target_user_id: callee.hello.user_id, call_type });
  await callee.next("call_invitation", { call_id });
  await callee.done("call_accept", { call_id });
  await caller.next("call_accepted", { call_id });
  await caller.done("join", { call_id });
  await callee.done("join", { call_id });
  await caller.next("join", { call_id });
  return { call_id, room_id };
}
