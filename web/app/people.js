import { Emitter } from "/client/emitter.js";

/**
 * Who others are and whether they are there, as far as this page needs to know.
 *
 * @extends {Emitter<{changed: string}>} carries whose name or presence changed
 */
export class People extends Emitter {
  #client;
  /** @type {Map<string, import("/client/frames.js").User>} */
  #users = new Map();
  /** @type {Map<string, import("/client/frames.js").Presence>} */
  #presence = new Map();
  #watched = new Set();
  #isAsking = false;

  /** @param {import("/client/switchboard.js").Switchboard} client */
  constructor(client) {
    super();
    this.#client = client;
    client.on("presence", (frame) => this.#notePresence(frame.user_id, frame));
    client.on("call_invitation", ({ caller }) => this.know(caller));
    // The server forgets what a socket asked for when the socket goes.
    client.on("connection", () => this.#ask());
  }

  /** @param {string} id */
  name(id) {
    return this.#users.get(id)?.full_name || id;
  }

  /** @param {string} id */
  presence(id) {
    return this.#presence.get(id) ?? { status: "offline" };
  }

  /** @param {import("/client/frames.js").User} user */
  know(user) {
    this.#users.set(user.id, user);
    if (user.presence) this.#presence.set(user.id, user.presence);
    this.emit("changed", user.id);
  }

  /** Learns the name of somebody, and hears of their presence from now on. */
  async meet(id) {
    this.watch([id]);
    if (this.#users.has(id)) return;
    try {
      this.know(await this.#client.userOf(id));
    } catch {
      // The id is shown instead of the name.
    }
  }

  /** @param {string[]} ids */
  watch(ids) {
    const before = this.#watched.size;
    for (const id of ids) this.#watched.add(id);
    if (this.#watched.size > before) this.#ask();
  }

  forget() {
    this.#users.clear();
    this.#presence.clear();
    this.#watched.clear();
  }

  /** Asks once for all that are added in the same turn: each subscription replaces the one before. */
  #ask() {
    if (this.#isAsking || this.#watched.size === 0) return;
    this.#isAsking = true;
    queueMicrotask(() => {
      this.#isAsking = false;
      if (this.#client.connection.state !== "open") return;
      this.#client.watchPresence([...this.#watched]).catch(() => {
        // The next connection asks again.
      });
    });
  }

  #notePresence(id, { status, last_seen }) {
    this.#presence.set(id, { status, last_seen });
    this.emit("changed", id);
  }
}
