// Somebody who writes to a friend, looks something up and signs in, and notes how long each takes.
import { setTimeout as pause } from "node:timers/promises";

import { Wire } from "./wire.js";

const writeEach_ms = 10;
const lookEach_ms = 10;
const logInEach_ms = 120;
/** Nobody waits longer than this. */
const patience_ms = 5_000;

export class Innocent {
  static async come(url, from) {
    const wire = new Wire(url, from);
    const [writer, friend] = [await wire.register("alice"), await wire.register("bob")];
    // One more sign-in than an account may have ends its first one, so whoever signs in does nothing else.
    return new Innocent(wire, writer, friend, await wire.register("dora")).connect();
  }

  constructor(wire, writer, friend, newcomer) {
    Object.assign(this, { wire, writer, friend, newcomer, faults: [] });
  }

  async connect() {
    this.arrivals = new Map();
    this.told = await this.wire.open(this.friend.token, { frames: (frame) => this.arrived(frame) });
    this.says = await this.wire.open(this.writer.token, { frames: (frame) => this.refused(frame) });
    for (const each of [this.told, this.says])
      each.on("close", (code) => this.faults.push(`a socket of theirs was closed with ${code}`));
    return this;
  }

  arrived(frame) {
    if (frame.type === "message") this.arrivals.get(frame.content)?.();
  }

  refused(frame) {
    if (frame.type === "error") this.faults.push(`a message of theirs was refused: ${frame.code}`);
  }

  /** So long does each of the three take, in ms, one try after the other for that long. */
  async measure(for_ms) {
    const times = { message: [], get: [], login: [] };
    const until = performance.now() + for_ms;
    const each = async (name, pause_ms, act) => {
      while (performance.now() < until) {
        const began = performance.now();
        await Promise.race([act(), pause(patience_ms, "late", { ref: false })]).then((how) => {
          if (how === "late") this.faults.push(`a ${name} of theirs took over ${patience_ms} ms`);
        });
        times[name].push(performance.now() - began);
        await pause(pause_ms);
      }
    };
    await Promise.all([
      each("message", writeEach_ms, () => this.write()),
      each("get", lookEach_ms, () => this.look()),
      each("login", logInEach_ms, () => this.logIn()),
    ]);
    return times;
  }

  write() {
    const content = `hello ${Math.random()}`;
    return new Promise((found) => {
      this.arrivals.set(content, () => (this.arrivals.delete(content), found()));
      this.says.send(JSON.stringify({ type: "message", to: "bob", content }));
    });
  }

  async look() {
    this.expect(200, "a look at themselves", await this.wire.call("GET", "/api/v1/users/me", this.writer));
  }

  async logIn() {
    this.expect(200, "a sign-in", await this.wire.logIn(this.newcomer));
  }

  expect(status, what, answer) {
    if (answer.status !== status) this.faults.push(`${what} was answered ${answer.status} ${answer.body.code ?? ""}`);
  }

  leave() {
    for (const each of [this.told, this.says]) each.removeAllListeners("close").terminate();
    this.wire.end();
  }
}
