import { Call } from "./call.js";
import { Connection } from "./connection.js";
import { HttpApi } from "./http_api.js";
import { IceServers } from "./ice_servers.js";
import { QueueSide, enterQueue } from "./queue_side.js";
import { Security } from "./security.js";
import { Session } from "./session.js";

/** @import { CallRecord, CallType, Message, SessionRecord, User } from "./frames.js" */
/** @import { Exclusive, TokenStore } from "./session.js" */
/** @import { LocalMedia } from "./local_media.js" */
/** @import { QueueStart } from "./queue_side.js" */
/** @import { ResumeState } from "./resume.js" */
/** @import { Timers } from "./timers.js" */

/**
 * @typedef {object} SwitchboardOptions
 * @property {string} [url] the server's origin; of a page, its own
 * @property {TokenStore} [store] where the tokens are kept; by default in this object
 * @property {Exclusive} [exclusive] keeps pages that share a store from refreshing at once
 * @property {ResumeState} [resume] what an earlier page of this device kept
 * @property {RTCIceServer[]} [iceServers] instead of the STUN and TURN servers that the server names
 * @property {typeof WebSocket} [WebSocket]
 * @property {typeof RTCPeerConnection} [RTCPeerConnection]
 * @property {typeof fetch} [fetch]
 * @property {Timers} [timers]
 * @property {() => number} [random]
 */

/** A server, and who one is there. */
export class Switchboard {
  #origin;
  #options;
  #iceServers;

