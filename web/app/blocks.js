import { Emitter } from "/client/emitter.js";

/**
 * Whom this person has blocked, the same on all of their devices.
 *
 * @extends {Emitter<{changed: string}>} carries who was blocked, or is no longer
 */
export class Blocks extends Emitter {
  #client;
  /** @type {Set<string>} */
  #ids = new Set();

  /** @param {import("/client/switchboard.js").Switchboard} client */
  constructor(client) {
    super();
    this.#client = client;
    client.on("block", ({ user_id, is_blocked }) => this.#note(user_id, is_blocked));
  }

  get ids() {
    return [...this.#ids];
  }

  /** @param {string} id */
  has(id) {
    return this.#ids.has(id);
  }

  async load() {
    for (const id of await this.#client.blocked()) this.#note(id, true);
  }

  /** @param {string} id @param {boolean} isBlocked */
  async set(id, isBlocked) {
    await (isBlocked ? this.#client.block(id) : this.#client.unblock(id));
    this.#note(id, isBlocked);
  }

  forget() {
    this.#ids.clear();
  }

  #note(id, isBlocked) {
    if (isBlocked === this.#ids.has(id)) return;
    if (isBlocked) this.#ids.add(id);
    else this.#ids.delete(id);
    this.emit("changed", id);
  }
}
