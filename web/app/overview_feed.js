import { Emitter } from "/client/emitter.js";

const poll_every_ms = 2_000;

/**
 * What goes on at the moment, for administrators. The server tells it at each change; one that does not
 * know how is asked again and again.
 *
 * @extends {Emitter<{overview: any, failed: Error}>}
 */
export class OverviewFeed extends Emitter {
  #client;
  #poll;
  #offs = [];

  /** @param {import("/client/switchboard.js").Switchboard} client */
  constructor(client) {
    super();
    this.#client = client;
  }

  start() {
    const tell = (overview) => this.emit("overview", overview);
    // The server forgets what a socket asked for when the socket goes.
    const again = () => void this.#subscribe();
    this.#offs = [this.#client.on("overview", tell), this.#client.on("connection", again)];
    if (this.#client.connection.state === "open") again();
  }

  stop() {
    clearInterval(this.#poll);
    for (const off of this.#offs.splice(0)) off();
    if (this.#client.connection.state !== "open") return;
    this.#client.connection.command({ type: "overview_unsubscribe" }).catch(() => {
      // Then there is no subscription, or soon no socket that has one.
    });
  }

  async #subscribe() {
    clearInterval(this.#poll);
    try {
      await this.#client.connection.command({ type: "overview_subscribe" });
    } catch {
      if (this.#offs.length === 0) return;
      this.#poll = setInterval(() => void this.#ask(), poll_every_ms);
      await this.#ask();
    }
  }

  async #ask() {
    try {
      this.emit("overview", await this.#client.api.get("/api/v1/admin/overview"));
    } catch (error) {
      this.emit("failed", error);
    }
  }
}
