import { Call } from "./call.js";
import { Connection } from "./connection.js";
import { Emitter } from "./emitter.js";
import { SwitchboardError } from "./errors.js";

/** @import * as Frames from "./frames.js" */
/** @import { HttpApi } from "./http_api.js" */
/** @import { LocalMedia } from "./local_media.js" */

/**
 * What a side of a queue says of itself.
 *
 * @typedef {object} QueueStart
 * @property {"customer" | "agent"} user_type
 * @property {string} user_name
 * @property {string} [queue]
 * @property {string[]} [skills]
 * @property {number} [priority]
 * @property {string} [customer_token] who a customer is, signed by the site that embeds the queue
 */

/**
 * @typedef {object} QueueEvents
 * @property {Frames.WaitingFrame} waiting
 * @property {Frames.MatchedFrame} matched
 * @property {Frames.OfferMadeFrame} offer_made
 * @property {Frames.OfferClosedFrame} offer_closed
 * @property {Frames.AgentStateFrame} agent_state
 * @property {Frames.TranscriptFrame} transcript
 * @property {Frames.CallEndedFrame} call_ended
 * @property {SwitchboardError} gone the side is over, and its id lets nobody in any more
 */

const passed_on = /** @type {const} */ ([
  "waiting",
  "matched",
  "offer_made",
  "offer_closed",
  "agent_state",
  "transcript",
  "call_ended",
]);

/**
 * One side of a queue: a customer who waits for an agent, or an agent who serves customers. Its call
 * id is all that lets it in, so a page that keeps the id can come back, and shows it to nobody. Others
 * know the side by another id, which its `connection` frame says (`user_id`).
 *
 * @extends {Emitter<QueueEvents>}
 */
export class QueueSide extends Emitter {
  #api;
  #start;
  #callOptions;
  /** @type {Frames.MatchedFrame | undefined} */
  #match;

  /**
   * @param {object} options
   * @param {HttpApi} options.api
   * @param {Connection} options.connection
   * @param {string} options.callId
   * @param {QueueStart} options.start
   * @param {Omit<import("./call.js").CallOptions, "connection" | "callId" | "alias" | "media">} [options.callOptions]
   */
  constructor({ api, connection, callId, start, callOptions = {} }) {
    super();
    this.#api = api;
    this.connection = connection;
    this.callId = callId;
    this.#start = start;
    this.#callOptions = callOptions;
    this.on("matched", (frame) => void (this.#match = frame));
    for (const type of passed_on)
      connection.on(type, (frame) => this.emit(type, /** @type {any} */ (frame)));
    connection.on("connection", () => void this.#introduce());
  }

  /** The partner, once there is one. */
  get match() {
    return this.#match;
  }

  open() {
    return this.connection.open();
  }

  close() {
    this.connection.close();
  }

  /** @param {string} text */
  async say(text) {
    await this.#command("transcript", { text });
  }

  /** Hangs up; a customer who still waits goes away. */
  async end() {
    await this.#command("call_ended");
    this.#match = undefined;
  }

  /** @param {string} offer_id */
  async acceptOffer(offer_id) {
    await this.#command("offer_accept", { offer_id });
  }

  /** @param {string} offer_id */
  async rejectOffer(offer_id) {
    await this.#command("offer_reject", { offer_id });
  }

  /** An agent takes customers from now on, also before the end of a wrap-up. */
  async ready() {
    await this.#command("agent_ready");
  }

  /** An agent takes a break, after the call if there is one. */
  async pause() {
    await this.#command("agent_pause");
  }

  /**
   * What this customer and the agents of the queue said to each other before; for agents. Nothing
   * unless somebody vouches for who the customer is.
   *
   * @param {{limit?: number, before?: number}} [page]
   * @returns {Promise<{customer_name?: string, is_vouched_for: boolean, calls: Frames.EarlierCall[], next?: number}>} newest first
   */
  history(page) {
    return this.#api.get(`/api/calls/match/${encodeURIComponent(this.callId)}/history`, page);
  }

  /**
   * Comes into the call with the partner, with sound and pictures.
   *
   * @param {LocalMedia} media
   */
  async joinCall(media) {
    const { connection, callId } = this;
    const alias = this.#match?.room_call_id;
    const call = new Call({ connection, callId, alias, media, ...this.#callOptions });
    await call.join();
    return call;
  }

  /** @param {string} type @param {object} [fields] */
  #command(type, fields = {}) {
    return this.connection.command({ type, call_id: this.callId, ...fields });
  }

  /** Says on each socket that the side is there; the answer says how things stand. */
  async #introduce() {
    const { user_type, user_name } = this.#start;
    try {
      await this.#command("start_call", { [`${user_type}_name`]: user_name });
    } catch (error) {
      if (error instanceof SwitchboardError && error.code === "already_ended")
        this.emit("gone", error);
    }
  }
}

/**
 * Takes a place in a queue.
 *
 * @param {HttpApi} api
 * @param {QueueStart} start
 * @returns {Promise<{call_id: string, side_id: string, ignored?: string[], status: "waiting" | "matched", position?: number,
 *   expected_wait_ms?: number, partner?: {call_id: string, name: string}, ws_url: string}>}
 */
export function enterQueue(api, start) {
  return api.post("/api/calls/start", start);
}