  /** @param {SwitchboardOptions} [options] */
  constructor(options = {}) {
    this.#options = options;
    this.#origin = options.url ?? globalThis.location.origin;
    this.session = new Session({ store: options.store, exclusive: options.exclusive });
    const { fetch, timers } = options;
    this.api = new HttpApi({ origin: this.#origin, session: this.session, fetch, timers });
    this.security = new Security(this.api, this.session);
    this.#iceServers = this.#iceServersFor();
    // Credentials are in somebody's name.
    this.session.on("user", () => void (this.#iceServers = this.#iceServersFor()));
    this.connection = this.#connectionTo("/ws", options.resume, () => this.#ticket());
  }

  get user() {
    return this.session.user;
  }

  /** @param {{username: string, email: string, password: string, full_name?: string}} account */
  async register(account) {
    await this.#begin("/api/v1/auth/register", account);
  }

  /**
   * Refused with `second_factor_required` where a password is not enough: `security.signInSecond`
   * goes on from there.
   *
   * @param {{username?: string, email?: string, password: string}} credentials
   */
  async signIn(credentials) {
    await this.#begin("/api/v1/auth/login", credentials);
  }

  /**
   * All other sessions of this user end with it.
   *
   * @param {{current_password: string, new_password: string}} passwords
   */
  async changePassword(passwords) {
    await this.api.post("/api/v1/auth/password", passwords);
  }

  /** @returns {Promise<SessionRecord[]>} newest first */
  async sessions() {
    return (await this.api.get("/api/v1/auth/sessions")).sessions;
  }

  /** Signs a device out. @param {string} sessionId */
  async endSession(sessionId) {
    await this.api.request("DELETE", `/api/v1/auth/sessions/${encodeURIComponent(sessionId)}`);
  }

  /** Ends the session here and on the server. */
  async signOut() {
    this.connection.close();
    await this.api.post("/api/v1/auth/logout").finally(() => this.session.end());
  }

  /**
   * Listens for frames of one type; see `frames.d.ts`.
   *
   * @template {keyof import("./connection.js").ConnectionEvents} Name
   * @param {Name} name
   * @param {(value: import("./connection.js").ConnectionEvents[Name]) => void} listener
   */
  on(name, listener) {
    return this.connection.on(name, listener);
  }

  connect() {
    return this.connection.open();
  }

  /**
   * Writes to a person or into a room.
   *
   * @param {{to?: string, room_id?: string, content: string, extra_data?: object}} message
   */
  send(message) {
    return this.connection.command({ type: "message", ...message });
  }

  /** Changes a message of one's own. @param {string} message_id @param {string} content */
  async edit(message_id, content) {
    await this.connection.command({ type: "message_edit", message_id, content });
  }

  /** Takes a message of one's own back. @param {string} message_id */
  async takeBack(message_id) {
    await this.connection.command({ type: "message_delete", message_id });
  }

  /**
   * @param {{with?: string, room_id?: string, limit?: number, before?: number}} query
   * @returns {Promise<{messages: Message[], next?: number}>} oldest first
   */
  history(query) {
    return this.api.get("/api/v1/chat/messages", query);
  }

  /**
   * @param {{limit?: number, before?: number}} [query]
   * @returns {Promise<{calls: CallRecord[], next?: number}>} newest first
   */
  callHistory(query) {
    return this.api.get("/api/v1/calls/history", query);
  }

  /** @returns {Promise<CallRecord[]>} */
  async activeCalls() {
    return (await this.api.get("/api/v1/calls/active")).calls;
  }

  /**
   * @param {string} id
   * @returns {Promise<User>}
   */
  async userOf(id) {
    const answer = await this.api.get(`/api/v1/users/${encodeURIComponent(id)}`);
    return answer.user ?? answer;
  }

  /** @returns {Promise<string[]>} whom one has blocked */
  async blocked() {
    return (await this.api.get("/api/v1/users/me/blocks")).blocks;
  }

  /** Refuses somebody's calls and messages; they hear nothing of it. @param {string} id */
  async block(id) {
    await this.api.request("PUT", `/api/v1/users/me/blocks/${encodeURIComponent(id)}`);
  }

  /** @param {string} id */
  async unblock(id) {
    await this.api.request("DELETE", `/api/v1/users/me/blocks/${encodeURIComponent(id)}`);
  }

  /**
   * Tells whoever runs the server of somebody.
   *
   * @param {{user_id: string, message_id?: string, reason: string}} report
   */
  async report(report) {
    return (await this.api.post("/api/v1/reports", report)).report;
  }

  /** @param {string[]} user_ids */
  watchPresence(user_ids) {
    return this.connection.command({ type: "presence_subscribe", user_ids });
  }

  /**
   * Calls a person, or the others of a room, and comes into the call to wait for them.
   *
   * @param {{target_user_id: string} | {room_id: string}} whom
   * @param {{call_type?: CallType, media?: LocalMedia}} [how]
   */
  async invite(whom, { call_type = "video", media } = {}) {
    const type = "call_invitation";
    const { call_id } = await this.connection.command({ type, call_type, ...whom });
    return this.#enter(/** @type {string} */ (call_id), media);
  }

  /**
   * Comes into a call; whoever is invited accepts with it. The answer of the first device counts, and
   * another one is refused with `already_answered`.
   *
   * @param {string} call_id
   * @param {LocalMedia} [media]
   */
  async accept(call_id, media) {
    await this.connection.command({ type: "call_accept", call_id });
    return this.join(call_id, media);
  }

  /** @param {string} call_id @param {string} [reason] */
  async reject(call_id, reason) {
    await this.connection.command({ type: "call_reject", call_id, reason });
  }

  /** @param {string} call_id @param {LocalMedia} [media] */
  join(call_id, media) {
    return this.#enter(call_id, media);
  }

  /**
   * Takes a place in a queue, as a customer or as an agent.
   *
   * @param {QueueStart} start
   */
  async enterQueue(start) {
    const { call_id } = await enterQueue(this.api, start);
    return this.queueSide(call_id, start);
  }

  /**
   * Goes on as a side whose id was kept.
   *
   * @param {string} callId
   * @param {QueueStart} start
   */
  queueSide(callId, start) {
    const connection = this.#connectionTo(`/ws/call/${callId}`);
    const callOptions = { ...this.#options, iceServers: this.#iceServersFor(callId) };
    return new QueueSide({ api: this.api, connection, callId, start, callOptions });
  }

  /**
   * A call may be over before one is in it: then it is given as it ended.
   *
   * @param {string} callId
   * @param {LocalMedia | undefined} media
   */
  async #enter(callId, media) {
    const { connection } = this;
    const options = { ...this.#options, iceServers: this.#iceServers };
    const call = new Call({ connection, callId, media, ...options });
    try {
      await call.join();
    } catch (error) {
      if (!call.isOver) throw error;
    }
    return call;
  }

  /** @param {string} [callId] of a side of a queue, which shows who asks when there is no account */
  #iceServersFor(callId) {
    const { iceServers, timers } = this.#options;
    return iceServers ? IceServers.fixed(iceServers) : IceServers.of(this.api, timers, callId);
  }

  /** @param {string} path @param {object} body */
  async #begin(path, body) {
    this.session.begin(await this.api.request("POST", path, { body, isOpen: true }));
  }

  async #ticket() {
    const { ticket } = await this.api.post("/api/v1/auth/ticket");
    return ticket;
  }

  /** @param {string} path @param {ResumeState} [resume] @param {() => Promise<string>} [getTicket] */
  #connectionTo(path, resume, getTicket) {
    const { WebSocket, timers, random } = this.#options;
    const url = new URL(path, this.#origin);
    url.protocol = url.protocol.replace("http", "ws");
    return new Connection({ url: url.href, getTicket, WebSocket, timers, random, resume });
  }
}
